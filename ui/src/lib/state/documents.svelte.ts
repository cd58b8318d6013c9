// All documents of the library, as the list shows them: sorted and filtered.

import * as backend from "$lib/backend";
import type { DocumentCard, DocumentId, DocumentRow, PageIndex } from "$lib/backend";
import { hasSlides } from "$lib/format/documents";
import { lacking, nLacking, type Lacking } from "$lib/format/textClasses";
import { creditNames } from "$lib/format/names";
import { fold, matches } from "$lib/format/matching";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { navigation } from "./navigation.svelte";

export const sortKeys = ["title", "placement", "pages", "text", "language", "notes", "status"] as const;
export type SortKey = (typeof sortKeys)[number];

class DocumentsState {
	#rows = new Fetched(backend.listDocuments);

	filter = $state("");
	onlyProblems = $state(false);
	/** Only documents with pages of this kind. */
	onlyText = $state<Lacking | null>(null);
	/** The row that the keyboard is on. */
	chosen = $state<DocumentId | null>(null);
	/** Whose problems are unfolded. */
	expanded = $state<DocumentId | null>(null);
	sort = $state.raw<{ key: SortKey; ascending: boolean }>({ key: "placement", ascending: true });

	all = $derived(this.#rows.value);
	error = $derived(this.#rows.error);
	shown = $derived(
		sortRows(
			(this.all ?? []).filter(
				(row) =>
					(!this.onlyProblems || row.document.problems.length > 0) &&
					(!this.onlyText || row.document.text[this.onlyText] > 0) &&
					matches(this.filter, words(row)),
			),
			this.sort.key,
			this.sort.ascending,
		),
	);
	nProblems = $derived((this.all ?? []).filter((row) => row.document.problems.length > 0).length);

	/** How many documents have pages of a kind. */
	textKinds = $derived(
		lacking
			.map((kind) => ({ kind, n: (this.all ?? []).filter(({ document }) => document.text[kind] > 0).length }))
			.filter(({ kind, n }) => n > 0 || kind === this.onlyText),
	);

	#cards = $derived(new Map((this.all ?? []).map(({ document }) => [document.id, document])));

	/** What is known of a document, once the list is here. */
	card(document: DocumentId): DocumentCard | null {
		return this.#cards.get(document) ?? null;
	}

	/** Such as `Slide 7` or `Page iv`. */
	pageName(document: DocumentId, page: PageIndex, label: string | null = null): string {
		const card = this.card(document);
		return m.page(label ?? String(page + 1), card === null || hasSlides(card));
	}

	want() {
		this.#rows.want();
	}

	changed() {
		this.#rows.changed();
	}

	refetch() {
		return this.#rows.refetch();
	}

	/** Opens a document in the reader; what cannot be read is shown in the list, where it says why. */
	open(document: DocumentCard) {
		// A locked one asks for its password there.
		if (document.status === "locked" || (document.n_pages > 0 && document.status !== "unreadable")) {
			navigation.openDocument(document.id);
			return;
		}
		this.filter = document.file_name;
		this.onlyProblems = false;
		this.onlyText = null;
		this.expanded = document.id;
		this.chosen = document.id;
		navigation.open({ kind: "documents" });
	}

	sortBy(key: SortKey) {
		this.sort = { key, ascending: this.sort.key === key ? !this.sort.ascending : key !== "notes" };
	}
}

/** What a filter looks at. */
function words({ document, placements }: DocumentRow): (string | null)[] {
	return [
		document.title,
		document.file_name,
		...placements.flatMap((placement) => [
			placement.session_heading,
			placement.contribution_title,
			...placement.credits.flatMap((credit) => [credit.name, credit.affiliation]),
		]),
	];
}

/** The part of a document's pages whose words cannot all be found. */
const share = ({ n_pages, text }: DocumentCard) => (n_pages > 0 ? nLacking(text) / n_pages : -1);

/** Documents that stand nowhere come last among places; equal rows go by title. */
export function sortRows(rows: DocumentRow[], key: SortKey, ascending: boolean): DocumentRow[] {
	const text = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
	const place = ({ placements: [first] }: DocumentRow) =>
		first ? `${first.date ?? "9"} ${first.session_heading ?? "\uffff"} ${creditNames(first.credits)}` : null;
	const status = ({ document }: DocumentRow) =>
		["unreadable", "locked", "partial", "ready"].indexOf(document.status) * 2 + (document.problems.length > 0 ? 0 : 1);
	const compare: Record<SortKey, (a: DocumentRow, b: DocumentRow) => number> = {
		title: () => 0,
		placement: (a, b) => {
			const [placeA, placeB] = [place(a), place(b)];
			if (placeA === null || placeB === null) return Number(placeA === null) - Number(placeB === null);
			return text.compare(placeA, placeB);
		},
		// The least trustworthy last; what has no pages says nothing.
		text: (a, b) => share(a.document) - share(b.document),
		pages: (a, b) => a.document.n_pages - b.document.n_pages,
		language: (a, b) => text.compare(a.document.language ?? "\uffff", b.document.language ?? "\uffff"),
		notes: (a, b) => a.document.n_annotations - b.document.n_annotations,
		status: (a, b) => status(a) - status(b),
	};
	const sign = ascending ? 1 : -1;
	return rows.toSorted((a, b) => {
		const byKey = sign * compare[key](a, b);
		const byTitle = text.compare(fold(a.document.title), fold(b.document.title));
		return byKey || (key === "title" ? sign * byTitle : byTitle);
	});
}

export const documents = new DocumentsState();
