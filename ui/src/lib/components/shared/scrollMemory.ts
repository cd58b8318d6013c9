// How a long list was left.

import type { VListHandle } from "virtua/svelte";

export interface ScrollMemory {
	offset: number;
	/** The measured heights, while the list has as many items as then. */
	cache?: ReturnType<VListHandle["getCache"]>;
	n_items?: number;
}
