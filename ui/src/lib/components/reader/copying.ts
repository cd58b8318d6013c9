// What can be copied from a page: its citation, a link to it, its text, its image.

import { copyImage, copyText, pageImage } from "$lib/backend";
import { m } from "$lib/messages";
import { cutOut, type Part } from "$lib/reader/picturing";
import { spotLink, type LinkedSpot } from "$lib/reader/spotLink";
import type { ReaderState } from "$lib/state/reader.svelte";
import { toasts } from "$lib/state/toasts.svelte";

/** Wide enough for a slide of one's own. */
const IMAGE_WIDTH = 1920;
/** A part of a page is drawn larger, so that it is as sharp. */
const PART_WIDTH = 3200;
/** The generation of images that are never given up for others. */
const NEVER_STALE = 0;

export async function copyLink(reader: ReaderState, spot: Omit<LinkedSpot, "document">) {
	try {
		await copyText(spotLink({ document: reader.document, ...spot }));
		toasts.done(m.links.copying.copiedLink);
	} catch (error) {
		toasts.failed(m.reader.selection.copyFailed, error);
	}
}

export async function copyWords(words: string) {
	try {
		await copyText(words);
		toasts.done(m.links.copying.copiedText);
	} catch (error) {
		toasts.failed(m.reader.selection.copyFailed, error);
	}
}

/** A link to the selected words. */
export function copySelectionLink(reader: ReaderState) {
	const [first] = reader.selection.ranges;
	if (first) void copyLink(reader, first);
}

export async function copyPageText(reader: ReaderState, page: number) {
	try {
		await copyText((await reader.texts.want(page))?.text ?? "");
		toasts.done(m.links.copying.copiedText);
	} catch (error) {
		toasts.failed(m.reader.selection.copyFailed, error);
	}
}

/** The page in the file's own colors, or a part of it. */
export async function copyPicture(reader: ReaderState, page: number, part: Part | null = null) {
	const draw = async () => {
		const width = part ? PART_WIDTH : IMAGE_WIDTH;
		const answer = await fetch(pageImage(reader.document, page, width, NEVER_STALE, false, true, "paper"));
		if (!answer.ok) throw new Error(await answer.text());
		return cutOut(await answer.blob(), reader.quarters, part ?? { x0: 0, y0: 0, x1: 1, y1: 1 });
	};
	try {
		await copyImage(draw());
		toasts.done(m.links.copying.copiedImage);
	} catch (error) {
		toasts.failed(m.links.copying.imageFailed, error);
	}
}
