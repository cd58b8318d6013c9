// A page's text as it is read beside the page: its lines in passages, and each line in stretches that look alike.

import type { CharRange, PageText, TextLine, TextSource } from "$lib/backend";
import { sliceCodePoints } from "./offsets";
import { extent } from "./pageText";

/** Lines that belong together, such as a paragraph or an item of a list. */
export interface Passage {
	lines: TextLine[];
	rtl: boolean;
	source: TextSource;
}

/** What a glyph without a known meaning stands as. */
export const UNKNOWN = "\ufffd";
/** Lines further apart than this many line heights begin a new passage. */
const MAX_GAP = 0.6;
const MAX_SIZE_RATIO = 1.15;
const ITEM = /^\s*(?:[•●▪■◦‣⁃∙·○–—➢➤✓*-]\s|\(?\p{Nd}{1,3}[.)]\s)/u;

/** The page's lines, in their order. */
export function passages(text: PageText): Passage[] {
	const found: Passage[] = [];
	let before: TextLine | undefined;
	for (const line of text.lines) {
		if (line.range.end <= line.range.start) continue;
		const last = found.at(-1);
		if (last && before && continues(text, before, line)) last.lines.push(line);
		else found.push({ lines: [line], rtl: line.rtl, source: line.source });
		before = line;
	}
	return found;
}

function continues(text: PageText, before: TextLine, line: TextLine): boolean {
	if (before.rtl !== line.rtl || before.source !== line.source) return false;
	if (before.direction.x * line.direction.x + before.direction.y * line.direction.y < 0.99) return false;
	if (Math.max(before.size, line.size) > Math.min(before.size, line.size) * MAX_SIZE_RATIO) return false;
	if (ITEM.test(sliceCodePoints(text.text, line.range.start, line.range.end))) return false;
	const dx = before.origin.x - line.origin.x;
	const dy = before.origin.y - line.origin.y;
	const { x, y } = before.direction;
	// How far below, and how far along, as the lines run.
	const below = dy * x - dx * y;
	const along = -(dx * x + dy * y);
	const gap = below - before.descent - line.ascent;
	if (below <= 0 || gap > MAX_GAP * (line.ascent + line.descent)) return false;
	const [a, b] = [extent(before), extent(line)];
	return b.low + along < a.high && b.high + along > a.low;
}

/** A stretch of a line that looks alike. */
export interface Stretch {
	text: string;
	unknown: boolean;
	selected: boolean;
	lit: boolean;
}

/** A line's characters, cut where something begins or ends. */
export function stretches(
	text: PageText,
	line: TextLine,
	selected: CharRange | undefined,
	lit: readonly CharRange[],
): Stretch[] {
	const chars = [...sliceCodePoints(text.text, line.range.start, line.range.end)];
	const within = (ranges: readonly CharRange[], at: number) => ranges.some(({ start, end }) => at >= start && at < end);
	const chosen = selected ? [selected] : [];
	const found: Stretch[] = [];
	for (const [idx, char] of chars.entries()) {
		const at = line.range.start + idx;
		const unknown = char === UNKNOWN;
		const [isSelected, isLit] = [within(chosen, at), within(lit, at)];
		const last = found.at(-1);
		if (last && last.unknown === unknown && last.selected === isSelected && last.lit === isLit) last.text += char;
		else found.push({ text: char, unknown, selected: isSelected, lit: isLit });
	}
	return found;
}
