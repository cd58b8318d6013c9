// Where the reader of the window is, where they were, and which layers lie on top.

import type { AnnotationId, CharRange, DocumentId, MeetingId, OrganizationId, PageIndex, PersonId, SessionId } from "$lib/backend";
import type { Attachment } from "svelte/attachments";

/** What to show of a document when it opens. */
export interface Spot {
	page?: PageIndex;
	annotation?: AnnotationId;
	/** Its words are lit. */
	query?: string;
	/** What of the page is to be at the top, in user space. */
	top?: number;
	/** What is lit on one page until the backend has answered `query`. */
	ranges?: { page: PageIndex; ranges: CharRange[] };
}

/** Whom or what the pages of names show. */
export type Named = { person: PersonId } | { organization: OrganizationId } | { symbol: string; meeting: MeetingId | null };
export const crossingTabs = ["citations", "links", "tray"] as const;
export type CrossingTab = (typeof crossingTabs)[number];
export type NamesTab = "people" | "organizations" | "symbols";

export type ReaderPlace = { kind: "reader"; document: DocumentId } & Spot;

export type Place =
	| { kind: "programme" }
	| { kind: "documents" }
	| { kind: "notes" }
	| { kind: "search" }
	/** Tags against sessions, organizations or speakers. */
	| { kind: "themes" }
	/** A programme that is looked through before it is kept. */
	| { kind: "review" }
	/** People, organizations and official documents. */
	| { kind: "names"; tab: NamesTab; named: Named | null }
	/** All about one session of the meeting at hand. */
	| { kind: "session"; session: SessionId }
	/** What goes across sessions and documents. */
	| { kind: "crossing"; tab: CrossingTab }
	/** Two versions of a deck side by side. */
	| { kind: "versions"; older: DocumentId; newer: DocumentId }
	/** The suggested places of documents, one by one. */
	| { kind: "stepping" }
	/** The programme at hand, corrected and written by hand. */
	| { kind: "edit" }
	| ReaderPlace;

class NavigationState {
	place = $state.raw<Place>({ kind: "programme" });

	#past = $state.raw<Place[]>([]);
	#future = $state.raw<Place[]>([]);
	/** How far each place was scrolled, by its scroller's name. */
	#scrolls = new Map<string, number>();
	/** What closes the layers that lie over the place, topmost last. */
	#layers: (() => void)[] = [];

	canGoBack = $derived(this.#past.length > 0);
	canGoForward = $derived(this.#future.length > 0);

	/** Opens a place; the present one stays behind it. */
	open(place: Place) {
		// The reader's benches count from here.
		if (place.kind === "reader") performance.mark("open document");
		if (same(place, this.place)) {
			// The same spot again: the reader may have scrolled away from it meanwhile.
			this.place = place;
			return;
		}
		this.#past = [...this.#past.slice(-99), this.place];
		this.#future = [];
		this.place = place;
	}

	/** The page of a person, an organization or an official document. */
	openName(named: Named) {
		const tab = "person" in named ? "people" : "organization" in named ? "organizations" : "symbols";
		this.open({ kind: "names", tab, named });
	}

	openDocument(document: DocumentId, spot: Spot = {}) {
		this.open({ kind: "reader", document, ...spot });
	}

	/** Corrects the present place, so that coming back finds it as it is now; nothing moves. */
	replace(place: Place) {
		this.place = place;
	}

	back() {
		const place = this.#past.at(-1);
		if (!place) return;
		this.#past = this.#past.slice(0, -1);
		this.#future = [...this.#future, this.place];
		this.place = place;
	}

	forward() {
		const place = this.#future.at(-1);
		if (!place) return;
		this.#future = this.#future.slice(0, -1);
		this.#past = [...this.#past, this.place];
		this.place = place;
	}

	/** Leaves the reader or the search for what was there before, else for the programme. */
	leave() {
		const idx = this.#past.findLastIndex((place) => place.kind !== this.place.kind);
		const place = this.#past[idx];
		if (!place) return this.open({ kind: "programme" });
		this.#future = [];
		this.#past = this.#past.slice(0, idx);
		this.place = place;
	}

	/** Puts a layer on top, that Esc closes first; answers what takes it away again. */
	addLayer(close: () => void): () => void {
		this.#layers.push(close);
		return () => {
			this.#layers = this.#layers.filter((layer) => layer !== close);
		};
	}

	/** Peels one layer; `false` where there was none. */
	peel(): boolean {
		const close = this.#layers.pop();
		close?.();
		return close !== undefined;
	}

	scrollOf(name: string): number {
		return this.#scrolls.get(name) ?? 0;
	}

	rememberScroll(name: string, top: number) {
		this.#scrolls.set(name, top);
	}

	/** For a scrolling element: it is found as it was left. */
	keepScroll(name: string): Attachment<HTMLElement> {
		return (element) => {
			element.scrollTop = this.scrollOf(name);
			const remember = () => this.rememberScroll(name, element.scrollTop);
			element.addEventListener("scroll", remember, { passive: true });
			return () => element.removeEventListener("scroll", remember);
		};
	}
}

function same(a: Place, b: Place): boolean {
	if (a.kind === "names" && b.kind === "names") {
		return a.tab === b.tab && JSON.stringify(a.named) === JSON.stringify(b.named);
	}
	if (a.kind === "session" && b.kind === "session") return a.session === b.session;
	if (a.kind === "crossing" && b.kind === "crossing") return a.tab === b.tab;
	if (a.kind === "versions" && b.kind === "versions") return a.older === b.older && a.newer === b.newer;
	if (a.kind !== "reader" || b.kind !== "reader") return a.kind === b.kind;
	return a.document === b.document && a.page === b.page && a.annotation === b.annotation && a.query === b.query;
}

export const navigation = new NavigationState();
