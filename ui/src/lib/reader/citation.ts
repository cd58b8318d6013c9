// How a passage is quoted: the words, who said them, and where.

import type { CreditView, Placement } from "$lib/backend";
import { sessionWords } from "$lib/format/names";

/** What goes with the quote; the words between them come from the messages. */
export interface Source {
	title: string;
	placement: Placement | null;
	/** Such as `slide 7`. */
	page: string;
}

/**
 * `“quote” — Speaker (Affiliation), meeting, session, date, slide n`; line breaks within the quote become spaces.
 * Without a quote, where it is alone.
 */
export function citation(quote: string, { title, placement, page }: Source, formatDate: (date: string) => string): string {
	const words = quote.replace(/\s*\n\s*/g, " ").trim();
	const speakers = placement?.credits.filter(({ role }) => role === "speaker" || role === "author") ?? [];
	const where = placement
		? [placement.meeting_title, placement.session_name && sessionWords(placement.session_name), placement.date && formatDate(placement.date)]
		: [title];
	const parts = [...speakers.map(speakerName), ...where, page].filter((part) => part);
	return words ? `“${words}” — ${parts.join(", ")}` : parts.join(", ");
}

/** Such as `Dr. Mahmoud Khalaf (Al-Azhar Observer)`. */
export function speakerName({ honorific, name, affiliation }: CreditView): string {
	if (!name) return affiliation ?? "";
	const full = honorific ? `${honorific} ${name}` : name;
	return affiliation ? `${full} (${affiliation})` : full;
}

/** The placement that is certain, else the best guess. */
export function bestPlacement(placements: readonly Placement[]): Placement | null {
	return placements.find(({ standing }) => standing.kind === "confirmed") ?? placements[0] ?? null;
}
