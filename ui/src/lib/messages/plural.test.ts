import { expect, test } from "vitest";
import { plural } from "./plural";

const slides = (n: number) => plural(n, { one: "# slide", other: "# slides" });

test("one is singular, none and many are plural", () => {
	expect([0, 1, 2].map(slides)).toEqual(["0 slides", "1 slide", "2 slides"]);
});

test("large numbers are grouped", () => {
	expect(slides(12345)).toBe("12,345 slides");
});
