// What is searched for and what was found; answers that were overtaken are dropped.

import * as backend from "$lib/backend";
import type { SearchGroup, SearchHit, SearchResults } from "$lib/backend";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { errorText } from "./toasts.svelte";

const DEBOUNCE_MS = 60;
const LIMIT = 200;

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
	/** Puts the keyboard into the field; the field sets it. */
	focusField: () => void = () => {};

	lines = $derived(searchLines(this.results));
	hits = $derived(this.lines.filter((line) => line.kind === "hit"));
	nShown = $derived(this.hits.length);

	#timer: ReturnType<typeof setTimeout> | undefined;
	#generation = 0;

	type(query: string) {
		this.query = query;
		if (query.trim() !== "" && navigation.place.kind !== "search") navigation.open({ kind: "search" });
		this.#ask(DEBOUNCE_MS, true);
	}

	clear() {
		this.query = "";
		this.#ask(0, true);
	}

	/** The library changed under the results. */
	changed() {
		if (this.query.trim() !== "") this.#ask(300, false);
	}

	move(by: number) {
		this.chosen = Math.max(0, Math.min(this.nShown - 1, this.chosen + by));
	}

	openChosen() {
		const line = this.hits[this.chosen];
		if (line) this.open(line.hit, line.group);
	}

	open(hit: SearchHit, group: SearchGroup) {
		const { document, page, annotation, contribution, ranges } = hit;
		if (document && hit.kind !== "session") {
			navigation.openDocument(document, {
				page: page ?? undefined,
				annotation: annotation ?? undefined,
				query: this.answered,
				ranges: page === null || ranges.length === 0 ? undefined : { page, ranges },
			});
		} else if (contribution) library.reveal({ contribution });
		else if (group.session) library.reveal({ session: group.session });
		else navigation.open({ kind: "programme" });
	}

	#ask(delay: number, fresh: boolean) {
		clearTimeout(this.#timer);
		const generation = ++this.#generation;
		const query = this.query.trim();
		if (query === "") {
			this.results = null;
			this.answered = "";
			this.error = null;
			this.chosen = 0;
			return;
		}
		this.#timer = setTimeout(async () => {
			try {
				const meeting = library.meeting?.id ?? null;
				const results = await backend.search({ query, meeting, document: null, limit: LIMIT });
				if (generation !== this.#generation) return;
				this.results = results;
				this.answered = query;
				this.error = null;
				if (fresh) this.chosen = 0;
				else this.move(0);
			} catch (error) {
				if (generation === this.#generation) this.error = errorText(error);
			}
		}, delay);
	}
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
