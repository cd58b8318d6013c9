import type { AnnotationView, RoomNoteView, TagView } from "$lib/backend";
import { expect, test } from "vitest";
import { countsOf, groupedBy, isFiltered, noFilters, ordered, passing, passingRoom, type Headings } from "./filters";
import { below, flattened } from "./tagTree";

const note = (id: string, over: Partial<AnnotationView["annotation"]> = {}, view: Partial<AnnotationView> = {}): AnnotationView => ({
	annotation: {
		id,
		target: { document: "d", page: 0, range: { start: 0, end: 1 }, quads: [], quote: "", prefix: "", suffix: "", source: "drawn", shape: null, stretches: [] },
		kind: "highlight",
		color: "yellow",
		comment: "",
		replies: [],
		tags: [],
		author: "A",
		created_at: `2016-11-30T1${id}:00:00Z`,
		modified_at: "",
		orphaned: false,
		...over,
	},
	document_title: "",
	page_label: null,
	frame: null,
	byline: null,
	speakers: [],
	organizations: [],
	session: null,
	session_heading: null,
	session_name: null,
	suggested: false,
	...view,
});
const tag = (id: string, parent: string | null = null): TagView => ({
	tag: { id, name: id, parent, definition: "", color: null, shortcut: null },
	n_annotations: 0,
	n_below: 0,
});
const tags = [tag("law"), tag("treaty", "law"), tag("protocol", "treaty"), tag("money")];
const know = { nameOf: (id: string) => id, below: (id: string) => below(tags, id) };
const heard = new Map([["2", "question"]] as const);
const ids = (views: readonly AnnotationView[]) => views.map(({ annotation }) => annotation.id).join("");

const views = [
	note("1", { tags: ["protocol"], comment: "Déjà dit" }, { speakers: ["Antinori"], session: "s" }),
	note("2", { tags: ["money"], color: "red", kind: "area" }),
	note("3", { replies: [{ id: "r", author: "B", text: "the chair", created_at: "", modified_at: "" }] }),
];

test("a tag stands for those below it", () => {
	expect(ids(passing(views, { ...noFilters, tags: ["law"] }, know, heard))).toBe("1");
	expect(ids(passing(views, { ...noFilters, tags: ["law", "money"] }, know, heard))).toBe("12");
});

test("filters narrow down together, and words are looked for everywhere", () => {
	expect(ids(passing(views, { ...noFilters, text: "deja" }, know, heard))).toBe("1");
	expect(ids(passing(views, { ...noFilters, text: "CHAIR" }, know, heard))).toBe("3");
	expect(ids(passing(views, { ...noFilters, colors: ["red"], kinds: ["highlight"] }, know, heard))).toBe("");
	expect(ids(passing(views, { ...noFilters, sessions: [""] }, know, heard))).toBe("23");
	expect(isFiltered(noFilters)).toBe(false);
	expect(isFiltered({ ...noFilters, speakers: ["x"] })).toBe(true);
});

test("what was heard in the room is found by its kind, on a slide or on none", () => {
	const asked = (kind: "question" | "commitment") =>
		({
			note: { id: kind, kind, words: "", at: "", meeting: "m", session: null, contribution: null, author: "A" },
			speakers: [],
			organizations: [],
		}) as unknown as RoomNoteView;
	const room = [asked("question"), asked("commitment")];
	const filters = { ...noFilters, heard: ["question" as const] };
	expect(ids(passing(views, filters, know, heard))).toBe("2");
	expect(passingRoom(room, filters).map(({ note }) => note.kind)).toEqual(["question"]);
	expect(passingRoom(room, noFilters)).toHaveLength(2);
	expect(isFiltered(filters)).toBe(true);
});

test("notes are grouped and ordered", () => {
	const say: Headings = { tag: (id) => id, color: (c) => c, kind: (k) => k, day: (d) => d };
	expect(groupedBy(views, "tag", say).map(({ key, views }) => `${key}:${ids(views)}`)).toEqual(["money:2", "protocol:1", ":3"]);
	expect(ids(ordered(views, "newest"))).toBe("321");
	expect(countsOf(views, ({ annotation }) => [annotation.color])).toEqual([{ value: "yellow", n: 2 }, { value: "red", n: 1 }]);
});

test("the codebook is read from the top down, and what is folded is left out", () => {
	expect(flattened(tags).map(({ view, depth }) => `${depth}${view.tag.id}`)).toEqual(["0law", "1treaty", "2protocol", "0money"]);
	expect(flattened(tags, new Set(["law"]))).toHaveLength(2);
	expect(flattened([tag("a", "gone")])).toHaveLength(1);
	expect(flattened(tags)[2]?.path).toEqual(["law", "treaty", "protocol"]);
});
