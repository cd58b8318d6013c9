import { expect, test } from "vitest";
import { paragraphs } from "./paragraphs";

test("blank lines separate paragraphs, single breaks do not", () => {
	expect(paragraphs("one\nline\n\n \nanother\n")).toEqual(["one\nline", "another"]);
	expect(paragraphs(null)).toEqual([]);
});
