// The strings of people, organisations and official documents, in English.

import type { Role, SymbolInfo, SymbolKind, SymbolOrgan } from "$lib/backend";
import { plural } from "./plural";

const organs: Record<SymbolOrgan, string> = {
	general_assembly: "General Assembly",
	security_council: "Security Council",
	economic_and_social_council: "Economic and Social Council",
	commission: "a commission of the Economic and Social Council",
	human_rights_council: "Human Rights Council",
	secretariat: "Secretariat",
	treaty_body: "a treaty body",
	states_parties: "a conference of States Parties",
	conference: "a United Nations conference",
	other: "United Nations",
};

const kinds: Record<SymbolKind, string> = {
	resolution: "Resolution",
	decision: "Decision",
	presidential_statement: "Statement by the President",
	meeting_record: "Record of a meeting",
	draft: "Draft, limited distribution",
	information: "Information document",
	conference_room_paper: "Conference room paper",
	general_comment: "General comment",
	addendum: "Addendum",
	corrigendum: "Corrigendum",
	revision: "Revised document",
	amendment: "Amendment",
	document: "Document",
};

export const names = {
	place: "Names and symbols",
	tabs: { people: "People", organizations: "Organisations", symbols: "Symbols" },
	filter: "Filter by name",
	clear: "Clear the filter",
	given: (n: number) => plural(n, { one: "# contribution", other: "# contributions" }),
	led: (n: number) => plural(n, { one: "leads # session", other: "leads # sessions" }),
	cited: (mentions: number, documents: number) =>
		plural(documents, { one: `${mentions} × in # document`, other: `${mentions} × in # documents` }),
	thisMeeting: "This meeting",
	everything: "Whole library",
	scope: "Which documents are looked at",
	chooseSymbol: "Choose an official document to see what it is, who cites it, in which session and in which words.",
	choose: "Choose a name to see what they gave, led, and where they are named.",
	none: { title: "Nobody yet", text: "Import a programme, and everybody on it is listed here." },
	noSymbols: {
		title: "No official documents named",
		text: "Symbols such as S/RES/2178 (2014), and resolutions named in prose, are found in every presentation that is imported.",
	},
	noneMatch: "Nothing by that name",
	alsoKnown: (others: string[]) => `Also printed as ${others.join(", ")}`,
	roles: { speaker: "Spoke", author: "Wrote", chair: "Chaired", moderator: "Moderated" } satisfies Record<Role, string>,
	given_title: "On the programme",
	said: (n: number) => `Named in their own presentations (${n})`,
	about: (n: number) => `Named by others (${n})`,
	aboutNobody: "Nobody else names them.",
	citedBy: (n: number) => plural(n, { one: "Cited once", other: "Cited # times" }),
	related: "Belongs together with",
	what: ({ organ, kind, year, session }: SymbolInfo) =>
		`${kinds[kind]} · ${organs[organ]}${year !== null ? ` · ${year}` : ""}${session !== null ? ` · session ${session}` : ""}`,
	sessions: "In sessions",
	notPlaced: "Not on the programme",
	suggested: "Suggested place",
	openPage: "Everything about it",
	symbol: (symbol: string) => `${symbol}: what it is, and who cites it`,
	more: (n: number) => plural(n, { one: "and # more", other: "and # more" }),
	failed: "The names could not be read",
};
