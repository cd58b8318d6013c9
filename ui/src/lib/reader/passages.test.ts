import { expect, test } from "vitest";
import type { PageText, TextLine, TextSource } from "$lib/backend";
import { passages, stretches } from "./passages";

/** One line a row of `rows`, of letters 5 wide. */
function page(...rows: { words: string; y: number; x?: number; size?: number; rtl?: boolean; source?: TextSource }[]): PageText {
	let start = 0;
	const lines = rows.map(({ words, y, x = 10, size = 10, rtl = false, source = "drawn" }): TextLine => {
		const n = [...words].length;
		const line = {
			range: { start, end: start + n },
			origin: { x, y },
			direction: { x: 1, y: 0 },
			ascent: size * 0.8,
			descent: size * 0.2,
			size,
			rtl,
			source,
			edges: Array.from({ length: n }, (_, idx) => [idx * 5, idx * 5 + 5]).flat(),
		};
		start += n + 1;
		return line;
	});
	return { text: rows.map(({ words }) => words).join("\n"), lines, class: "text", n_unknown: 0, recognition: null };
}

const read = (text: PageText) =>
	passages(text).map(({ lines }) =>
		lines.map(({ range }) => [...text.text].slice(range.start, range.end).join("")).join(" "),
	);

test("lines close below each other are one passage, a wide gap begins another", () => {
	expect(read(page({ words: "open", y: 100 }, { words: "data", y: 88 }, { words: "law", y: 60 }))).toEqual([
		"open data",
		"law",
	]);
});

test("a heading, an item of a list and a column beside stand alone", () => {
	expect(read(page({ words: "Title", y: 100, size: 20 }, { words: "words", y: 84 }))).toEqual(["Title", "words"]);
	expect(read(page({ words: "• one", y: 100 }, { words: "more", y: 88 }, { words: "• two", y: 76 }))).toEqual([
		"• one more",
		"• two",
	]);
	expect(read(page({ words: "left", y: 100 }, { words: "right", y: 88, x: 200 }))).toEqual(["left", "right"]);
});

test("a line of the other direction begins a passage", () => {
	expect(passages(page({ words: "حق", y: 100, rtl: true }, { words: "law", y: 88 })).map(({ rtl }) => rtl)).toEqual([
		true,
		false,
	]);
});

test("what is not to be seen stands apart from what is", () => {
	const text = page({ words: "seen", y: 100 }, { words: "unseen", y: 88, source: "invisible" });
	expect(passages(text).map(({ source }) => source)).toEqual(["drawn", "invisible"]);
});

test("a line is cut where the unknown, the selected and the lit begin and end", () => {
	const text = page({ words: "a\ufffdbcd", y: 100 });
	const [line] = text.lines;
	if (!line) throw new Error("the page has a line");
	const found = stretches(text, line, { start: 2, end: 4 }, [{ start: 3, end: 5 }]);
	expect(found.map(({ text, unknown, selected, lit }) => [text, unknown, selected, lit])).toEqual([
		["a", false, false, false],
		["\ufffd", true, false, false],
		["b", false, true, false],
		["c", false, true, true],
		["d", false, false, true],
	]);
});
