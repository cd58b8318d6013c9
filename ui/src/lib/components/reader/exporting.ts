// A copy of the document with the reader's notes in it, written where the reader wants it.

import * as backend from "$lib/backend";
import { m } from "$lib/messages";
import type { ReaderState } from "$lib/state/reader.svelte";
import { toasts } from "$lib/state/toasts.svelte";

/** Asks where, and writes it. */
export async function exportCopy(reader: ReaderState) {
	const words = m.noteWords.export;
	const file = reader.view?.document.files[0]?.path ?? reader.view?.title ?? "";
	const name = file.split(/[\\/]/u).at(-1) ?? "";
	try {
		const path = await backend.pickSaving(words.copyTitle, words.copyName(name), "PDF", "pdf");
		if (path === null) return;
		const { n_written, n_unplaced, repaired } = await backend.exportAnnotatedCopy(reader.document, path);
		const more = [...(repaired ? [words.repaired] : []), ...(n_unplaced > 0 ? [words.unplaced(n_unplaced)] : [])];
		toasts.done([words.copied(n_written, path), ...more].join(" "));
	} catch (error) {
		toasts.failed(words.copyFailed, error);
	}
}
