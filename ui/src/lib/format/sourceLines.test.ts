import { expect, test } from "vitest";
import type { SourcePlace } from "$lib/backend";
import { excerpt, parts, rowOf, sourceRows } from "./sourceLines";

const place = (line: number, start: number, end: number): SourcePlace => ({ line, start, end, how: "printed" });
const told = (cut: { text: string; how: string | null }[]) => cut.map(({ text, how }) => (how ? `[${text}]` : text)).join("");

test("a value is marked in its line, in code points", () => {
	const rows = sourceRows(["10:00 😀 Jane Doe", "next"]);
	expect(told(parts(rows[0]!, [place(1, 8, 16), place(1, 0, 5)]))).toBe("[10:00] 😀 [Jane Doe]");
	expect(told(parts(rows[1]!, [place(1, 0, 5)]))).toBe("next");
	expect(told(parts(rows[0]!, [place(1, 0, 8), place(1, 6, 12)]))).toBe("[10:00 😀 ][Jane] Doe");
});

test("a long line is shown in pieces, and a place is found in its piece", () => {
	const line = Array.from({ length: 300 }, (_, idx) => `"v${idx}"`).join(",");
	const rows = sourceRows(["short", line]);
	expect(rows.length).toBeGreaterThan(4);
	expect(rows.slice(1).map(({ text }) => text).join("")).toBe(line);
	const start = line.indexOf("v250");
	const idx = rowOf(rows, place(2, start, start + 4));
	expect(told(parts(rows[idx]!, [place(2, start, start + 4)]))).toContain("[v250]");
	expect(rowOf(rows, place(3, 0, 1))).toBe(-1);
	expect(told(excerpt(line, place(2, start, start + 4), 6))).toBe('…249","[v250]","v25…');
});
