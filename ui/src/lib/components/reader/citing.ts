// Copies a passage with who said it, and where.

import { copyText } from "$lib/backend";
import { dateSpan } from "$lib/format/dates";
import { m } from "$lib/messages";
import { citation } from "$lib/reader/citation";
import { pageName } from "$lib/reader/pageBox";
import type { ReaderState } from "$lib/state/reader.svelte";
import { toasts } from "$lib/state/toasts.svelte";

export async function copyCitation(reader: ReaderState, quote: string, page: number) {
	const source = {
		title: reader.view?.title ?? "",
		// A guess about who spoke has no place in a citation.
		placement: reader.placement?.standing.kind === "confirmed" ? reader.placement : null,
		page: m.reader.pageName(pageName(reader.pages, page), reader.slides).toLowerCase(),
	};
	try {
		await copyText(citation(quote, source, (date) => dateSpan(date, date)));
		toasts.done(m.reader.selection.copied);
	} catch (error) {
		toasts.failed(m.reader.selection.copyFailed, error);
	}
}
