// What is searched for within one document, and what of it is lit.

import * as backend from "$lib/backend";
import type { CharRange, DocumentId, Page, PageText } from "$lib/backend";
import { meant, occurrences, type Exactness, type Occurrence } from "$lib/reader/occurrences";
import { sliceCodePoints } from "$lib/reader/offsets";
import { SvelteMap } from "svelte/reactivity";
import { errorText } from "./toasts.svelte";

const DEBOUNCE_MS = 120;
const LIMIT = 2000;
/** Pages whose places are sought at a time, behind those that are looked at. */
const N_AT_ONCE = 4;

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
	exactness = $state.raw<Exactness>({ wholeWord: false, matchCase: false, matchAccents: false });
	/** All places are listed under the bar. */
	listed = $state(false);
	/** What was found so far, in the order of the text. */
	occurrences = $derived(this.pages?.flatMap((page) => this.#occurrences.get(page) ?? []) ?? []);
	/** Every page has been looked through. */
	complete = $derived(this.pages !== null && this.pages.every((page) => this.#occurrences.has(page)));

	#occurrences = new SvelteMap<number, Occurrence[]>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#generation = 0;
	#asked = new Map<number, Promise<CharRange[]>>();

	constructor(
		readonly document: DocumentId,
		/** Brings a lit place into view. */
		readonly reveal: (page: number, range: CharRange | null) => void,
		readonly currentPage: () => number,
		readonly textOf: (page: number) => Promise<PageText | null>,
		readonly frameOf: (page: number) => Page | undefined,
	) {}

	/** Asks for words as they were typed, or in any form. */
	setExactness(exactness: Partial<Exactness>) {
		this.exactness = { ...this.exactness, ...exactness };
		if (this.lit) void this.run(this.query, true);
	}

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
		this.#occurrences.clear();
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
			void this.#lookThrough(generation);
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
		this.listed = false;
		this.ranges.clear();
		this.#occurrences.clear();
		this.#asked.clear();
	}

	/** Leads to a place of the list. */
	go({ page, range }: Occurrence) {
		const idx = this.ranges.get(page)?.findIndex(({ start }) => start === range.start) ?? -1;
		if (idx >= 0) this.#goTo(page, idx, this.ranges.get(page) ?? []);
	}

	/** Looks for the places on every page, so that they can be counted and listed. */
	async #lookThrough(generation: number) {
		const pages = [...(this.pages ?? [])];
		const worker = async () => {
			for (let page = pages.shift(); page !== undefined; page = pages.shift()) {
				if (generation !== this.#generation) return;
				await this.want(page);
			}
		};
		await Promise.all(Array.from({ length: N_AT_ONCE }, worker));
	}

	/** Fetches what is lit on a page. */
	want(page: number): Promise<CharRange[]> {
		const query = this.lit;
		if (!query) return Promise.resolve([]);
		let asked = this.#asked.get(page);
		if (!asked) {
			const generation = this.#generation;
			asked = this.#find(page, query).then(
				({ ranges, occurrences }) => {
					if (generation !== this.#generation) return ranges;
					this.ranges.set(page, ranges);
					this.#occurrences.set(page, occurrences);
					// The search knows words in any form; on this page none is as it was typed.
					if (!ranges.length && this.pages?.includes(page)) this.pages = this.pages.filter((other) => other !== page);
					return ranges;
				},
				() => this.ranges.get(page) ?? [],
			);
			this.#asked.set(page, asked);
		}
		return asked;
	}

	async #find(page: number, query: string): Promise<{ ranges: CharRange[]; occurrences: Occurrence[] }> {
		const [found, text] = await Promise.all([backend.findOnPage(this.document, page, query), this.textOf(page)]);
		const frame = this.frameOf(page);
		if (!text || !frame) return { ranges: found, occurrences: [] };
		// A search of the whole library knows nothing of what the bar was told.
		const ranges = this.open
			? found.filter(({ start, end }) => meant(sliceCodePoints(text.text, start, end), query, this.exactness))
			: found;
		return { ranges, occurrences: occurrences(page, frame, text, ranges) };
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
		if (generation !== this.#generation) return;
		if (ranges.length) this.#goTo(found, direction > 0 ? 0 : ranges.length - 1, ranges);
		else if (this.pages?.length && !this.pages.includes(found)) await this.#goFrom(found + direction, direction);
	}

	#goTo(page: number, idx: number, ranges: CharRange[]) {
		this.current = { page, idx };
		this.reveal(page, ranges[idx] ?? null);
	}
}
