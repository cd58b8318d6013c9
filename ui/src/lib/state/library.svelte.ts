// What is in the library, which meeting is at hand, and its programme.

import * as backend from "$lib/backend";
import type { ContributionId, MeetingId, SessionId } from "$lib/backend";
import { Fetched } from "./fetched.svelte";
import { navigation } from "./navigation.svelte";

const KEY = "rapporteur.meeting";

class LibraryState {
	#library = new Fetched(backend.getLibrary);
	#view = new Fetched(async () => {
		const meeting = this.meeting?.id;
		return meeting ? await backend.getMeetingView(meeting) : null;
	});
	#chosen = $state<MeetingId | null>(localStorage.getItem(KEY));

	contents = $derived(this.#library.value);
	meetings = $derived(this.contents?.meetings ?? []);
	/** The meeting at hand: the chosen one while it is there, else the newest. */
	meeting = $derived(this.meetings.find(({ id }) => id === this.#chosen) ?? this.meetings.at(-1) ?? null);
	/** The programme of the meeting at hand. */
	view = $derived(this.#view.value?.meeting.id === this.meeting?.id ? this.#view.value : null);
	error = $derived(this.#library.error ?? this.#view.error);
	empty = $derived(
		this.contents !== null && this.contents.meetings.length === 0 && this.contents.n_documents === 0,
	);
	/** What the programme should scroll to and point out, once. */
	revealed = $state.raw<{ contribution: ContributionId } | { session: SessionId } | "unplaced" | null>(null);

	/** The programme is shown as a timetable, not as a list. */
	asTimetable = $state(false);

	async refetch() {
		await this.#library.refetch();
		await this.#view.refetch();
	}

	async choose(meeting: MeetingId) {
		this.#chosen = meeting;
		localStorage.setItem(KEY, meeting);
		await this.refetch();
	}

	/** Shows a session's page; of another meeting, that one is chosen first. */
	async openSession(session: SessionId, meeting: MeetingId | null) {
		if (meeting && meeting !== this.meeting?.id) await this.choose(meeting);
		navigation.open({ kind: "session", session });
	}

	/** Shows the programme, scrolled to something on it. */
	reveal(target: NonNullable<LibraryState["revealed"]>) {
		this.revealed = target;
		this.asTimetable = false;
		navigation.open({ kind: "programme" });
	}
}

export const library = new LibraryState();
