// Searches that the reader keeps in the library, with how many hits they have now; and those done lately in this window.

import * as backend from "$lib/backend";
import type { KeptSearchView } from "$lib/backend";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { history } from "./history.svelte";
import { toasts } from "./toasts.svelte";

/** Searches were kept here before the library kept them. */
const FORMER_KEY = "keptSearches";
const RECENT_KEY = "recentSearches";
const MAX_RECENT = 12;

/** The list with the query at its front, once. */
export function withFirst(list: string[], query: string, limit: number): string[] {
	return [query, ...list.filter((other) => other !== query)].slice(0, limit);
}

function read(key: string): string[] {
	try {
		const list: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
		return Array.isArray(list) ? list.filter((query) => typeof query === "string") : [];
	} catch {
		return [];
	}
}

/** As the library keeps it. */
function plain(query: string): string {
	return query.trim().split(/\s+/).join(" ");
}

class KeptSearches {
	#kept = new Fetched(async () => {
		await this.#moveFormer();
		return backend.listKeptSearches();
	});
	recent = $state.raw(read(RECENT_KEY));

	kept: KeptSearchView[] = $derived(this.#kept.value ?? []);

	want() {
		this.#kept.want();
	}

	changed() {
		this.#kept.changed();
	}

	has(query: string): boolean {
		return this.#of(query) !== undefined;
	}

	/** Keeps a search, or keeps it no more. */
	async toggle(query: string) {
		const kept = this.#of(query);
		try {
			if (kept) {
				await backend.forgetSearch(kept.search.id);
				toasts.done(m.search.forgot, history.undoing("forget_search"));
			} else await backend.keepSearch(query);
			await this.#kept.refetch();
		} catch (error) {
			toasts.failed(kept ? m.search.forgetFailed : m.search.keepFailed, error);
		}
	}

	remember(query: string) {
		this.#setRecent(withFirst(this.recent, query, MAX_RECENT));
	}

	forget(query: string) {
		this.#setRecent(this.recent.filter((other) => other !== query));
	}

	#of(query: string): KeptSearchView | undefined {
		return this.kept.find(({ search }) => search.query === plain(query));
	}

	#setRecent(recent: string[]) {
		this.recent = recent;
		localStorage.setItem(RECENT_KEY, JSON.stringify(recent));
	}

	async #moveFormer() {
		const former = read(FORMER_KEY);
		for (const query of former) await backend.keepSearch(query);
		localStorage.removeItem(FORMER_KEY);
	}
}

export const keptSearches = new KeptSearches();
