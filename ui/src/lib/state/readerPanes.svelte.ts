// Which of the reader's side panes are open; kept from one document to the next.

const KEY = "rapporteur.reader.panes";

export const tabs = ["thumbnails", "outline", "marks"] as const;
export type Tab = (typeof tabs)[number];

class ReaderPanes {
	left = $state(true);
	right = $state(true);
	tab = $state<Tab>("thumbnails");

	constructor() {
		const [left, right, tab] = (localStorage.getItem(KEY) ?? "").split(" ");
		this.left = left !== "closed";
		this.right = right !== "closed";
		this.tab = tabs.find((other) => other === tab) ?? "thumbnails";
	}

	toggleLeft() {
		this.left = !this.left;
		this.#keep();
	}

	toggleRight() {
		this.right = !this.right;
		this.#keep();
	}

	choose(tab: Tab) {
		this.tab = tab;
		this.#keep();
	}

	#keep() {
		const word = (open: boolean) => (open ? "open" : "closed");
		localStorage.setItem(KEY, `${word(this.left)} ${word(this.right)} ${this.tab}`);
	}
}

export const panes = new ReaderPanes();
