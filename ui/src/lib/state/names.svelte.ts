// People, organizations and official documents: lists, the page of one, and what the pages of a document name.

import * as backend from "$lib/backend";
import type { DocumentId, Mention, NamePage, RegisterEntry, SymbolEntry, SymbolPage } from "$lib/backend";
import { Fetched } from "./fetched.svelte";
import { library } from "./library.svelte";
import type { Named } from "./navigation.svelte";
import { errorText } from "./toasts.svelte";

export type SymbolMention = Mention & { target: { kind: "symbol" } };

class NamesState {
	register = new Fetched<RegisterEntry[]>(backend.listRegister);
	symbols = new Fetched<SymbolEntry[]>(() =>
		backend.listSymbols(this.wholeLibrary ? null : (library.meeting?.id ?? null)),
	);
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
