import { expect, test } from "vitest";
import { countCodePoints, sliceCodePoints, toCodePoints, toUnits } from "./offsets";

test("a letter beyond the basic plane is one code point and two units", () => {
	const text = "a𝒞b";
	expect(countCodePoints(text)).toBe(3);
	expect([0, 1, 2, 3].map((point) => toUnits(text, point))).toEqual([0, 1, 3, 4]);
	expect([0, 1, 3, 4].map((unit) => toCodePoints(text, unit))).toEqual([0, 1, 2, 3]);
	expect(sliceCodePoints(text, 1, 3)).toBe("𝒞b");
});

test("offsets beyond the end are cut", () => {
	expect(toUnits("日本", 9)).toBe(2);
	expect(toCodePoints("日本", 9)).toBe(2);
	expect(sliceCodePoints("日本", 1, 9)).toBe("本");
	expect(sliceCodePoints("日本", 2, 1)).toBe("");
});
