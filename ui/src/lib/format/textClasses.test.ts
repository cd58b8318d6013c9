import { expect, test } from "vitest";
import { counted, nLacking } from "./textClasses";

const counts = { text: 3, partly: 1, image_only: 2, doubtful: 0, recognized: 0, blank: 4 };

test("a blank page lacks nothing", () => {
	expect(nLacking(counts)).toBe(3);
});

test("only kinds that occur are listed", () => {
	expect(counted(counts)).toEqual([
		["text", 3],
		["partly", 1],
		["image_only", 2],
		["blank", 4],
	]);
});
