// Who cites what, put together by session, organization, speaker or document.

import type { CitationTable, CitingDocument, DocumentId, MentionTarget, SessionId } from "$lib/backend";
import { sessionWords } from "./names";

export const citingKinds = ["session", "organization", "speaker", "document"] as const;
export type Citing = (typeof citingKinds)[number];
export const citedKinds = ["symbol", "session", "person", "organization"] as const;
export type Cited = (typeof citedKinds)[number];

export interface CitationLine {
	key: string;
	/** Empty for what stands on no programme. */
	from: string;
	session: SessionId | null;
	to: string;
	target: MentionTarget;
	n: number;
	/** Those that say it. */
	documents: DocumentId[];
}

export type CitationSort = { key: "from" | "to" | "n"; ascending: boolean };

function citers(document: CitingDocument, by: Citing): { name: string; session: SessionId | null }[] {
	const nobody = [{ name: "", session: null }];
	if (by === "document") return [{ name: document.title, session: null }];
	if (by === "session") {
		const { place } = document;
		return place?.session && place.session_name
			? [{ name: sessionWords(place.session_name), session: place.session }]
			: nobody;
	}
	const names = by === "speaker" ? document.speakers : document.organizations;
	return names.length > 0 ? names.map(({ name }) => ({ name, session: null })) : nobody;
}

/** A line a pair. A document of two speakers counts for both. */
export function citationLines(table: CitationTable, by: Citing, cited: Cited): CitationLine[] {
	const lines = new Map<string, CitationLine>();
	for (const { document, target, n } of table.counts) {
		const [from, to] = [table.documents[document], table.targets[target]];
		if (!from || to?.target.kind !== cited) continue;
		for (const { name, session } of citers(from, by)) {
			const key = `${session ?? name} ${target}`;
			const line = lines.get(key);
			if (line) {
				line.n += n;
				line.documents.push(from.document);
			} else {
				lines.set(key, { key, from: name, session, to: to.name, target: to.target, n, documents: [from.document] });
			}
		}
	}
	return [...lines.values()];
}

export function sortedLines(lines: readonly CitationLine[], { key, ascending }: CitationSort): CitationLine[] {
	const text = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
	const byName = (a: CitationLine, b: CitationLine) => text.compare(a.from, b.from) || text.compare(a.to, b.to);
	const sign = ascending ? 1 : -1;
	return lines.toSorted((a, b) => {
		const first = key === "n" ? a.n - b.n : text.compare(a[key], b[key]);
		return sign * first || b.n - a.n || byName(a, b);
	});
}

/** The strongest pairs as two columns of names with edges between them. */
export function citationGraph(lines: readonly CitationLine[], most: number) {
	const strongest = lines.toSorted((a, b) => b.n - a.n || a.from.localeCompare(b.from)).slice(0, most);
	const side = (name: (line: CitationLine) => string) => {
		const sums = new Map<string, number>();
		for (const line of strongest) sums.set(name(line), (sums.get(name(line)) ?? 0) + line.n);
		return [...sums].sort(([, a], [, b]) => b - a).map(([name, n]) => ({ name, n }));
	};
	const [left, right] = [side(({ from }) => from), side(({ to }) => to)];
	const edges = strongest.map((line) => ({
		line,
		from: left.findIndex(({ name }) => name === line.from),
		to: right.findIndex(({ name }) => name === line.to),
	}));
	return { left, right, edges };
}
