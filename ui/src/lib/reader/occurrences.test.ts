import { expect, test } from "vitest";
import { meant } from "./occurrences";

const any = { wholeWord: false, matchCase: false, matchAccents: false };

test("a search finds words in any form until it is told to be exact", () => {
	expect(meant("Reports", "report", any)).toBe(true);
	expect(meant("Reports", "report", { ...any, wholeWord: true })).toBe(false);
	expect(meant("Report", "report", { ...any, wholeWord: true })).toBe(true);
});

test("case and accents count where they are asked to", () => {
	expect(meant("Report", "report", { ...any, matchCase: true })).toBe(false);
	expect(meant("Cooperación", "cooperacion", { ...any, wholeWord: true })).toBe(true);
	expect(meant("cooperación", "cooperacion", { ...any, matchAccents: true })).toBe(false);
	expect(meant("coopération", "coopération", { ...any, matchAccents: true })).toBe(true);
	expect(meant("مُعلِّم", "معلم", { ...any, wholeWord: true })).toBe(true);
});

test("a phrase is met as a whole, across the end of a line", () => {
	expect(meant("open\ndata", '"open data"', { ...any, wholeWord: true })).toBe(true);
	expect(meant("open", 'open OR data -law', { ...any, wholeWord: true })).toBe(true);
});
