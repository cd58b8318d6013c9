import { expect, test } from "vitest";
import { grown } from "./growing";

const text = "open data for all";
const words = (range: { start: number; end: number } | null) => range && text.slice(range.start, range.end);
const data = { start: 5, end: 9 };

test("a mark takes in the next word, and gives the last one back", () => {
	expect(words(grown(text, data, "end", 1))).toBe("data for");
	expect(words(grown(text, { start: 5, end: 13 }, "end", -1))).toBe("data");
	expect(words(grown(text, data, "start", -1))).toBe("open data");
	expect(words(grown(text, { start: 0, end: 9 }, "start", 1))).toBe("data");
});

test("one word stays, and beyond the text there is nothing", () => {
	expect(grown(text, data, "end", -1)).toBeNull();
	expect(grown(text, { start: 14, end: 17 }, "end", 1)).toBeNull();
});
