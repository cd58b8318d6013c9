import { expect, test } from "vitest";
import type { Placement } from "$lib/backend";
import { citation } from "./citation";

const placement: Placement = {
	meeting: "m",
	meeting_title: "CTC special meeting 2016",
	session: "s",
	session_heading: "Session V",
	session_name: { number: "V", label: null, title: null, room: null },
	date: "2016-12-01",
	contribution: "c",
	contribution_title: null,
	credits: [
		{
			role: "speaker",
			honorific: "Dr.",
			person: null,
			name: "Mahmoud Khalaf",
			organization: null,
			affiliation: "Al-Azhar Observer",
			acronym: null,
		},
	],
	standing: { kind: "confirmed" },
};

test("a quote carries who said it, where and when", () => {
	expect(citation("one\ntwo ", { title: "Deck", placement, page: "slide 7" }, (date) => `on ${date}`)).toBe(
		"“one two” — Dr. Mahmoud Khalaf (Al-Azhar Observer), CTC special meeting 2016, Session V, on 2016-12-01, slide 7",
	);
});

test("a document on no programme is cited by its title", () => {
	expect(citation("x", { title: "Deck", placement: null, page: "slide 1" }, String)).toBe("“x” — Deck, slide 1");
});
