// What is selected in one document. The web view's own selection is the truth; this is what it means in code points.

import type { CharRange, PageText } from "$lib/backend";
import { countCodePoints, sliceCodePoints } from "$lib/reader/offsets";
import { TextLayers, type TextPosition } from "$lib/reader/textLayer";

/** What is selected of one page. */
export interface PageRange {
	page: number;
	range: CharRange;
}

export class ReaderSelection {
	layers = new TextLayers();
	/** Both ends in the order of the text. */
	ends = $state.raw<{ start: TextPosition; end: TextPosition } | null>(null);
	/** The pointer is still dragging. */
	dragging = $state(false);
	ranges = $derived(this.#ranges());
	byPage = $derived(new Map(this.ranges.map(({ page, range }) => [page, range])));

	#anchor: TextPosition | null = null;

	constructor(readonly textOf: (page: number) => PageText | undefined) {}

	/** Begins a selection, with nothing selected yet. */
	begin(anchor: TextPosition) {
		this.clear();
		this.#anchor = anchor;
	}

	/** Selects from where it began up to here. */
	extend(focus: TextPosition) {
		if (this.#anchor) this.select(this.#anchor, focus);
	}

	select(anchor: TextPosition, focus: TextPosition) {
		this.#anchor = anchor;
		const from = this.layers.toNode(anchor);
		const to = this.layers.toNode(focus);
		if (from && to) getSelection()?.setBaseAndExtent(from[0], from[1], to[0], to[1]);
		this.#set(anchor, focus);
	}

	clear() {
		if (this.ends) getSelection()?.removeAllRanges();
		this.ends = null;
	}

	/** The web view's selection changed. */
	follow() {
		const selection = getSelection();
		const anchor = selection && this.layers.toPosition(selection.anchorNode, selection.anchorOffset);
		const focus = selection && this.layers.toPosition(selection.focusNode, selection.focusOffset);
		if (!anchor || !focus || selection.isCollapsed) {
			this.ends = null;
			return;
		}
		this.#anchor = anchor;
		this.#set(anchor, focus);
	}

	/** Exactly the characters of the pages' texts. */
	text(): string {
		return this.ranges
			.map(({ page, range }) => sliceCodePoints(this.textOf(page)?.text ?? "", range.start, range.end))
			.join("\n");
	}

	#set(anchor: TextPosition, focus: TextPosition) {
		const forward = anchor.page < focus.page || (anchor.page === focus.page && anchor.offset <= focus.offset);
		const [start, end] = forward ? [anchor, focus] : [focus, anchor];
		const same = this.ends && at(this.ends.start, start) && at(this.ends.end, end);
		if (!same) this.ends = at(start, end) ? null : { start, end };
	}

	#ranges(): PageRange[] {
		if (!this.ends) return [];
		const { start, end } = this.ends;
		const ranges: PageRange[] = [];
		for (let page = start.page; page <= end.page; page++) {
			const text = this.textOf(page)?.text;
			if (text === undefined) continue;
			const from = page === start.page ? start.offset : 0;
			const to = page === end.page ? end.offset : countCodePoints(text);
			if (to > from) ranges.push({ page, range: { start: from, end: to } });
		}
		return ranges;
	}
}

const at = (a: TextPosition, b: TextPosition) => a.page === b.page && a.offset === b.offset;
