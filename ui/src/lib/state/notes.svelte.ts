// Every annotation of the meeting: filtered, ordered, grouped, chosen, changed together, exported, deleted and restored.

import * as backend from "$lib/backend";
import type {
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

	all = $derived(this.#notes.value);
	/** How many there are before filters. */
	n = $derived((this.all?.length ?? 0) + passingRoom(this.scope === "trash" ? room.trash : room.unplaced, noFilters).length);
	error = $derived(this.#notes.error);
	filtered = $derived(isFiltered(this.filters));
	shown = $derived(ordered(passing(this.all ?? [], this.filters, tags), this.order));
	/** What was taken down in the room and is on no slide: it has no color, tag or document to be filtered by. */
	shownRoom = $derived(
		passingRoom(
			this.scope === "trash"
				? room.trash
				: room.unplaced.filter(({ note }) => this.scope === "library" || note.meeting === library.meeting?.id),
			this.filters,
		),
	);
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
		await backend.updateAnnotations(ids, patch);
		for (const tag of [...(patch.add_tags ?? []), ...(patch.tags ?? [])]) tags.use(tag);
		await this.#notes.refetch();
	}

	/** Answers a comment, or with a reply's id changes that one. */
	async reply(id: AnnotationId, text: string, reply: ReplyId | null) {
		await (reply === null ? backend.replyToAnnotation(id, text) : backend.updateReply(id, reply, text));
		await this.#notes.refetch();
	}

	async merge(ids: AnnotationId[]) {
		await backend.mergeAnnotations(ids);
		this.chosen.clear();
		await this.#notes.refetch();
	}

	async delete(ids: AnnotationId[]) {
		await backend.deleteAnnotations(ids);
		for (const id of ids) this.chosen.delete(id);
		await this.#notes.refetch();
	}

	async restore(ids: AnnotationId[]) {
		await backend.restoreAnnotations(ids);
		for (const id of ids) this.chosen.delete(id);
		await this.#notes.refetch();
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

/** Sessions in the order of the programme, within them documents by title, within them notes by their place. */
export function noteLines(views: readonly AnnotationView[], order: SessionId[], within: Order = "place"): NoteLine[] {
	const rank = ({ session }: AnnotationView) => {
		const idx = session ? order.indexOf(session) : -1;
		return idx >= 0 ? idx : session ? order.length : order.length + 1;
	};
	const text = new Intl.Collator(undefined, { numeric: true });
	const sorted = views.toSorted(
		(a, b) =>
			rank(a) - rank(b) ||
			text.compare(a.session_heading ?? "", b.session_heading ?? "") ||
			text.compare(a.document_title, b.document_title) ||
			text.compare(a.annotation.target.document, b.annotation.target.document) ||
			(within === "place"
				? a.annotation.target.page - b.annotation.target.page ||
					a.annotation.target.range.start - b.annotation.target.range.start
				: 0),
	);
	const lines: NoteLine[] = [];
	type SessionLine = Extract<NoteLine, { kind: "session" }>;
	type DocumentLine = Extract<NoteLine, { kind: "document" }>;
	let session: SessionLine | undefined;
	let document: DocumentLine | undefined;
	for (const view of sorted) {
		const sessionKey: string = `session ${view.session ?? ""} ${view.session_heading ?? ""}`;
		if (session?.key !== sessionKey) {
			session = { kind: "session", key: sessionKey, heading: view.session_name && sessionWords(view.session_name), n: 0 };
			document = undefined;
			lines.push(session);
		}
		const id: DocumentId = view.annotation.target.document;
		if (document?.document !== id) {
			const key: string = `${sessionKey} ${id}`;
			const { document_title: title, byline, suggested } = view;
			document = { kind: "document", key, document: id, title, byline, suggested, n: 0 };
			lines.push(document);
		}
		session.n += 1;
		document.n += 1;
		lines.push({ kind: "note", key: view.annotation.id, view, placed: false });
	}
	return lines;
}

export const notes = new NotesState();
