import { expect, test } from "vitest";
import { sortDropped } from "./dropped";

test("saved pages and texts are programmes, the rest are documents", () => {
	expect(sortDropped(["/m/Programme.HTML", "/m/notes.md", "/m/deck.pdf", "/m/decks"])).toEqual({
		programmes: ["/m/Programme.HTML", "/m/notes.md"],
		documents: ["/m/deck.pdf", "/m/decks"],
	});
});
