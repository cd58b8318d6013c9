// In the room: which session runs, who speaks since when, and what is taken down.

import * as backend from "$lib/backend";
import type {
	AnnotationId,
	Color,
	ContributionId,
	ContributionView,
	DocumentId,
	MeetingId,
	PageIndex,
	RoomNoteId,
	RoomNoteKind,
	RoomNotePatch,
	RoomNotePlace,
	RoomNoteView,
	RoomView,
	SessionId,
	SessionView,
	Shape,
} from "$lib/backend";
import { fold } from "$lib/format/matching";
import { m } from "$lib/messages";
import { instantOf } from "$lib/room/clock";
import { colorNames } from "./colorNames.svelte";
import { Fetched } from "./fetched.svelte";
import { history } from "./history.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { toasts } from "./toasts.svelte";

const KEY = "rapporteur.room";
/** How often the backend's clock is asked. */
const ASK_MS = 20_000;

export const roomKinds = ["commitment", "question", "follow_up"] as const satisfies RoomNoteKind[];

/** The color of a kind on a slide, where the reader named none so. */
const usual: Record<RoomNoteKind, Color> = { commitment: "green", question: "blue", follow_up: "orange" };
const colors: Color[] = ["yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"];

/** What is kept from one run to the next: a crash in the room loses neither session nor speaker. */
interface Kept {
	on: boolean;
	meeting: MeetingId | null;
	session: SessionId | null;
	contribution: ContributionId | null;
	/** Since when they speak, in milliseconds. */
	since: number | null;
}

const nothing: Kept = { on: false, meeting: null, session: null, contribution: null, since: null };

class RoomState {
	#kept = $state.raw<Kept>(read());
	#notes = new Fetched(() => backend.listRoomNotes(null));
	#trash = new Fetched(backend.listRoomTrash);
	#view = $state.raw<RoomView | null>(null);
	/** The backend's clock against that of this window, in milliseconds. */
	#ahead = 0;
	#timer: ReturnType<typeof setInterval> | undefined;
	#asked = 0;
	#askedFor: MeetingId | null = null;
	#viewOf: MeetingId | null = null;

	/** By the backend's clock, in milliseconds; moves on each second. */
	now = $state(Date.now());
	/** The notes of this session are shown above the bar. */
	listed = $state(false);
	/** What was taken down last: the field for words is its. */
	last = $state.raw<RoomNoteView | null>(null);
	/** Asks the field for words to take the keyboard. */
	wantsWords = $state(0);
	/** The slide being read. */
	reading = $state.raw<{ document: DocumentId; page: PageIndex } | null>(null);

	on = $derived(this.#kept.on && library.meeting !== null);
	#here = $derived(this.#kept.meeting === library.meeting?.id ? this.#kept : { ...nothing, on: this.#kept.on });
	zone = $derived(this.#view?.time_zone ?? null);
	abbreviation = $derived(this.#view?.zone_abbreviation ?? null);
	utcOffset = $derived(this.#view?.utc_offset ?? null);
	/** Sessions by the clock, the likeliest first. */
	byClock = $derived(this.#view?.sessions ?? []);

	/** Every session of the programme, each with all its talks. */
	#blocks = $derived(library.view?.days.flatMap((day) => day.segments.flatMap(({ sessions }) => sessions)) ?? []);
	sessions = $derived(sessionsOf(this.#blocks));
	/** Talks that the programme puts into no session. */
	loose = $derived(this.#blocks.filter(({ session }) => !session).flatMap(({ contributions }) => contributions));
	/** The one that the clock says, if it says one: of several that run, only the person in the room knows. */
	clockSession = $derived.by(() => {
		const running = this.byClock.filter(({ standing }) => standing === "running");
		if (running.length > 1) return null;
		const [first] = running.length === 1 ? running : this.byClock.filter(({ standing }) => standing === "overrunning");
		return first?.session ?? null;
	});
	byHand = $derived(this.#here.session !== null);
	sessionId = $derived(this.#here.session ?? this.clockSession);
	session = $derived(this.sessions.find(({ session }) => session?.id === this.sessionId) ?? null);
	/** Talks in order; those of the session's other days are behind those of the day at hand. Without a session, those
	 * that are in none. */
	talks = $derived(this.session?.contributions ?? this.loose);
	/** Every talk that can be given the floor. */
	#choosable = $derived(this.session ? [...this.talks, ...this.loose] : this.talks);

	#clockTalk = $derived(this.byClock.find(({ session }) => session === this.sessionId)?.contribution ?? null);
	#handTalk = $derived(
		this.#here.contribution !== null && this.#choosable.some(({ contribution }) => contribution.id === this.#here.contribution)
			? this.#here.contribution
			: null,
	);
	talkId = $derived(this.#handTalk ?? this.#clockTalk);
	talkByHand = $derived(this.#handTalk !== null);
	talk = $derived(this.#choosable.find(({ contribution }) => contribution.id === this.talkId) ?? null);
	talkIdx = $derived(this.talks.findIndex(({ contribution }) => contribution.id === this.talkId));
	/** Since when they speak. */
	since = $derived.by(() => {
		if (!this.talk) return null;
		if (this.#handTalk !== null) return this.#here.since;
		const { date, start } = this.talk.contribution;
		return instantOf(date, start, this.utcOffset);
	});
	/** How long they have, in seconds; `null` where the programme does not say. */
	planned = $derived.by(() => {
		const start = instantOf("2000-01-01", this.talk?.contribution.start ?? null, 0);
		const end = instantOf("2000-01-01", this.talk?.contribution.end ?? null, 0);
		return start !== null && end !== null && end > start ? (end - start) / 1000 : null;
	});

	all = $derived(this.#notes.value ?? []);
	trash = $derived(this.#trash.value ?? []);
	/** Those of this session, newest first. */
	here = $derived(
		this.all
			.filter(({ note }) => note.meeting === library.meeting?.id && note.session === this.sessionId)
			.toReversed(),
	);
	/** Those that wait for a slide. */
	/** What was heard that became a note on a slide. */
	heard = $derived(
		new Map(
			this.all.flatMap(({ note, slide }): [AnnotationId, RoomNoteKind][] => 
				slide && note.annotation ? [[note.annotation, note.kind]] : [],
			),
		),
	);
	unplaced = $derived(this.all.filter(({ slide }) => slide === null));

	want() {
		this.#notes.want();
		this.#trash.want();
	}

	changed() {
		this.#trash.changed();
		if (this.#notes.wanted) void this.#refetch();
	}

	async #refetch() {
		const last = this.last;
		await this.#notes.refetch();
		// Undone or deleted elsewhere: there is nothing to write words for.
		if (last && this.last === last && !this.all.some(({ note }) => note.id === last.note.id)) this.last = null;
	}

	/** Those of a talk, or of a session between its talks. */
	of(target: { contribution: ContributionId } | { session: SessionId }): RoomNoteView[] {
		return this.all.filter(({ note }) =>
			"contribution" in target
				? note.contribution === target.contribution
				: note.session === target.session && note.contribution === null,
		);
	}

	/** Those that wait and whose talk this is a deck of. */
	waitingFor(document: DocumentId): RoomNoteView[] {
		return this.unplaced.filter(({ decks }) => decks.includes(document));
	}

	toggle() {
		if (!library.meeting) return;
		this.#keep({ on: !this.#kept.on });
	}

	/** Keeps time while the bar is shown; answers what ends that. */
	attend(): () => void {
		this.want();
		colorNames.want();
		void this.#ask();
		this.#timer = setInterval(() => {
			this.now = Date.now() + this.#ahead;
			if (Date.now() - this.#asked > ASK_MS || this.#askedFor !== library.meeting?.id) void this.#ask();
		}, 1000);
		return () => clearInterval(this.#timer);
	}

	async #ask() {
		const meeting = library.meeting?.id;
		if (!meeting) return;
		this.#asked = Date.now();
		this.#askedFor = meeting;
		if (this.#view && this.#viewOf !== meeting) this.#view = null;
		try {
			const view = await backend.getRoom(meeting);
			if (meeting !== library.meeting?.id) return;
			[this.#view, this.#viewOf] = [view, meeting];
			this.#ahead = Date.parse(this.#view.now) - Date.now();
			this.now = Date.parse(this.#view.now);
		} catch {
			// The next second asks again; what is known by hand goes on.
			this.#asked = 0;
		}
	}

	pickSession(session: SessionId | null) {
		this.#keep({ meeting: library.meeting?.id ?? null, session, contribution: null, since: null });
		void this.#ask();
	}

	pickTalk(contribution: ContributionId | null) {
		this.#keep({
			meeting: library.meeting?.id ?? null,
			session: this.sessionId,
			contribution,
			since: contribution === null ? null : this.now,
		});
	}

	/** Gives the floor to the next speaker, or to the one before. */
	step(by: 1 | -1) {
		const idx = Math.max(0, Math.min(this.talks.length - 1, this.talkIdx + by));
		const talk = this.talks[idx];
		if (talk && talk.contribution.id !== this.talkId) this.pickTalk(talk.contribution.id);
	}

	#keep(change: Partial<Kept>) {
		const meeting = change.meeting ?? this.#kept.meeting;
		// What was kept of another meeting says nothing about this one.
		const base = meeting === this.#kept.meeting ? this.#kept : { ...nothing, on: this.#kept.on };
		this.#kept = { ...base, ...change };
		localStorage.setItem(KEY, JSON.stringify(this.#kept));
	}

	/** How a kind looks on a slide: the color that the reader named so, else the usual one; and its name as a tag. */
	#look(kind: RoomNoteKind): Pick<RoomNotePlace, "color" | "tag"> {
		const name = m.room.kinds[kind];
		const color = colors.find((color) => fold(colorNames.given(color)) === fold(name)) ?? usual[kind];
		return { color, tag: name };
	}

	/** The slide being read, if it is one of the present speaker's deck. */
	#slideAtHand(): { document: DocumentId; page: PageIndex } | null {
		const at = this.reading;
		const ours = this.talk?.materials.some(({ document, standing }) => document.id === at?.document && standing.kind === "confirmed");
		return at && ours ? at : null;
	}

	/** Takes it down at once. */
	async take(kind: RoomNoteKind) {
		const meeting = library.meeting?.id;
		if (!meeting) return;
		const slide = this.#slideAtHand();
		try {
			this.last = await backend.createRoomNote({
				kind,
				words: "",
				meeting,
				// A talk that is in no session takes none from the clock.
				session: this.talk && !this.talks.includes(this.talk) ? null : this.sessionId,
				contribution: this.talkId,
				place: slide && { ...slide, shape: null, ...this.#look(kind) },
			});
			this.wantsWords += 1;
			await this.#notes.refetch();
		} catch (error) {
			toasts.failed(m.room.failed.take, error);
		}
	}

	/** Answers whether it was kept. */
	async update(id: RoomNoteId, patch: Partial<RoomNotePatch>): Promise<boolean> {
		try {
			const view = await backend.updateRoomNote(id, patch);
			if (this.last?.note.id === id) this.last = view;
			await this.#notes.refetch();
			return true;
		} catch (error) {
			toasts.failed(m.room.failed.change, error);
			return false;
		}
	}

	/** Makes another kind of it, or gives it to another talk; said, with a way back. */
	async revise(id: RoomNoteId, patch: Pick<Partial<RoomNotePatch>, "kind" | "contribution">) {
		if (await this.update(id, patch)) toasts.done(m.room.changed, history.undoing("update_room_note"));
	}

	/** Puts notes onto a slide: where its own are, or onto a spot or an area of it. Answers whether they are there. */
	async put(views: RoomNoteView[], document: DocumentId, page: PageIndex, shape: Shape | null = null): Promise<boolean> {
		try {
			await backend.placeRoomNotes(
				views.map(({ note }) => ({ note: note.id, place: { document, page, shape, ...this.#look(note.kind) } })),
			);
			await this.#notes.refetch();
			toasts.done(m.room.put_(views.length), history.undoing("place_room_note"));
			return true;
		} catch (error) {
			toasts.failed(m.room.failed.put, error);
			return false;
		}
	}

	async delete(id: RoomNoteId) {
		try {
			await backend.deleteRoomNotes([id]);
			if (this.last?.note.id === id) this.last = null;
			await this.#notes.refetch();
			toasts.done(m.room.deleted, history.undoing("delete_room_note"));
		} catch (error) {
			toasts.failed(m.room.failed.change, error);
		}
	}

	async restore(id: RoomNoteId) {
		try {
			await backend.restoreRoomNotes([id]);
			await Promise.all([this.#notes.refetch(), this.#trash.refetch()]);
			toasts.done(m.room.restored, history.undoing("restore_room_note"));
		} catch (error) {
			toasts.failed(m.room.failed.change, error);
		}
	}

	/** The note where it lies: on its slide, else at its talk on the programme. */
	open({ note, slide }: RoomNoteView) {
		if (slide) navigation.openDocument(slide.document, { page: slide.page, annotation: note.annotation ?? undefined });
		else if (note.contribution) library.reveal({ contribution: note.contribution });
		else if (note.session) library.reveal({ session: note.session });
		else navigation.open({ kind: "programme" });
	}
}

/** A session of two days stands on both; here it is one, with the talks of all its days. */
function sessionsOf(views: SessionView[]): SessionView[] {
	const all = new Map<SessionId, SessionView>();
	for (const view of views) {
		if (!view.session) continue;
		const known = all.get(view.session.id);
		const contributions: ContributionView[] = [...(known?.contributions ?? []), ...view.contributions];
		all.set(view.session.id, { ...view, contributions });
	}
	return [...all.values()];
}

function read(): Kept {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
		return typeof kept === "object" && kept !== null ? { ...nothing, ...kept } : nothing;
	} catch {
		return nothing;
	}
}

export const room = new RoomState();
