// The links on one document's pages, and the one that is peeked at.

import * as backend from "$lib/backend";
import type { DocumentId, PdfLink } from "$lib/backend";

export class ReaderLinks {
	byPage = $state.raw<ReadonlyMap<number, PdfLink[]>>(new Map());
	/** The pointer or the keyboard rests on it. */
	peeked = $state.raw<PdfLink | null>(null);
	/** It leads out, and waits for the reader's word. */
	asked = $state<string | null>(null);

	constructor(readonly document: DocumentId) {}

	async fetch() {
		// A page without its links can be read all the same.
		const links = await backend.listLinks(this.document).catch(() => []);
		const byPage = new Map<number, PdfLink[]>();
		for (const link of links) byPage.set(link.page, [...(byPage.get(link.page) ?? []), link]);
		this.byPage = byPage;
	}
}
