// Which of the reader's side panes are open; kept from one document to the next.

export const tabs = ["thumbnails", "outline", "marks"] as const;
export type Tab = (typeof tabs)[number];
/** What the right pane shows: notes and information, the page's text, or slides like it. */
export const rightTabs = ["notes", "text", "related"] as const;
export type RightTab = (typeof rightTabs)[number];

export class ReaderPanes {
	left = $state(true);
	right = $state(true);
	tab = $state<Tab>("thumbnails");
	rightTab = $state<RightTab>("notes");
	/** There is no room beside the page: a pane lies over it, and only while it is asked for. */
	narrow = $state(false);
	/** What lies over the page. */
	#over = $state<"left" | "right" | null>(null);
	leftShown = $derived(this.narrow ? this.#over === "left" : this.left);
	rightShown = $derived(this.narrow ? this.#over === "right" : this.right);
	/** The page's text stands beside it. */
	text = $derived(this.rightShown && this.rightTab === "text");

	constructor(
		readonly key: string,
		/** Before the reader has said otherwise. */
		standard: string,
	) {
		const [left, right, tab, rightTab] = (localStorage.getItem(key) ?? standard).split(" ");
		this.left = left !== "closed";
		this.right = right !== "closed";
		this.tab = tabs.find((other) => other === tab) ?? "thumbnails";
		this.rightTab = rightTabs.find((other) => other === rightTab) ?? "notes";
	}

	toggleLeft() {
		if (this.narrow) {
			this.#over = this.#over === "left" ? null : "left";
			return;
		}
		this.left = !this.left;
		this.#keep();
	}

	toggleRight() {
		if (this.narrow) {
			this.#over = this.#over === "right" ? null : "right";
			return;
		}
		this.right = !this.right;
		this.#keep();
	}

	/** Shows the page's text; where it is shown, the notes again. */
	toggleText() {
		const closes = this.narrow && this.text;
		this.rightTab = this.text ? "notes" : "text";
		if (this.narrow) this.#over = closes ? null : "right";
		else this.right = true;
		this.#keep();
	}

	/** Takes away what lies over the page. */
	uncover() {
		this.#over = null;
	}

	choose(tab: Tab) {
		this.tab = tab;
		this.#keep();
	}

	chooseRight(tab: RightTab) {
		this.rightTab = tab;
		this.#keep();
	}

	#keep() {
		const word = (open: boolean) => (open ? "open" : "closed");
		localStorage.setItem(this.key, `${word(this.left)} ${word(this.right)} ${this.tab} ${this.rightTab}`);
	}
}

export const panes = new ReaderPanes("rapporteur.reader.panes", "open open");
/** Where two documents stand beside each other, there is room for them alone. */
export const panesSplit = new ReaderPanes("rapporteur.reader.panes.split", "closed closed");
export const panesBeside = new ReaderPanes("rapporteur.reader.panes.beside", "closed closed");
