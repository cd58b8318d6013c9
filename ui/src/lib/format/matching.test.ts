import { expect, test } from "vitest";
import { matches } from "./matching";

test("every word must be found, in any of the texts", () => {
	expect(matches("anti session", ["Arije Antinori", "Session I"])).toBe(true);
	expect(matches("anti geneva", ["Arije Antinori", "Session I"])).toBe(false);
});

test("case and accents are set aside", () => {
	expect(matches("sécurité", ["LA SECURITE NUMERIQUE"])).toBe(true);
	expect(matches("стои", ["стой"])).toBe(true);
});

test("an empty filter lets everything through", () => {
	expect(matches("  ", [null])).toBe(true);
});
