// Every annotation of the meeting: filtered, ordered, grouped, chosen, changed together, exported, deleted and restored.

import * as backend from "$lib/backend";
import type {
	Annotation,
	AnnotationId,
	AnnotationPatch,
	AnnotationView,
	Color,
	DocumentId,
	ExportFormat,
	ReplyId,
	RoomNoteView,
	SessionId,
	TagId,
} from "$lib/backend";
import { instantDay } from "$lib/format/dates";
import { sessionWords } from "$lib/format/names";
import { m } from "$lib/messages";
import {
	groupedBy,
	groupings,
	isFiltered,
	noFilters,
	ordered,
	orders,
	passing,
	passingRoom,
	type Group,
	type Grouping,
	type NoteFilters,
	type Order,
} from "$lib/notes/filters";
import { SvelteSet } from "svelte/reactivity";
import { colorNames } from "./colorNames.svelte";
import { Fetched } from "./fetched.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { room } from "./room.svelte";
import { tags } from "./tags.svelte";
import { unsaved } from "./unsaved.svelte";

/** A line of the list. */
export type NoteLine =
	| { kind: "session"; key: string; heading: string | null; n: number }
	| { kind: "document"; key: string; document: DocumentId; title: string; byline: string | null; suggested: boolean; n: number }
	| { kind: "group"; key: string; heading: string; color: Color | null; n: number }
	| { kind: "note"; key: string; view: AnnotationView; placed: boolean }
	/** Something taken down in the room that is on no slide. */
	| { kind: "room"; key: string; view: RoomNoteView };

/** What is listed: the notes, or what was deleted of them. */
export type NoteScope = "meeting" | "library" | "trash";

const KEY = "rapporteur.notes.listing";

class NotesState {
	#notes = new Fetched(() =>
		this.scope === "trash"
			? backend.listTrash()
			: backend.listAnnotations({ meeting: this.scope === "meeting" ? (library.meeting?.id ?? null) : null }),
	);

	/** With one meeting, the whole library is what one wants: it has the documents on no programme too. */
	#scope = $state<NoteScope>("meeting");
	scope = $derived<NoteScope>(this.#scope === "trash" || library.meetings.length > 1 ? this.#scope : "library");
	filters = $state.raw<NoteFilters>(noFilters);
	grouping = $state<Grouping>("programme");
	order = $state<Order>("place");
	/** Those that an action on several is about. */
	chosen = new SvelteSet<AnnotationId>();
	#lastChosen: AnnotationId | null = null;

	all = $derived(unsaved.overViews(this.#notes.value));
	/** How many there are before filters. */
	n = $derived((this.all?.length ?? 0) + passingRoom(this.scope === "trash" ? room.trash : room.unplaced, noFilters).length);
	error = $derived(this.#notes.error);
	filtered = $derived(isFiltered(this.filters));
	shown = $derived(ordered(passing(this.all ?? [], this.filters, tags, room.heard), this.order));
	/** What was taken down in the room and is on no slide: it has no color, tag or document to be filtered by. */
	allRoom = $derived(
		this.scope === "trash"
			? room.trash
			: room.unplaced.filter(({ note }) => this.scope === "library" || note.meeting === library.meeting?.id),
	);
	shownRoom = $derived(passingRoom(this.allRoom, this.filters));
	lines = $derived(
		withRoom(this.grouping === "programme"
			? noteLines(this.shown, sessionOrder(library.view), this.order)
			: this.grouping === "none" || this.scope === "trash"
				? this.shown.map((view): NoteLine => ({ kind: "note", key: view.annotation.id, view, placed: true }))
				: groupLines(
						groupedBy(this.shown, this.grouping, {
							tag: (id) => tags.nameOf(id) ?? "…",
							color: (color) => colorNames.of(color),
							kind: (kind) => m.marking.kinds[kind],
							day: (instant) => instantDay(instant),
						}),
					),
			this.shownRoom,
			this.grouping === "programme" && this.scope !== "trash",
		),
	);
	/** The notes as they stand in the list, each once. */
	inOrder = $derived([...new Set(this.lines.flatMap((line) => (line.kind === "note" ? [line.view.annotation.id] : [])))]);
	/** What an export has: what is chosen, or all that is shown. */
	exported = $derived(this.chosen.size > 0 ? this.inOrder.filter((id) => this.chosen.has(id)) : this.inOrder);

	exportedRoom = $derived(this.chosen.size > 0 ? [] : this.shownRoom.map(({ note }) => note.id));

	constructor() {
		const [grouping, order] = (localStorage.getItem(KEY) ?? "").split(" ");
		this.grouping = groupings.find((other) => other === grouping) ?? "programme";
		this.order = orders.find((other) => other === order) ?? "place";
	}

	want() {
		this.#notes.want();
	}

	changed() {
		this.#notes.changed();
	}

	refetch() {
		return this.#notes.refetch();
	}

	chooseScope(scope: NoteScope) {
		this.#scope = scope;
		this.chosen.clear();
		void this.refetch();
	}

	narrow(filters: Partial<NoteFilters>) {
		this.filters = { ...this.filters, ...filters };
		// What is not seen is not acted upon.
		const seen = new Set(this.shown.map(({ annotation }) => annotation.id));
		for (const id of this.chosen) if (!seen.has(id)) this.chosen.delete(id);
	}

	/** Takes a value into a filter, or out of it. */
	toggle<K extends Exclude<keyof NoteFilters, "text">>(filter: K, value: NoteFilters[K][number]) {
		const before = this.filters[filter] as readonly (typeof value)[];
		const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
		this.narrow({ [filter]: after });
	}

	/** Shows what has a tag, wherever it stands. */
	showTag(tag: TagId) {
		this.narrow({ ...noFilters, tags: [tag] });
		if (this.scope !== "library") this.chooseScope("library");
		navigation.open({ kind: "notes" });
	}

	/** Shows a document's notes, where many can be changed, merged and exported at once. */
	showDocument(document: DocumentId) {
		this.narrow({ ...noFilters, documents: [document] });
		if (this.scope !== "library") this.chooseScope("library");
		navigation.open({ kind: "notes" });
	}

	clearFilters() {
		this.narrow(noFilters);
	}

	arrange(grouping: Grouping, order: Order) {
		this.grouping = grouping;
		this.order = order;
		localStorage.setItem(KEY, `${grouping} ${order}`);
	}

	/** Chooses one or lets go of it; with `through`, all from the one before. */
	choose(id: AnnotationId, through: boolean) {
		const from = this.#lastChosen ? this.inOrder.indexOf(this.#lastChosen) : -1;
		const to = this.inOrder.indexOf(id);
		if (through && from >= 0 && to >= 0) {
			for (const other of this.inOrder.slice(Math.min(from, to), Math.max(from, to) + 1)) this.chosen.add(other);
		} else if (this.chosen.has(id)) this.chosen.delete(id);
		else this.chosen.add(id);
		this.#lastChosen = id;
	}

	chooseAll() {
		for (const id of this.inOrder) this.chosen.add(id);
	}

	async update(ids: AnnotationId[], patch: Partial<AnnotationPatch>) {
		const marks = await unsaved.update(ids, patch);
		for (const tag of [...(patch.add_tags ?? []), ...(patch.tags ?? [])]) tags.use(tag);
		if (patch.new_tags) await tags.made(patch.new_tags);
		if (marks) this.#foresee(marks);
	}

	/** Answers a comment, or with a reply's id changes that one. */
	async reply(id: AnnotationId, text: string, reply: ReplyId | null) {
		const mark = await unsaved.reply(id, text, reply);
		if (mark) this.#foresee([mark]);
	}

	async merge(ids: AnnotationId[]) {
		await backend.mergeAnnotations(ids);
		this.chosen.clear();
		await this.#notes.refetch();
	}

	async delete(ids: AnnotationId[]) {
		await unsaved.delete(ids);
		for (const id of ids) this.chosen.delete(id);
		const gone = new Set(ids);
		if (unsaved.held.length === 0) this.#notes.foresee((all) => all.filter(({ annotation }) => !gone.has(annotation.id)));
	}

	async restore(ids: AnnotationId[]) {
		await backend.restoreAnnotations(ids);
		for (const id of ids) this.chosen.delete(id);
		await this.#notes.refetch();
	}

	/** Shows what was changed at once; that ten thousand are fetched again, as the backend tells, takes longer. */
	#foresee(marks: Annotation[]) {
		const changed = new Map(marks.map((mark) => [mark.id, mark]));
		this.#notes.foresee((all) =>
			all.map((view) => {
				const annotation = changed.get(view.annotation.id);
				return annotation ? { ...view, annotation } : view;
			}),
		);
	}

	export(format: ExportFormat, path: string) {
		return backend.exportAnnotations(format, this.exported, this.exportedRoom, path);
	}
}

/** Notes of the room behind the slides' notes of their session; where sessions are no groups, at the end. */
function withRoom(lines: NoteLine[], views: readonly RoomNoteView[], bySession: boolean): NoteLine[] {
	if (views.length === 0) return lines;
	const line = (view: RoomNoteView): NoteLine => ({ kind: "room", key: `room ${view.note.id}`, view });
	if (!bySession) {
		const heading: NoteLine = { kind: "group", key: "group room", heading: m.room.waiting, color: null, n: views.length };
		return [...lines, heading, ...views.map(line)];
	}
	const all: NoteLine[] = [];
	const left = new Map<string, RoomNoteView[]>();
	for (const view of views) left.set(view.note.session ?? "", [...(left.get(view.note.session ?? "") ?? []), view]);
	let session: string | null = null;
	const close = () => {
		if (session === null) return;
		all.push(...(left.get(session) ?? []).map(line));
		left.delete(session);
	};
	for (const [idx, each] of lines.entries()) {
		if (each.kind === "session") {
			close();
			const first = lines.slice(idx).find((other) => other.kind === "note");
			session = first?.kind === "note" ? (first.view.session ?? "") : null;
			const n = session === null ? 0 : (left.get(session)?.length ?? 0);
			all.push({ ...each, n: each.n + n });
		} else all.push(each);
	}
	close();
	for (const [key, group] of left) {
		const name = group[0]?.session_name;
		all.push({ kind: "session", key: `room session ${key}`, heading: name ? sessionWords(name) : m.room.between, n: group.length });
		all.push(...group.map(line));
	}
	return all;
}

function groupLines(groups: Group[]): NoteLine[] {
	return groups.flatMap(({ key, heading, color, views }): NoteLine[] => [
		{ kind: "group", key: `group ${key}`, heading, color, n: views.length },
		...views.map((view): NoteLine => ({ kind: "note", key: `${key} ${view.annotation.id}`, view, placed: true })),
	]);
}

/** The sessions in the order of the programme. */
function sessionOrder(view: backend.MeetingView | null): SessionId[] {
	const sessions = (view?.days ?? []).flatMap((day) => day.segments.flatMap((segment) => segment.sessions));
	return [...new Set(sessions.flatMap(({ session }) => (session ? [session.id] : [])))];
}

type SessionLine = Extract<NoteLine, { kind: "session" }>;
type DocumentLine = Extract<NoteLine, { kind: "document" }>;

/** Sessions in the order of the programme, within them documents by title, within them notes by their place. */
export function noteLines(views: readonly AnnotationView[], order: SessionId[], within: Order = "place"): NoteLine[] {
	const text = new Intl.Collator(undefined, { numeric: true });
	const ranks = new Map(order.map((session, idx) => [session, idx]));
	const rank = ({ session }: AnnotationView) => (session ? (ranks.get(session) ?? order.length) : order.length + 1);
	// Ten thousand notes have few sessions and documents: those are compared, and each note is looked at once.
	const documents = new Map<string, { first: AnnotationView; session: string; views: AnnotationView[] }>();
	for (const view of views) {
		const session = `session ${view.session ?? ""} ${view.session_heading ?? ""}`;
		const key = `${session} ${view.annotation.target.document}`;
		const group = documents.get(key);
		if (group) group.views.push(view);
		else documents.set(key, { first: view, session, views: [view] });
	}
	const groups = [...documents.values()].toSorted(
		({ first: a }, { first: b }) =>
			rank(a) - rank(b) ||
			text.compare(a.session_heading ?? "", b.session_heading ?? "") ||
			text.compare(a.document_title, b.document_title) ||
			text.compare(a.annotation.target.document, b.annotation.target.document),
	);
	const lines: NoteLine[] = [];
	let session: SessionLine | undefined;
	for (const { first, session: key, views } of groups) {
		if (session?.key !== key) {
			session = { kind: "session", key, heading: first.session_name && sessionWords(first.session_name), n: 0 };
			lines.push(session);
		}
		const id: DocumentId = first.annotation.target.document;
		const { document_title: title, byline, suggested } = first;
		const document: DocumentLine = { kind: "document", key: `${key} ${id}`, document: id, title, byline, suggested, n: views.length };
		session.n += views.length;
		lines.push(document);
		const placed = within === "place" ? views.toSorted(byPlace) : views;
		for (const view of placed) lines.push({ kind: "note", key: view.annotation.id, view, placed: false });
	}
	return lines;
}

const byPlace = ({ annotation: { target: a } }: AnnotationView, { annotation: { target: b } }: AnnotationView) =>
	a.page - b.page || a.range.start - b.range.start;

export const notes = new NotesState();
