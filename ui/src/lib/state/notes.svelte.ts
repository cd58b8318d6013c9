// Every annotation of the meeting, grouped by session and document, filtered by colour, tag and words.

import * as backend from "$lib/backend";
import { sessionWords } from "$lib/format/names";
import type { AnnotationId, AnnotationPatch, AnnotationView, Color, DocumentId, SessionId, TagId } from "$lib/backend";
import { matches } from "$lib/format/matching";
import { Fetched } from "./fetched.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { tags } from "./tags.svelte";

/** A line of the list. */
export type NoteLine =
	| { kind: "session"; key: string; heading: string | null; n: number }
	| { kind: "document"; key: string; document: DocumentId; title: string; byline: string | null; suggested: boolean; n: number }
	| { kind: "note"; key: string; view: AnnotationView };

class NotesState {
	#notes = new Fetched(() =>
		backend.listAnnotations({ meeting: this.scope === "meeting" ? (library.meeting?.id ?? null) : null }),
	);

	/** With one meeting, the whole library is what one wants: it has the documents on no programme too. */
	#scope = $state<"meeting" | "library">("meeting");
	scope = $derived(library.meetings.length > 1 ? this.#scope : "library");
	filter = $state("");
	colors = $state.raw<Color[]>([]);
	tag = $state<TagId | null>(null);

	all = $derived(this.#notes.value);
	error = $derived(this.#notes.error);
	filtered = $derived(this.filter.trim() !== "" || this.colors.length > 0 || this.tag !== null);
	shown = $derived(
		(this.all ?? []).filter(
			({ annotation, document_title, byline }) =>
				(this.colors.length === 0 || this.colors.includes(annotation.color)) &&
				(this.tag === null || annotation.tags.includes(this.tag)) &&
				matches(this.filter, [
					annotation.target.quote,
					annotation.comment,
					document_title,
					byline,
					...annotation.tags.map((tag) => tags.nameOf(tag)),
				]),
		),
	);
	lines = $derived(noteLines(this.shown, sessionOrder(library.view)));

	want() {
		this.#notes.want();
	}

	changed() {
		this.#notes.changed();
	}

	refetch() {
		return this.#notes.refetch();
	}

	chooseScope(scope: "meeting" | "library") {
		this.#scope = scope;
		void this.refetch();
	}

	toggleColor(color: Color) {
		this.colors = this.colors.includes(color) ? this.colors.filter((other) => other !== color) : [...this.colors, color];
	}

	/** Shows what has a tag, wherever it stands. */
	showTag(tag: TagId) {
		this.clearFilters();
		this.tag = tag;
		if (this.scope !== "library") this.chooseScope("library");
		navigation.open({ kind: "notes" });
	}

	clearFilters() {
		this.filter = "";
		this.colors = [];
		this.tag = null;
	}

	async update(id: AnnotationId, patch: Partial<AnnotationPatch>) {
		await backend.updateAnnotation(id, patch);
		await this.#notes.refetch();
	}

	async delete(id: AnnotationId) {
		await backend.deleteAnnotation(id);
		await this.#notes.refetch();
	}
}

/** The sessions in the order of the programme. */
function sessionOrder(view: backend.MeetingView | null): SessionId[] {
	const sessions = (view?.days ?? []).flatMap((day) => day.segments.flatMap((segment) => segment.sessions));
	return [...new Set(sessions.flatMap(({ session }) => (session ? [session.id] : [])))];
}

/** Sessions in the order of the programme, within them documents by title, within them notes by their place. */
export function noteLines(views: AnnotationView[], order: SessionId[]): NoteLine[] {
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
			a.annotation.target.page - b.annotation.target.page ||
			a.annotation.target.range.start - b.annotation.target.range.start,
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
		lines.push({ kind: "note", key: view.annotation.id, view });
	}
	return lines;
}

export const notes = new NotesState();
