// The meeting across its sessions: who cites what, and what is written about a session.

import * as backend from "$lib/backend";
import type { AnnotationView, CitationTable, MentionTarget, NameMention, SessionId } from "$lib/backend";
import type { Cited, Citing, CitationLine, CitationSort } from "$lib/format/citations";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { library } from "./library.svelte";
import { names } from "./names.svelte";
import { toasts } from "./toasts.svelte";

function citedPage(target: MentionTarget): Promise<{ mentions: NameMention[] }> {
	switch (target.kind) {
		case "symbol":
			return names.symbolPage(target);
		case "session":
			return names.sessionPage(target.session);
		case "person":
			return backend.getPersonPage(target.person);
		case "organization":
			return backend.getOrganizationPage(target.organization);
	}
}

class CrossingState {
	wholeLibrary = $state(false);
	meeting = $derived(this.wholeLibrary ? null : (library.meeting?.id ?? null));

	citations = new Fetched<CitationTable>(() => backend.getCitations(this.meeting));
	citing = $state<Citing>("session");
	cited = $state<Cited>("symbol");
	sort = $state.raw<CitationSort>({ key: "n", ascending: false });
	line = $state.raw<CitationLine | null>(null);

	/** Of the meeting at hand, for a session's page. */
	ofMeeting = new Fetched<CitationTable>(() => backend.getCitations(library.meeting?.id ?? null));
	notesOfMeeting = new Fetched<AnnotationView[]>(() =>
		backend.listAnnotations({ meeting: library.meeting?.id ?? null }),
	);

	chooseScope(whole: boolean) {
		this.wholeLibrary = whole;
		this.line = null;
		if (this.citations.wanted) void this.citations.refetch();
	}

	annotationsChanged() {
		this.notesOfMeeting.changed();
	}

	programmeChanged() {
		this.annotationsChanged();
		this.citations.changed();
		this.ofMeeting.changed();
	}

	/** The sentences behind a line. */
	async sentences({ target, documents }: CitationLine): Promise<NameMention[]> {
		const page = await citedPage(target);
		const here = new Set(documents);
		return page.mentions.filter(({ mention }) => here.has(mention.document));
	}

	async writeSessionNote(session: SessionId, text: string): Promise<boolean> {
		try {
			await backend.writeSessionNote(session, text);
			return true;
		} catch (error) {
			toasts.failed(m.crossing.session.failed, error);
			return false;
		}
	}
}

export const crossing = new CrossingState();
