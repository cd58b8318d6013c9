// What is searched for within one document, and what of it is lit.

import * as backend from "$lib/backend";
import type { CharRange, DocumentId } from "$lib/backend";
import { SvelteMap } from "svelte/reactivity";
import { errorText } from "./toasts.svelte";

const DEBOUNCE_MS = 120;
const LIMIT = 2000;

/** One lit place. */
export interface Match {
	page: number;
	idx: number;
}

export class ReaderFind {
	/** The bar is shown. */
	open = $state(false);
	query = $state("");
	/** The query that is lit. */
	lit = $state("");
	/** Pages with hits, ascending; `null` until the search has answered. */
	pages = $state.raw<number[] | null>(null);
	current = $state.raw<Match | null>(null);
	error = $state<string | null>(null);
	/** How often the bar was asked for; its field takes the keyboard each time. */
	focusAsked = $state(0);
	ranges = new SvelteMap<number, CharRange[]>();

	#timer: ReturnType<typeof setTimeout> | undefined;
	#generation = 0;
	#asked = new Map<number, Promise<CharRange[]>>();

	constructor(
		readonly document: DocumentId,
		/** Brings a lit place into view. */
		readonly reveal: (page: number, range: CharRange | null) => void,
		readonly currentPage: () => number,
	) {}

	show() {
		this.open = true;
		this.focusAsked++;
	}

	/** Lights what the reader types, after a pause. */
	type(query: string) {
		this.query = query;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.run(query, true), DEBOUNCE_MS);
	}

	/** Lights a query; `go` leads to its first place from the current page on. */
	async run(query: string, go: boolean, first?: { page: number; ranges: CharRange[] }) {
		const generation = ++this.#generation;
		const wanted = query.trim();
		this.query = query;
		this.lit = wanted;
		this.ranges.clear();
		this.#asked.clear();
		this.current = null;
		this.pages = null;
		this.error = null;
		if (first) this.ranges.set(first.page, first.ranges);
		if (!wanted) return;
		try {
			const request = { query: wanted, meeting: null, document: this.document, limit: LIMIT, chosen: [], facets: false };
			const { groups } = await backend.search(request);
			if (generation !== this.#generation) return;
			const pages = groups.flatMap(({ hits }) => hits.flatMap((hit) => (hit.kind === "page" ? (hit.page ?? []) : [])));
			this.pages = [...new Set(pages)].sort((a, b) => a - b);
			if (go) await this.#goFrom(this.currentPage(), 1);
		} catch (error) {
			if (generation === this.#generation) this.error = errorText(error);
		}
	}

	/** Puts the light out. */
	clear() {
		this.#generation++;
		clearTimeout(this.#timer);
		this.open = false;
		this.lit = "";
		this.pages = null;
		this.current = null;
		this.error = null;
		this.ranges.clear();
		this.#asked.clear();
	}

	/** Fetches what is lit on a page. */
	want(page: number): Promise<CharRange[]> {
		const query = this.lit;
		if (!query) return Promise.resolve([]);
		let asked = this.#asked.get(page);
		if (!asked) {
			const generation = this.#generation;
			asked = backend.findOnPage(this.document, page, query).then(
				(ranges) => {
					if (generation === this.#generation) this.ranges.set(page, ranges);
					return ranges;
				},
				() => this.ranges.get(page) ?? [],
			);
			this.#asked.set(page, asked);
		}
		return asked;
	}

	/** Goes to the next (or previous) lit place, round and round. */
	async step(direction: 1 | -1) {
		if (this.query.trim() !== this.lit) {
			clearTimeout(this.#timer);
			return this.run(this.query, true);
		}
		const at = this.current;
		if (at) {
			const ranges = await this.want(at.page);
			const idx = at.idx + direction;
			if (idx >= 0 && idx < ranges.length) return this.#goTo(at.page, idx, ranges);
			return this.#goFrom(at.page + direction, direction);
		}
		return this.#goFrom(this.currentPage(), direction);
	}

	async #goFrom(page: number, direction: 1 | -1) {
		const pages = this.pages ?? [];
		const found =
			direction > 0
				? (pages.find((other) => other >= page) ?? pages[0])
				: (pages.findLast((other) => other <= page) ?? pages.at(-1));
		if (found === undefined) return;
		const generation = this.#generation;
		const ranges = await this.want(found);
		if (generation === this.#generation) this.#goTo(found, direction > 0 ? 0 : ranges.length - 1, ranges);
	}

	#goTo(page: number, idx: number, ranges: CharRange[]) {
		this.current = { page, idx };
		this.reveal(page, ranges[idx] ?? null);
	}
}
