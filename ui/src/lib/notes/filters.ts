// Which notes are shown, in which order, and in which groups: functions of the notes alone.

import type { AnnotationId, AnnotationKind, AnnotationView, Color, DocumentId, RoomNoteKind, RoomNoteView, SessionId, TagId } from "$lib/backend";
import { fold } from "$lib/format/matching";

/** What narrows the list down; an empty one lets everything through. Values of one filter are alternatives. */
export interface NoteFilters {
	text: string;
	colors: readonly Color[];
	kinds: readonly AnnotationKind[];
	/** What was heard in the room, be it on a slide or on none. */
	heard: readonly RoomNoteKind[];
	/** Each stands for those below it as well. */
	tags: readonly TagId[];
	authors: readonly string[];
	sessions: readonly (SessionId | "")[];
	speakers: readonly string[];
	organizations: readonly string[];
	documents: readonly DocumentId[];
}

export const noFilters: NoteFilters = {
	text: "",
	colors: [],
	kinds: [],
	heard: [],
	tags: [],
	authors: [],
	sessions: [],
	speakers: [],
	organizations: [],
	documents: [],
};

export const isFiltered = (filters: NoteFilters) =>
	filters.text.trim() !== "" || Object.values(filters).some((value) => Array.isArray(value) && value.length > 0);

/** What the lists know of tags. */
export interface TagKnowledge {
	nameOf: (id: TagId) => string | null;
	/** The tag and those below it. */
	below: (id: TagId) => ReadonlySet<TagId>;
}

/** Folding ten thousand notes at each key press would be felt. */
const folded = new WeakMap<AnnotationView, { tags: string; text: string }>();

function textOf(view: AnnotationView, tags: TagKnowledge): string {
	const names = view.annotation.tags.map((tag) => tags.nameOf(tag) ?? "").join("\n");
	const known = folded.get(view);
	if (known && known.tags === names) return known.text;
	const { annotation, document_title, byline, session_heading } = view;
	const all = [
		annotation.target.quote,
		annotation.comment,
		...annotation.replies.map(({ text }) => text),
		document_title,
		byline,
		session_heading,
		annotation.author,
		names,
	];
	const text = fold(all.filter(Boolean).join("\n"));
	folded.set(view, { tags: names, text });
	return text;
}

/** Those of the notes that every filter lets through. */
export function passing(
	views: readonly AnnotationView[],
	filters: NoteFilters,
	tags: TagKnowledge,
	heard: ReadonlyMap<AnnotationId, RoomNoteKind>,
): AnnotationView[] {
	const words = fold(filters.text).split(/\s+/u).filter(Boolean);
	const wanted = filters.tags.map((tag) => tags.below(tag));
	const among = <T>(chosen: readonly T[], values: readonly T[]) =>
		chosen.length === 0 || values.some((value) => chosen.includes(value));
	const heardOf = (id: AnnotationId) => [heard.get(id)].filter((kind) => kind !== undefined);
	return views.filter((view) => {
		const { annotation } = view;
		return (
			among(filters.colors, [annotation.color]) &&
			among(filters.kinds, [annotation.kind]) &&
			among(filters.heard, heardOf(annotation.id)) &&
			among(filters.authors, [annotation.author]) &&
			among(filters.sessions, [view.session ?? ""]) &&
			among(filters.speakers, view.speakers) &&
			among(filters.organizations, view.organizations) &&
			among(filters.documents, [annotation.target.document]) &&
			(wanted.length === 0 || wanted.some((set) => annotation.tags.some((tag) => set.has(tag)))) &&
			(words.length === 0 || includesAll(textOf(view, tags), words))
		);
	});
}

/** Those of the room's notes that every filter lets through; what they cannot have, they do not have. */
export function passingRoom(views: readonly RoomNoteView[], filters: NoteFilters): RoomNoteView[] {
	if (filters.colors.length + filters.kinds.length + filters.tags.length + filters.documents.length > 0) return [];
	const words = fold(filters.text).split(/\s+/u).filter(Boolean);
	const among = <T>(chosen: readonly T[], values: readonly T[]) =>
		chosen.length === 0 || values.some((value) => chosen.includes(value));
	return views.filter(({ note, speakers, organizations, byline, contribution_title, session_heading }) => {
		const text = [note.words, note.kind.replace("_", " "), byline, contribution_title, session_heading, note.author];
		return (
			among(filters.heard, [note.kind]) &&
			among(filters.authors, [note.author]) &&
			among(filters.sessions, [note.session ?? ""]) &&
			among(filters.speakers, speakers) &&
			among(filters.organizations, organizations) &&
			(words.length === 0 || includesAll(fold(text.filter(Boolean).join("\n")), words))
		);
	});
}

const includesAll = (text: string, words: readonly string[]) => words.every((word) => text.includes(word));

/** What notes can be grouped by. */
export const groupings = ["programme", "tag", "color", "kind", "author", "speaker", "day", "none"] as const;
export type Grouping = (typeof groupings)[number];

/** In which order they stand, within their groups. */
export const orders = ["place", "newest", "oldest", "changed"] as const;
export type Order = (typeof orders)[number];

export function ordered(views: readonly AnnotationView[], order: Order): readonly AnnotationView[] {
	if (order === "place") return views;
	const key = ({ annotation }: AnnotationView) => (order === "changed" ? annotation.modified_at : annotation.created_at);
	const sign = order === "oldest" ? 1 : -1;
	return views.toSorted((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

export interface Group {
	key: string;
	/** Empty where the notes have none of what is grouped by. */
	heading: string;
	color: Color | null;
	views: AnnotationView[];
}

/** The names that headings need. */
export interface Headings {
	tag: (id: TagId) => string;
	color: (color: Color) => string;
	kind: (kind: AnnotationKind) => string;
	day: (instant: string) => string;
}

/** The notes in groups, each in the order given; a note with several tags stands under each. */
export function groupedBy(views: readonly AnnotationView[], by: Exclude<Grouping, "programme">, say: Headings): Group[] {
	const groups = new Map<string, Group>();
	const put = (key: string, heading: string, view: AnnotationView, color: Color | null = null) => {
		const group = groups.get(key);
		if (group) group.views.push(view);
		else groups.set(key, { key, heading, color, views: [view] });
	};
	for (const view of views) {
		const { annotation } = view;
		switch (by) {
			case "tag":
				if (annotation.tags.length === 0) put("", "", view);
				for (const tag of annotation.tags) put(tag, say.tag(tag), view);
				break;
			case "color":
				put(annotation.color, say.color(annotation.color), view, annotation.color);
				break;
			case "kind":
				put(annotation.kind, say.kind(annotation.kind), view);
				break;
			case "author":
				put(annotation.author, annotation.author, view);
				break;
			case "speaker":
				if (view.speakers.length === 0) put("", "", view);
				for (const speaker of view.speakers) put(speaker, speaker, view);
				break;
			case "day":
				put(annotation.created_at.slice(0, 10), say.day(annotation.created_at), view);
				break;
			case "none":
				put("", "", view);
		}
	}
	const text = new Intl.Collator(undefined, { numeric: true });
	const all = [...groups.values()];
	if (by === "none") return all;
	// What has none of it comes last; days stand as their notes do.
	return all.toSorted((a, b) =>
		a.key === "" || b.key === "" ? Number(a.key === "") - Number(b.key === "") : by === "day" ? 0 : text.compare(a.heading, b.heading),
	);
}

/** The values that a filter can have, with how many notes have each; most frequent first. */
export function countsOf<V, T>(views: readonly V[], of: (view: V) => readonly T[]): { value: T; n: number }[] {
	const counts = new Map<T, number>();
	for (const view of views) for (const value of new Set(of(view))) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].map(([value, n]) => ({ value, n })).toSorted((a, b) => b.n - a.n);
}
