// The documents that are open, each as a tab that is found as it was left, also after a restart; and the one that
// stands beside another.

import type { DocumentId } from "$lib/backend";
import { documents } from "./documents.svelte";
import { library } from "./library.svelte";
import { navigation, type ReaderPlace, type Spot } from "./navigation.svelte";

const KEY = "rapporteur.tabs";
const MAX_CLOSED = 20;

export interface Tab {
	document: DocumentId;
	title: string;
	/** Where it was looked at last. */
	place: ReaderPlace;
}

/** What is kept from one run to the next. */
interface Kept {
	library: string;
	tabs: { document: DocumentId; title: string }[];
	open: DocumentId | null;
	beside: DocumentId | null;
	synced: boolean;
}

class TabsState {
	all = $state.raw<Tab[]>([]);
	/** What stands beside the document at hand. */
	beside = $state.raw<ReaderPlace | null>(null);
	/** A turn of one of the two turns the other. */
	synced = $state(false);
	/** The keyboard is on the one beside. */
	besideActive = $state(false);

	/** The document at hand. */
	open = $derived(navigation.place.kind === "reader" ? navigation.place.document : null);

	#closed: Tab[] = [];
	#restored = false;

	/** The window shows a document: it has a tab. */
	visit(place: ReaderPlace) {
		const title = documents.card(place.document)?.title ?? "";
		const idx = this.all.findIndex(({ document }) => document === place.document);
		const before = this.all[idx];
		if (before) this.all = this.all.with(idx, { ...before, title: title || before.title, place });
		else this.all = [...this.all, { document: place.document, title, place }];
		this.#keep();
	}

	/** The window shows no document. */
	left() {
		this.#keep();
	}

	name(document: DocumentId, title: string) {
		const idx = this.all.findIndex((tab) => tab.document === document);
		const tab = this.all[idx];
		if (!tab || tab.title === title) return;
		this.all = this.all.with(idx, { ...tab, title });
		this.#keep();
	}

	choose({ place }: Tab) {
		this.besideActive = false;
		navigation.open(place);
	}

	/** The next tab, or one before, round and round. */
	step(by: 1 | -1) {
		const idx = this.all.findIndex(({ document }) => document === this.open);
		const next = idx < 0 ? 0 : (idx + by + this.all.length) % this.all.length;
		const tab = this.all[next];
		if (tab && tab.document !== this.open) this.choose(tab);
	}

	close(document: DocumentId) {
		const idx = this.all.findIndex((tab) => tab.document === document);
		const tab = this.all[idx];
		if (!tab) return;
		this.#closed = [...this.#closed.slice(1 - MAX_CLOSED), tab];
		this.all = this.all.toSpliced(idx, 1);
		if (document === this.open) {
			const neighbor = this.all[idx] ?? this.all[idx - 1];
			if (neighbor) this.choose(neighbor);
			else {
				this.beside = null;
				navigation.leave();
			}
		}
		this.#keep();
	}

	/** Opens the tab that was closed last. */
	reopen() {
		const tab = this.#closed.at(-1);
		if (!tab) return;
		this.#closed = this.#closed.slice(0, -1);
		this.choose(tab);
	}

	move(document: DocumentId, before: DocumentId) {
		const tab = this.all.find((other) => other.document === document);
		if (!tab || document === before) return;
		const from = this.all.indexOf(tab);
		const rest = this.all.toSpliced(from, 1);
		const to = rest.findIndex((other) => other.document === before);
		this.all = rest.toSpliced(from <= to ? to + 1 : to, 0, tab);
		this.#keep();
	}

	// Beside each other.

	/** Shows a document beside the one at hand; by default the other one that was open, or the same once more. */
	split(document?: DocumentId, spot: Spot = {}) {
		const other = document ?? this.all.findLast((tab) => tab.document !== this.open)?.document ?? this.open;
		if (!other) return;
		this.beside = { kind: "reader", document: other, ...spot };
		this.besideActive = true;
		this.#keep();
	}

	unsplit() {
		this.beside = null;
		this.besideActive = false;
		this.#keep();
	}

	toggleSync() {
		this.synced = !this.synced;
		this.#keep();
	}

	// From one run to the next.

	/** Opens what was open when the window was closed, as far as it is still in the library. */
	async restore() {
		const kept = read();
		if (!kept || kept.library !== library.contents?.path) {
			this.#restored = true;
			return;
		}
		await documents.refetch();
		const known = (document: DocumentId | null) => document !== null && documents.card(document) !== null;
		const tabs = kept.tabs.filter(({ document }) => known(document));
		const since = this.all.filter((tab) => !tabs.some(({ document }) => document === tab.document));
		this.all = [...tabs.map((tab): Tab => ({ ...tab, place: { kind: "reader", document: tab.document } })), ...since];
		this.synced = kept.synced;
		this.#restored = true;
		const open = this.all.find(({ document }) => document === kept.open);
		// The reader of the window was quicker.
		if (!open || navigation.place.kind !== "programme" || navigation.canGoBack) return;
		if (kept.beside && known(kept.beside)) this.beside = { kind: "reader", document: kept.beside };
		this.choose(open);
	}

	#keep() {
		if (!this.#restored || !library.contents) return;
		const kept: Kept = {
			library: library.contents.path,
			tabs: this.all.map(({ document, title }) => ({ document, title })),
			open: this.open,
			beside: this.beside?.document ?? null,
			synced: this.synced,
		};
		localStorage.setItem(KEY, JSON.stringify(kept));
	}
}

function read(): Kept | null {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
		return typeof kept === "object" && kept !== null && "tabs" in kept && Array.isArray(kept.tabs) ? (kept as Kept) : null;
	} catch {
		return null;
	}
}

export const tabs = new TabsState();
