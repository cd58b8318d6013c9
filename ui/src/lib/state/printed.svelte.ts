// The source beside the table of a programme: is it shown, and which sources were read.

import type { SourceText } from "$lib/backend";

class PrintedState {
	/** It stands beside the table. */
	open = $state(false);

	#texts = new Map<string, Promise<SourceText | null>>();

	/** A source by its hash, read once; the newest few are kept. */
	text(sha256: string, read: () => Promise<SourceText | null>): Promise<SourceText | null> {
		const known = this.#texts.get(sha256);
		if (known) return known;
		const text = read();
		text.catch(() => this.#texts.delete(sha256));
		this.#texts.set(sha256, text);
		for (const old of [...this.#texts.keys()].slice(0, -4)) this.#texts.delete(old);
		return text;
	}
}

export const printed = new PrintedState();
