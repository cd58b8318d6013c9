import { expect, test } from "vitest";
import type { PageText, TextLine } from "$lib/backend";
import { hitTest, pieces, quadsOf, wordAt } from "./pageText";

function line(start: number, edges: number[], y: number, rest: Partial<TextLine> = {}): TextLine {
	return {
		range: { start, end: start + edges.length / 2 },
		origin: { x: 10, y },
		direction: { x: 1, y: 0 },
		ascent: 8,
		descent: 2,
		size: 10,
		rtl: false,
		source: "drawn",
		edges,
		...rest,
	};
}

/** Characters of width 5, one after the other. */
const even = (n: number) => Array.from({ length: n }, (_, idx) => [idx * 5, idx * 5 + 5]).flat();

const page: PageText = {
	text: "iso 27\nabc",
	lines: [line(0, even(6), 100), line(7, even(3), 80)],
	class: "text",
	n_unknown: 0,
	recognition: null,
};

test("a range over two lines has a quad in each", () => {
	const quads = quadsOf(page, { start: 4, end: 8 });
	expect(quads.map(({ tl, br }) => [tl, br])).toEqual([
		[{ x: 30, y: 108 }, { x: 40, y: 98 }],
		[{ x: 10, y: 88 }, { x: 15, y: 78 }],
	]);
});

test("the half of the letter decides on which side of it a selection begins", () => {
	expect(hitTest(page, { x: 21, y: 101 })?.offset).toBe(2);
	expect(hitTest(page, { x: 24, y: 101 })?.offset).toBe(3);
});

test("beyond a line's end is still that line", () => {
	const hit = hitTest(page, { x: 300, y: 82 });
	expect(hit?.offset).toBe(10);
	expect(hit?.distance).toBe(275);
});

test("right-to-left letters begin at their right edge", () => {
	const rtl: PageText = { ...page, text: "سلام", lines: [line(0, [15, 20, 10, 15, 5, 10, 0, 5], 100, { rtl: true })] };
	expect(hitTest(rtl, { x: 29, y: 100 })?.offset, "at the right end").toBe(0);
	expect(hitTest(rtl, { x: 11, y: 100 })?.offset, "at the left end").toBe(4);
});

test("lines that go upwards are hit along their own direction", () => {
	const up: PageText = { ...page, text: "abc", lines: [line(0, even(3), 100, { direction: { x: 0, y: 1 } })] };
	expect(hitTest(up, { x: 9, y: 111 })?.offset).toBe(2);
});

test("a word is found around its letter", () => {
	const hit = hitTest(page, { x: 33, y: 100 });
	expect(hit && wordAt(page, hit)).toEqual({ start: 4, end: 6 });
});

test("a word's piece reaches to the next word", () => {
	const [first] = page.lines;
	expect(first && pieces(page, first)).toEqual([
		{ text: "iso ", start: 0, low: 0, high: 20 },
		{ text: "27", start: 4, low: 20, high: 30 },
	]);
});
