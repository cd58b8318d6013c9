// People, organizations, sessions and official documents: lists, the page of one, and what a document's pages name.

import * as backend from "$lib/backend";
import type {
	DocumentId,
	MeetingId,
	Mention,
	NameKind,
	NamePage,
	NameProposal,
	NameVerdict,
	RegisterEntry,
	SessionId,
	SessionPage,
	SymbolEntry,
	SymbolPage,
} from "$lib/backend";
import { Fetched } from "./fetched.svelte";
import { library } from "./library.svelte";
import { navigation, type Named } from "./navigation.svelte";
import { m } from "$lib/messages";
import { history } from "./history.svelte";
import { errorText, toasts } from "./toasts.svelte";

/** What is live on a slide: it has a card, and leads to a page of its own. */
export type Live =
	| { symbol: string; meeting: MeetingId | null }
	/** `possibleIn` is the document of which it is not known whether it means the session. */
	| { session: SessionId; possibleIn: DocumentId | null };
export type LiveMention = Mention & { target: { kind: "symbol" | "session" }; possible: boolean };

export const liveOf = ({ target, document, possible }: LiveMention): Live =>
	target.kind === "symbol"
		? { symbol: target.symbol, meeting: target.meeting }
		: { session: target.session, possibleIn: possible ? document : null };
export const liveKey = (live: Live) =>
	"symbol" in live
		? `symbol ${live.symbol} ${live.meeting ?? ""}`
		: `session ${live.session} ${live.possibleIn ?? ""}`;

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
	#byDocument = new Map<DocumentId, Promise<LiveMention[]>>();
	#symbols = new Map<string, Promise<SymbolPage>>();
	#sessions = new Map<SessionId, Promise<SessionPage>>();
	/** Counts up when what pages name may be another. */
	version = $state(0);

	/** Shows the page of one; an answer that comes after another was asked for is dropped. */
	async show(named: Named | null) {
		this.#named = named;
		this.page = null;
		this.symbol = null;
		this.error = null;
		if (!named) return;
		try {
			if ("symbol" in named) {
				const page = await backend.getSymbolPage(named.symbol, named.meeting);
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

	/** The reader's word on whether a document means a session by its number; `null` asks again. */
	async judgeSession(document: DocumentId, session: SessionId, meant: boolean | null) {
		const { done, failed } = m.names.possible;
		try {
			await backend.judgeSessionMention(document, session, meant);
			this.changed();
			toasts.done(
				meant === null ? done.open : meant ? done.meant : done.notMeant,
				history.undoing("judge_mention"),
			);
		} catch (error) {
			toasts.failed(failed, error);
		}
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

	/** Every official document and session that the pages of a document name. */
	inDocument(document: DocumentId): Promise<LiveMention[]> {
		let found = this.#byDocument.get(document);
		if (!found) {
			const live = (mentions: Mention[], possible: boolean) =>
				mentions
					.map((mention) => ({ ...mention, possible }))
					.filter((mention): mention is LiveMention => mention.target.kind === "symbol" || mention.target.kind === "session");
			found = Promise.all([backend.listMentions({ document, target: null }), backend.listPossibleMentions(document)])
				.then(([sure, possible]) => [...live(sure, false), ...live(possible, true)])
				.catch(() => []);
			this.#byDocument.set(document, found);
		}
		return found;
	}

	symbolPage = ({ symbol, meeting }: { symbol: string; meeting: MeetingId | null }) =>
		once(this.#symbols, `${symbol} ${meeting ?? ""}`, () => backend.getSymbolPage(symbol, meeting));
	sessionPage = (session: SessionId) => once(this.#sessions, session, backend.getSessionPage);

	/** Its page: a session's is shown on its own meeting's programme. */
	async open(live: Live) {
		mentionCard.close();
		if ("symbol" in live) return navigation.openName(live);
		try {
			await library.openSession(live.session, (await this.sessionPage(live.session)).meeting);
		} catch (error) {
			toasts.failed(m.names.failed, error);
		}
	}

	changed() {
		this.register.changed();
		this.symbols.changed();
		this.proposals.changed();
		this.#byDocument.clear();
		this.#symbols.clear();
		this.#sessions.clear();
		this.version++;
		if (this.#named) void this.show(this.#named);
	}
}

/** What was asked for once is not asked for again; what failed is. */
function once<K, V>(kept: Map<K, Promise<V>>, key: K, read: (key: K) => Promise<V>): Promise<V> {
	let value = kept.get(key);
	if (!value) {
		value = read(key);
		kept.set(key, value);
		value.catch(() => kept.delete(key));
	}
	return value;
}

export const names = new NamesState();

/** The card of an official document or a session, over whatever names it. */
class MentionCardState {
	/** `besides` is what else the same words may name. */
	shown = $state.raw<{ live: Live; besides: Live[]; at: DOMRect } | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** The pointer or the keyboard is on a mention; with the pointer, it may only pass over. */
	point(live: Live, besides: Live[], at: DOMRect, soon: boolean) {
		if (this.shown && liveKey(this.shown.live) === liveKey(live)) return this.stay();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => (this.shown = { live, besides, at }), soon ? 0 : 300);
	}

	/** Shows another that the same words may name, in the place. */
	turn(live: Live) {
		if (!this.shown) return;
		const all = [this.shown.live, ...this.shown.besides];
		this.shown = { ...this.shown, live, besides: all.filter((other) => liveKey(other) !== liveKey(live)) };
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

export const mentionCard = new MentionCardState();
