// Where a page's characters are: quads of a range, the character at a point, words and lines around it.

import type { CharRange, PageText, Point, Quad, TextLine } from "$lib/backend";
import { locale } from "$lib/messages/locale";
import { countCodePoints, sliceCodePoints, toCodePoints, toUnits } from "./offsets";

/** One quad a line for the characters in `range`; the same arithmetic as the backend's. */
export function quadsOf(text: PageText, range: CharRange): Quad[] {
	return text.lines.flatMap((line) => lineQuad(line, range) ?? []);
}

function lineQuad(line: TextLine, range: CharRange): Quad | null {
	const start = Math.max(range.start, line.range.start);
	const end = Math.min(range.end, line.range.end);
	if (end <= start) return null;
	const edges = line.edges.slice((start - line.range.start) * 2, (end - line.range.start) * 2);
	if (!edges.length) return null;
	const low = Math.min(...edges);
	const high = Math.max(...edges);
	const { origin, direction } = line;
	const at = (along: number, up: number): Point => ({
		x: origin.x + direction.x * along - direction.y * up,
		y: origin.y + direction.y * along + direction.x * up,
	});
	return {
		tl: at(low, line.ascent),
		tr: at(high, line.ascent),
		bl: at(low, -line.descent),
		br: at(high, -line.descent),
	};
}

/** A slide's title: the first of its largest lines, and those of its size that follow; empty where there is no text. */
export function heading(text: PageText): string {
	const largest = Math.max(0, ...text.lines.map((line) => line.size));
	const large = (line: TextLine | undefined) => line !== undefined && line.size > largest / 1.05;
	const first = text.lines.findIndex(large);
	const after = text.lines.findIndex((line, idx) => idx > first && !large(line));
	const lines = first < 0 ? [] : text.lines.slice(first, after < 0 ? undefined : after);
	return lines.map(({ range }) => sliceCodePoints(text.text, range.start, range.end).trim()).join(" ");
}

/** How far along the line its characters reach. */
export function extent(line: TextLine): { low: number; high: number } {
	let low = Infinity;
	let high = -Infinity;
	for (const edge of line.edges) {
		if (edge < low) low = edge;
		if (edge > high) high = edge;
	}
	return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** What is nearest to a point. */
export interface TextHit {
	line: TextLine;
	/** The gap between two characters that is nearest: where a selection begins or ends. */
	offset: number;
	/** The character itself. */
	char: number;
	/** How far the point is from the line, in points; 0 on it. */
	distance: number;
}

/** The character nearest to a point of user space; `null` on a page without text. */
export function hitTest(text: PageText, point: Point): TextHit | null {
	let best: { line: TextLine; along: number; cost: number; distance: number } | null = null;
	for (const line of text.lines) {
		if (!line.edges.length) continue;
		const dx = point.x - line.origin.x;
		const dy = point.y - line.origin.y;
		const along = dx * line.direction.x + dy * line.direction.y;
		const up = dy * line.direction.x - dx * line.direction.y;
		const { low, high } = extent(line);
		const aside = Math.max(0, low - along, along - high);
		const above = Math.max(0, up - line.ascent, -line.descent - up);
		// A pointer beyond a line's end still means that line, so distance across counts far more than along.
		const cost = above + aside * 0.03;
		if (!best || cost < best.cost) best = { line, along, cost, distance: Math.hypot(above, aside) };
	}
	if (!best) return null;
	const { line, along, distance } = best;
	const char = nearestChar(line, along);
	const low = line.edges[char * 2] ?? 0;
	const high = line.edges[char * 2 + 1] ?? low;
	const letter = sliceCodePoints(text.text, line.range.start + char, line.range.start + char + 1);
	const rightHalf = along > (low + high) / 2;
	const after = rightHalf !== readsLeftwards(letter, line.rtl);
	return {
		line,
		offset: line.range.start + char + (after ? 1 : 0),
		char: line.range.start + char,
		distance,
	};
}

function nearestChar(line: TextLine, along: number): number {
	let best = 0;
	let bestGap = Infinity;
	for (let idx = 0; idx * 2 + 1 < line.edges.length; idx++) {
		const gap = Math.max(0, (line.edges[idx * 2] ?? 0) - along, along - (line.edges[idx * 2 + 1] ?? 0));
		if (gap < bestGap) [best, bestGap] = [idx, gap];
	}
	return best;
}

function readsLeftwards(letter: string, lineIsRtl: boolean): boolean {
	if (/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(letter)) return !/\p{Nd}/u.test(letter);
	return lineIsRtl && !/[\p{L}\p{Nd}]/u.test(letter);
}

const segmenter = new Intl.Segmenter(locale, { granularity: "word" });

/** The word around a character, as a range of the page's text. */
export function wordAt(text: PageText, hit: TextHit): CharRange {
	const { start, end } = hit.line.range;
	const line = sliceCodePoints(text.text, start, end);
	const segment = segmenter.segment(line).containing(toUnits(line, hit.char - start));
	if (!segment) return hit.line.range;
	const from = start + toCodePoints(line, segment.index);
	return { start: from, end: from + countCodePoints(segment.segment) };
}

/** A piece of a line for the text layer: a word with the spaces after it. */
export interface Piece {
	text: string;
	/** Its first character in the page's text. */
	start: number;
	/** Where it lies along the line, in points. */
	low: number;
	high: number;
}

/** The line's words, each up to where the next one begins. */
export function pieces(text: PageText, line: TextLine): Piece[] {
	const chars = [...sliceCodePoints(text.text, line.range.start, line.range.end)];
	const found: Piece[] = [];
	let from = 0;
	for (let idx = 1; idx <= chars.length; idx++) {
		const ends = idx === chars.length || (isSpace(chars[idx - 1]) && !isSpace(chars[idx]));
		if (!ends) continue;
		const edges = line.edges.slice(from * 2, idx * 2);
		if (edges.length) {
			found.push({
				text: chars.slice(from, idx).join(""),
				start: line.range.start + from,
				low: Math.min(...edges),
				high: Math.max(...edges),
			});
		}
		from = idx;
	}
	return found;
}

const isSpace = (char: string | undefined) => char === " " || char === "\u00a0" || char === "\t" || char === "\u3000";
