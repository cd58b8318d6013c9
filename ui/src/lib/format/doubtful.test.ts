import { expect, test } from "vitest";
import type { MeetingView, Standing } from "$lib/backend";
import { doubtful } from "./doubtful";

const suggested = (score: number, elsewhere: string[] = []): Standing => ({
	kind: "suggested",
	score,
	reasons: [],
	certain: score >= 0.85 && elsewhere.length === 0,
	n_together: 1,
	elsewhere,
});

/** A day with one session, of talks with their documents. */
const meeting = (talks: Record<string, [string, Standing][]>) =>
	({
		days: [
			{
				date: null,
				segments: [
					{
						segment: null,
						sessions: [
							{
								session: null,
								credits: [],
								contributions: Object.entries(talks).map(([id, materials]) => ({
									contribution: { id },
									materials: materials.map(([document, standing]) => ({ document: { id: document }, standing })),
								})),
							},
						],
					},
				],
			},
		],
	}) as unknown as MeetingView;

test("of a document, the likeliest talk is first, and what is sure comes after what is not", () => {
	const found = doubtful(
		meeting({
			one: [["sure", suggested(0.9)]],
			two: [["either", suggested(0.4)]],
			three: [["either", suggested(0.45)]],
		}),
	);
	expect(found.map(({ document }) => document.id)).toEqual(["either", "sure"]);
	expect(found[0]?.candidates.map(({ view }) => view.contribution.id)).toEqual(["three", "two"]);
});

test("a high score is no certainty where another meeting claims the document", () => {
	const found = doubtful(
		meeting({ one: [["sure", suggested(0.9)], ["claimed", suggested(0.95, ["Another meeting"])]] }),
	);
	expect(found.map(({ document, certain, elsewhere }) => [document.id, certain, elsewhere])).toEqual([
		["claimed", false, ["Another meeting"]],
		["sure", true, []],
	]);
});

test("what the reader has placed is not asked about again", () => {
	const found = doubtful(meeting({ one: [["deck", { kind: "confirmed" }]], two: [["deck", suggested(0.6)]] }));
	expect(found).toEqual([]);
});
