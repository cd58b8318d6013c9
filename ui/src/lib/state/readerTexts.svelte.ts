// The page texts of one document, each fetched once; those longest out of sight are let go.

import * as backend from "$lib/backend";
import type { DocumentId, PageText } from "$lib/backend";
import { SvelteMap } from "svelte/reactivity";

const MAX_TEXTS = 120;

export class ReaderTexts {
	#texts = new SvelteMap<number, PageText>();
	#asked = new Map<number, Promise<PageText | null>>();

	constructor(
		readonly document: DocumentId,
		/** Must this page's text stay? */
		readonly keeps: (page: number) => boolean,
		/** A page has no text to show, and never will. */
		readonly onfailed: (page: number) => void,
	) {}

	get(page: number): PageText | undefined {
		return this.#texts.get(page);
	}

	/** A page's text, fetched if need be; `null` where there is none to be had. */
	want(page: number): Promise<PageText | null> {
		const known = this.#texts.get(page);
		if (known) return Promise.resolve(known);
		let asked = this.#asked.get(page);
		if (!asked) {
			asked = this.#fetch(page).finally(() => this.#asked.delete(page));
			this.#asked.set(page, asked);
		}
		return asked;
	}

	/** A page may have been read anew: what is known of it is fetched again. */
	async refetch(page: number) {
		const known = this.#texts.get(page);
		if (known) await this.#fetch(page, known);
	}

	async #fetch(page: number, known?: PageText): Promise<PageText | null> {
		try {
			const text = await backend.getPageText(this.document, page);
			// The same once more would only take the selection away.
			if (known && known.text === text.text && known.class === text.class) return known;
			this.#texts.set(page, text);
			this.#trim();
			return text;
		} catch {
			// A page without text is still a page to look at.
			this.onfailed(page);
			return null;
		}
	}

	#trim() {
		if (this.#texts.size <= MAX_TEXTS) return;
		for (const page of this.#texts.keys()) {
			if (!this.keeps(page)) return void this.#texts.delete(page);
		}
	}
}
