import { expect, test, vi } from "vitest";
import type { AnnotationView } from "$lib/backend";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} });
const { noteLines } = await import("./notes.svelte");

const note = (id: string, session: string | null, document: string, page: number): AnnotationView => ({
	annotation: {
		id,
		target: { document, page, range: { start: 0, end: 1 }, quads: [], quote: "", prefix: "", suffix: "", source: "drawn", shape: null, stretches: [] },
		kind: "highlight",
		replies: [],
		color: "yellow",
		comment: "",
		tags: [],
		author: "",
		created_at: "",
		modified_at: "",
		orphaned: false,
	},
	document_title: document,
	frame: null,
	page_label: null,
	byline: null,
	speakers: [],
	organizations: [],
	session,
	session_heading: session,
	session_name: session === null ? null : { number: null, label: null, title: session, room: null },
	suggested: false,
});

test("sessions follow the programme, notes follow the pages, and what has no session comes last", () => {
	const views = [note("1", null, "x", 0), note("2", "a", "y", 4), note("3", "a", "y", 1), note("4", "b", "z", 0)];
	const lines = noteLines(views, ["b", "a"]).map((line) =>
		line.kind === "note" ? line.view.annotation.id : "n" in line ? `${line.kind} ${line.n}` : line.key,
	);
	expect(lines).toEqual([
		"session 1",
		"document 1",
		"4",
		"session 2",
		"document 2",
		"3",
		"2",
		"session 1",
		"document 1",
		"1",
	]);
});
