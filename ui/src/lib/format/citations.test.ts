import { expect, test } from "vitest";
import type { CitationTable, CitingDocument } from "$lib/backend";
import { citationGraph, citationLines, sortedLines } from "./citations";

const document = (id: string, speakers: string[]): CitingDocument => ({
	document: id,
	title: `Deck ${id}`,
	place: null,
	speakers: speakers.map((name) => ({ target: null, name })),
	organizations: [],
});
const table: CitationTable = {
	documents: [document("a", ["Ana Pérez", "王小明"]), document("b", ["Ana Pérez"])],
	targets: [
		{ name: "S/RES/1373 (2001)", target: { kind: "symbol", symbol: "S/RES/1373 (2001)", base: null, meeting: null } },
		{ name: "Jane Doe", target: { kind: "person", person: "p" } },
		{ name: "Panel 1 · Evidence", target: { kind: "session", session: "s" } },
	],
	counts: [
		{ document: 0, target: 0, n: 2 },
		{ document: 1, target: 0, n: 3 },
		{ document: 1, target: 1, n: 1 },
		{ document: 0, target: 2, n: 1 },
	],
};

test("a speaker's decks are added up, and a deck of two counts for both", () => {
	const lines = sortedLines(citationLines(table, "speaker", "symbol"), { key: "n", ascending: false });
	expect(lines.map(({ from, n, documents }) => [from, n, documents])).toEqual([
		["Ana Pérez", 5, ["a", "b"]],
		["王小明", 2, ["a"]],
	]);
});

test("what stands on no programme is one citer without a name", () => {
	expect(citationLines(table, "session", "person").map(({ from, to }) => [from, to])).toEqual([["", "Jane Doe"]]);
});

test("sessions are cited like all else", () => {
	const lines = citationLines(table, "document", "session");
	expect(lines.map(({ from, to, n }) => [from, to, n])).toEqual([["Deck a", "Panel 1 · Evidence", 1]]);
});

test("a graph has the strongest pairs, the most citing first", () => {
	const graph = citationGraph(citationLines(table, "speaker", "symbol"), 1);
	expect(graph.left).toEqual([{ name: "Ana Pérez", n: 5 }]);
	expect(graph.edges.map(({ from, to }) => [from, to])).toEqual([[0, 0]]);
});
