// People, organizations and official documents: lists, the page of one, and what the pages of a document name.

import * as backend from "$lib/backend";
import type { DocumentId, Mention, NameKind, NamePage, NameProposal, NameVerdict, RegisterEntry, SymbolEntry, SymbolPage } from "$lib/backend";
import { Fetched } from "./fetched.svelte";
import { library } from "./library.svelte";
import type { Named } from "./navigation.svelte";
import { m } from "$lib/messages";
import { history } from "./history.svelte";
import { errorText, toasts } from "./toasts.svelte";

export type SymbolMention = Mention & { target: { kind: "symbol" } };

class NamesState {
	register = new Fetched<RegisterEntry[]>(backend.listRegister);
	symbols = new Fetched<SymbolEntry[]>(() =>
		backend.listSymbols(this.wholeLibrary ? null : (library.meeting?.id ?? null)),
	);
	proposals = new Fetched<NameProposal[]>(backend.listNameProposals);
	wholeLibrary = $state(true);

	page = $state.raw<NamePage | null>(null);
	symbol = $state.raw<SymbolPage | null>(null);
	error = $state<string | null>(null);

	#named: Named | null = null;
	#byDocument = new Map<DocumentId, Promise<SymbolMention[]>>();
	#cards = new Map<string, Promise<SymbolPage>>();

	/** Shows the page of one; an answer that comes after another was asked for is dropped. */
	async show(named: Named | null) {
		this.#named = named;
		this.page = null;
		this.symbol = null;
		this.error = null;
		if (!named) return;
		try {
			if ("symbol" in named) {
				const page = await backend.getSymbolPage(named.symbol);
				if (this.#named === named) this.symbol = page;
			} else {
				const page = await ("person" in named
					? backend.getPersonPage(named.person)
					: backend.getOrganizationPage(named.organization));
				if (this.#named === named) this.page = page;
			}
		} catch (error) {
			if (this.#named === named) this.error = errorText(error);
		}
	}

	/** The reader's word on two names; undone like everything else. */
	judge(proposal: NameProposal, verdict: NameVerdict) {
		const said = { same: m.names.identity.joined, different: m.names.identity.parted, unsure: m.names.identity.kept };
		const { kind, one, other } = proposal;
		return this.#decide(() => backend.judgeNames(kind, one.id, other.id, verdict), said[verdict]);
	}

	split(kind: NameKind, id: string) {
		return this.#decide(() => backend.splitName(kind, id), m.names.identity.parted);
	}

	judgeSpelling(kind: NameKind, id: string, spelling: string, verdict: NameVerdict | null) {
		const said = verdict === "same" ? m.names.identity.joined : m.names.identity.parted;
		return this.#decide(() => backend.judgeSpelling(kind, id, spelling, verdict), said);
	}

	async #decide(decide: () => Promise<unknown>, said: string) {
		try {
			await decide();
			await Promise.all([this.proposals.refetch(), this.register.refetch()]);
			if (this.#named) await this.show(this.#named);
			toasts.done(said, history.undoing("judge_name"));
		} catch (error) {
			toasts.failed(m.names.identity.failed, error);
		}
	}

	/** Every official document that the pages of a document name. */
	inDocument(document: DocumentId): Promise<SymbolMention[]> {
		let found = this.#byDocument.get(document);
		if (!found) {
			found = backend
				.listMentions({ document, target: null })
				.then((mentions) => mentions.filter((mention): mention is SymbolMention => mention.target.kind === "symbol"))
				.catch(() => []);
			this.#byDocument.set(document, found);
		}
		return found;
	}

	card(symbol: string): Promise<SymbolPage> {
		let page = this.#cards.get(symbol);
		if (!page) {
			page = backend.getSymbolPage(symbol);
			this.#cards.set(symbol, page);
		}
		return page;
	}

	changed() {
		this.register.changed();
		this.symbols.changed();
		this.proposals.changed();
		this.#byDocument.clear();
		this.#cards.clear();
		if (this.#named) void this.show(this.#named);
	}
}

export const names = new NamesState();

/** The card of an official document, over whatever names it. */
class SymbolCardState {
	shown = $state.raw<{ symbol: string; at: DOMRect } | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** The pointer or the keyboard is on a symbol; with the pointer, it may only pass over. */
	point(symbol: string, at: DOMRect, soon: boolean) {
		if (this.shown?.symbol === symbol) return this.stay();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => (this.shown = { symbol, at }), soon ? 0 : 300);
	}

	/** It was left: the card waits for the pointer to come onto it. */
	leave() {
		clearTimeout(this.#timer);
		if (this.shown) this.#timer = setTimeout(() => (this.shown = null), 250);
	}

	stay() {
		clearTimeout(this.#timer);
	}

	close() {
		clearTimeout(this.#timer);
		this.shown = null;
	}
}

export const symbolCard = new SymbolCardState();
