// What is searched for and what was found; answers that were overtaken are dropped.

import * as backend from "$lib/backend";
import type { DocumentId, FacetKind, FacetValue, QuerySuggestion, SearchGroup, SearchHit, SearchResults } from "$lib/backend";
import { keptSearches } from "./keptSearches.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { notes } from "./notes.svelte";
import { errorText } from "./toasts.svelte";
import { tray } from "./tray.svelte";

const DEBOUNCE_MS = 60;
/** What is seen at once; more comes when the list is scrolled on. */
const FIRST = 50;
const MOST = 800;
const LIKE_LIMIT = 50;

/** A line of the list: a session's heading, or a hit with its number among all hits. */
export type SearchLine =
	| { kind: "group"; key: string; group: SearchGroup }
	| { kind: "hit"; key: string; hit: SearchHit; group: SearchGroup; idx: number };

class SearchState {
	query = $state("");
	results = $state.raw<SearchResults | null>(null);
	/** The query that `results` answer. */
	answered = $state("");
	error = $state<string | null>(null);
	/** The hit that Enter opens. */
	chosen = $state(0);
	/** What hits are narrowed down to. */
	facets = $state.raw<FacetValue[]>([]);
	/** The slide that the results are like; `null` while they answer a query. */
	like = $state.raw<{ document: DocumentId; page: number } | null>(null);
	/** What may follow what is being typed. */
	suggestions = $state.raw<QuerySuggestion[]>([]);
	/** Puts the keyboard into the field; the field sets it. */
	focusField: () => void = () => {};

	lines = $derived(searchLines(this.results));
	hits = $derived(this.lines.filter((line) => line.kind === "hit"));
	nShown = $derived(this.hits.length);

	#timer: ReturnType<typeof setTimeout> | undefined;
	#generation = 0;
	#suggesting = 0;
	#limit = FIRST;
	#asking = false;

	type(query: string) {
		this.query = query;
		this.like = null;
		this.facets = [];
		void this.#suggest(query);
		if (query.trim() !== "" && navigation.place.kind !== "search") navigation.open({ kind: "search" });
		this.#ask(DEBOUNCE_MS, true);
	}

	clear() {
		this.query = "";
		this.like = null;
		this.facets = [];
		this.suggestions = [];
		this.#ask(0, true);
	}

	/** Puts a suggestion in; it is typed on from there. */
	complete(suggestion: QuerySuggestion) {
		this.type(suggestion.query);
		this.focusField();
	}

	/** Searches for something as a whole, such as a kept search. */
	run(query: string) {
		this.type(query);
		this.suggestions = [];
	}

	/** Chooses a value of a facet, or lets it go. */
	toggle(facet: FacetKind, value: string) {
		const rest = this.facets.filter((chosen) => chosen.facet !== facet || chosen.value !== value);
		this.facets = rest.length < this.facets.length ? rest : [...rest, { facet, value }];
		this.#ask(0, true);
	}

	clearFacets() {
		this.facets = [];
		this.#ask(0, true);
	}

	/** Slides that share the telling words of one. */
	async likeThis(document: DocumentId, page: number) {
		clearTimeout(this.#timer);
		const generation = ++this.#generation;
		try {
			const results = await backend.searchSimilar(document, page, LIKE_LIMIT);
			if (generation !== this.#generation) return;
			Object.assign(this, { query: "", like: { document, page }, facets: [], suggestions: [] });
			Object.assign(this, { results, answered: "", error: null, chosen: 0 });
			if (navigation.place.kind !== "search") navigation.open({ kind: "search" });
		} catch (error) {
			if (generation === this.#generation) this.error = errorText(error);
		}
	}

	/** Opens the next (or previous) result, without the list between. */
	step(by: 1 | -1) {
		if (this.nShown === 0) return;
		this.move(by);
		this.openChosen();
	}

	/** The library changed under the results. */
	changed() {
		if (this.query.trim() !== "") this.#ask(300, false);
	}

	move(by: number) {
		this.chosen = Math.max(0, Math.min(this.nShown - 1, this.chosen + by));
		if (by > 0 && this.chosen > this.nShown - 5) this.more();
	}

	/** Fetches more hits, where there are more than are shown. */
	more() {
		if (this.#asking || this.like || !this.results) return;
		if (this.nShown >= this.results.n_total || this.#limit >= MOST) return;
		this.#limit *= 4;
		this.#ask(0, false);
	}

	openChosen() {
		const line = this.hits[this.chosen];
		if (line) this.open(line.hit, line.group);
	}

	/** Searches for slides like the chosen one; does nothing for what is no slide. */
	likeChosen() {
		const hit = this.hits[this.chosen]?.hit;
		if (hit?.kind === "page" && hit.document) void this.likeThis(hit.document, hit.page ?? 0);
	}

	/** Adds the chosen slide to those compared; does nothing for what is no slide. */
	collectChosen() {
		const hit = this.hits[this.chosen]?.hit;
		if (hit?.kind === "page") this.collect(hit);
	}

	collect({ document, page }: SearchHit) {
		if (document) tray.add({ document, page: page ?? 0 });
	}

	open(hit: SearchHit, group: SearchGroup) {
		const { document, page, annotation, contribution, ranges, tag } = hit;
		if (this.answered) keptSearches.remember(this.answered);
		if (tag) notes.showTag(tag);
		else if (document && hit.kind !== "session") {
			navigation.openDocument(document, {
				page: page ?? undefined,
				annotation: annotation ?? undefined,
				query: this.answered || undefined,
				ranges: page === null || ranges.length === 0 ? undefined : { page, ranges },
			});
		} else if (contribution) library.reveal({ contribution });
		else if (group.session) library.reveal({ session: group.session });
		else navigation.open({ kind: "programme" });
	}

	async #suggest(typed: string) {
		const asked = ++this.#suggesting;
		if (typed.trim() === "") {
			this.suggestions = [];
			return;
		}
		// They are a help: without them the search goes on.
		const suggestions = await backend.suggestQuery(typed).catch(() => []);
		if (asked === this.#suggesting) this.suggestions = suggestions;
	}

	#ask(delay: number, fresh: boolean) {
		clearTimeout(this.#timer);
		this.#asking = false;
		if (fresh) this.#limit = FIRST;
		const generation = ++this.#generation;
		const query = this.query.trim();
		if (this.like) return;
		if (query === "") {
			this.results = null;
			this.answered = "";
			this.error = null;
			this.chosen = 0;
			return;
		}
		this.#asking = true;
		this.#timer = setTimeout(async () => {
			try {
				const meeting = library.meeting?.id ?? null;
				// The last word is a beginning only while it is typed on: a space behind it says that it is whole.
				const request = { query: this.query, meeting, document: null, limit: this.#limit, chosen: this.facets, facets: true };
				const results = await backend.search(request);
				if (generation !== this.#generation) return;
				const chosen = this.hits[this.chosen]?.hit;
				this.results = results;
				this.answered = query;
				this.error = null;
				// What more came may stand before it.
				const again = fresh || !chosen ? -1 : this.hits.findIndex(({ hit }) => isSame(hit, chosen));
				if (fresh) this.chosen = 0;
				else if (again >= 0) this.chosen = again;
				else this.move(0);
			} catch (error) {
				if (generation === this.#generation) this.error = errorText(error);
			} finally {
				if (generation === this.#generation) this.#asking = false;
			}
		}, delay);
	}
}

/** Do two answers mean one thing by it? */
function isSame(a: SearchHit, b: SearchHit): boolean {
	const keys = ["kind", "document", "page", "annotation", "contribution", "person", "tag", "title"] as const;
	return keys.every((key) => a[key] === b[key]);
}

/** The groups and their hits as one list. */
export function searchLines(results: SearchResults | null): SearchLine[] {
	const lines: SearchLine[] = [];
	let n_hits = 0;
	for (const [groupIdx, group] of (results?.groups ?? []).entries()) {
		lines.push({ kind: "group", key: `group ${groupIdx}`, group });
		for (const [hitIdx, hit] of group.hits.entries())
			lines.push({ kind: "hit", key: `hit ${groupIdx} ${hitIdx}`, hit, group, idx: n_hits++ });
	}
	return lines;
}

export const search = new SearchState();
