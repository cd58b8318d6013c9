// Searches that the reader keeps, and those done lately. A kept search is only its words: its hits are always of now.

const KEPT_KEY = "keptSearches";
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

class KeptSearches {
	kept = $state.raw(read(KEPT_KEY));
	recent = $state.raw(read(RECENT_KEY));

	has(query: string): boolean {
		return this.kept.includes(query);
	}

	/** Keeps a search, or keeps it no more. */
	toggle(query: string) {
		this.kept = this.has(query) ? this.kept.filter((other) => other !== query) : [...this.kept, query];
		localStorage.setItem(KEPT_KEY, JSON.stringify(this.kept));
	}

	remember(query: string) {
		this.recent = withFirst(this.recent, query, MAX_RECENT);
		localStorage.setItem(RECENT_KEY, JSON.stringify(this.recent));
	}

	forget(query: string) {
		this.recent = this.recent.filter((other) => other !== query);
		localStorage.setItem(RECENT_KEY, JSON.stringify(this.recent));
	}
}

export const keptSearches = new KeptSearches();
