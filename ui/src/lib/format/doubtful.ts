// What of a programme waits for the reader's word: each document with the talks that it may belong to.

import type { ContributionView, DocumentCard, DocumentId, MatchReason, MeetingView, SessionView } from "$lib/backend";

/** A talk that a document may belong to. */
export interface Candidate {
	view: ContributionView;
	session: SessionView["session"];
	/** From 0 to 1. */
	score: number;
	reasons: MatchReason[];
	/** Of how many talks the document is meant to be, all with this one; accepted for all at once. */
	nTogether: number;
}

/** A document whose place is only suggested; the likeliest talk first. */
export interface Doubtful {
	document: DocumentCard;
	candidates: Candidate[];
	/** Its place, or all of those that it has together, is as good as sure. */
	certain: boolean;
	/** The titles of other meetings that claim it about as well. */
	elsewhere: string[];
}

const talksOf = (view: MeetingView) =>
	view.days.flatMap((day) =>
		day.segments.flatMap(({ sessions }) =>
			sessions.flatMap(({ session, contributions }) => contributions.map((talk) => ({ session, talk }))),
		),
	);

/** The documents that the reader has given a place on the programme. */
export const placedOn = (view: MeetingView): Set<DocumentId> =>
	new Set(
		talksOf(view).flatMap(({ talk }) =>
			talk.materials.filter(({ standing }) => standing.kind === "confirmed").map(({ document }) => document.id),
		),
	);

/** The documents whose place is suggested and not confirmed: the unsure ones first, else in the programme's order. */
export function doubtful(view: MeetingView): Doubtful[] {
	const found = new Map<DocumentId, Doubtful>();
	const placed = placedOn(view);
	for (const { session, talk } of talksOf(view)) {
		for (const { document, standing } of talk.materials) {
			if (standing.kind === "confirmed" || placed.has(document.id)) continue;
			const entry = found.get(document.id) ?? { document, candidates: [], certain: standing.certain, elsewhere: standing.elsewhere };
			entry.certain &&= standing.certain;
			entry.candidates.push({ view: talk, session, score: standing.score, reasons: standing.reasons, nTogether: standing.n_together });
			found.set(document.id, entry);
		}
	}
	const open = [...found.values()];
	for (const { candidates } of open) candidates.sort((one, other) => other.score - one.score);
	return open.toSorted((one, other) => Number(one.certain) - Number(other.certain));
}
