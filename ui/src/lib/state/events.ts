// Which state is fetched again when the backend tells a fact.

import * as backend from "$lib/backend";
import type { Event } from "$lib/backend";
import { colorNames } from "./colorNames.svelte";
import { crossing } from "./crossing.svelte";
import { documents } from "./documents.svelte";
import { editing } from "./editing.svelte";
import { history } from "./history.svelte";
import { importing } from "./importing.svelte";
import { jobs } from "./jobs.svelte";
import { keptSearches } from "./keptSearches.svelte";
import { library } from "./library.svelte";
import { links } from "./links.svelte";
import { names } from "./names.svelte";
import { notes } from "./notes.svelte";
import { recognition } from "./recognition.svelte";
import { room } from "./room.svelte";
import { search } from "./search.svelte";
import { tags } from "./tags.svelte";
import { themes } from "./themes.svelte";
import { versions } from "./versions.svelte";

const refetch: Record<Event, () => void> = {
	documents_changed: () => {
		crossing.programmeChanged();
		links.changed();
		names.changed();
		void library.refetch();
		documents.changed();
		recognition.changed();
		versions.changed();
	},
	programme_changed: () => {
		room.changed();
		crossing.programmeChanged();
		links.changed();
		names.changed();
		editing.changed();
		void library.refetch();
		documents.changed();
		notes.changed();
		themes.changed();
	},
	annotations_changed: () => {
		room.changed();
		crossing.annotationsChanged();
		links.changed();
		void library.refetch();
		documents.changed();
		notes.changed();
		tags.changed();
		themes.changed();
		versions.notesChanged();
	},
	tags_changed: () => {
		tags.changed();
		colorNames.changed();
		notes.changed();
		themes.changed();
	},
	kept_searches_changed: () => keptSearches.changed(),
	history_changed: () => void history.refetch(),
	search_index_changed: () => {
		search.changed();
		keptSearches.changed();
	},
	jobs_changed: () => void jobs.refetch(),
};

/** Fetches what the window begins with and keeps it true; answers what ends that. */
export async function follow(): Promise<() => void> {
	const ends = await Promise.all([
		backend.onEvent((event) => refetch[event]()),
		backend.onFileDrop((drop) => {
			importing.hovering = drop.kind === "over";
			if (drop.kind === "drop") void importing.drop(drop.paths);
		}),
	]);
	await Promise.all([library.refetch(), history.refetch(), jobs.refetch()]);
	return () => ends.forEach((end) => end());
}
