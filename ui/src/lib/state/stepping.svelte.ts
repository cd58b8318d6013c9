// Going through the suggested places one by one.

import type { DocumentCard, DocumentId, MeetingId } from "$lib/backend";
import { type Doubtful, doubtful, placedOn } from "$lib/format/doubtful";
import { history } from "./history.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { placing } from "./placing.svelte";

class SteppingState {
	/** The documents gone through, fixed when one begins: what is decided keeps its number. */
	queue = $state.raw<DocumentCard[]>([]);
	at = $state(0);
	/** Which candidate of the document at hand is chosen. */
	chosen = $state(0);
	#busy = false;
	/** Whose suggestions are in the queue. */
	#meeting: MeetingId | null = null;
	/** Those for which the reader has refused all that was suggested. */
	#refused = $state.raw<ReadonlySet<DocumentId>>(new Set());

	#open = $derived(new Map((library.view ? doubtful(library.view) : []).map((one) => [one.document.id, one])));
	#placed = $derived(library.view ? placedOn(library.view) : new Set<DocumentId>());
	/** Those that lost what was suggested without a word of the reader's: another document took the place. */
	#bare = $derived(
		this.queue.filter(({ id }) => !this.#open.has(id) && !this.#placed.has(id) && !this.#refused.has(id)),
	);
	/** The document at hand, without candidates where nothing is suggested any more; none at the end, and where it is decided on. */
	here = $derived.by<Doubtful | null>(() => {
		const document = this.queue[this.at];
		if (!document) return null;
		const bare = this.#bare.includes(document) ? { document, candidates: [], certain: false, elsewhere: [] } : null;
		return this.#open.get(document.id) ?? bare;
	});
	atEnd = $derived(this.at >= this.queue.length);
	nLeft = $derived(this.#open.size + this.#bare.length);
	nDecided = $derived(this.queue.filter((document) => !this.#open.has(document.id) && !this.#bare.includes(document)).length);

	/** Begins with what is open now; with one document first, if it is asked for. */
	begin(first?: DocumentId) {
		this.#meeting = null;
		this.restart(first);
		navigation.open({ kind: "stepping" });
	}

	/** Takes up what is open now, in the place; last, what nothing is suggested for any more. */
	restart(first?: DocumentId) {
		const meeting = library.view?.meeting.id ?? null;
		if (meeting !== this.#meeting) this.queue = [];
		this.#meeting = meeting;
		this.queue = [...[...this.#open.values()].map(({ document }) => document), ...this.#bare];
		this.#refused = new Set();
		this.at = Math.max(0, first ? this.queue.findIndex(({ id }) => id === first) : 0);
		this.chosen = 0;
	}

	choose(idx: number) {
		const n = this.here?.candidates.length ?? 0;
		if (idx >= 0 && idx < n) this.chosen = idx;
	}

	/** Onwards or back, without a decision. */
	go(by: 1 | -1) {
		this.at = Math.max(0, Math.min(this.queue.length, this.at + by));
		this.chosen = 0;
	}

	/** To the next that still waits: what was just decided may have settled others. */
	#onwards() {
		const next = this.queue.findIndex(({ id }, idx) => idx > this.at && this.#open.has(id));
		this.at = next < 0 ? this.queue.length : next;
		this.chosen = 0;
	}

	accept() {
		return this.#decide((document, contribution) => placing.accept(document, contribution));
	}

	/** The chosen talk is not this document's; the next candidate is asked about, if there is one. */
	reject() {
		return this.#decide((document, contribution) => placing.reject(document, contribution));
	}

	/** Takes the last action back, and goes to the document that is asked about again by it. */
	async undo() {
		if (this.#busy) return;
		this.#busy = true;
		this.chosen = 0;
		const before = new Map([...this.#open].map(([id, { candidates }]) => [id, candidates.length]));
		await history.undo();
		await library.refetch();
		this.#busy = false;
		const back = this.queue.findIndex(
			({ id }) => (this.#open.get(id)?.candidates.length ?? 0) > (before.get(id) ?? 0),
		);
		// What the reader chose since, as soon as it was back, stays chosen.
		if (back < 0 || back === this.at) return;
		this.at = back;
		this.chosen = 0;
	}

	/** A key that is held down or pressed twice decides once: what is at hand changes with the answer. */
	async #decide(run: (document: Doubtful["document"], contribution: string) => Promise<boolean>) {
		const { here } = this;
		const candidate = here?.candidates[this.chosen];
		if (!here || !candidate || this.#busy) return;
		this.#busy = true;
		const done = await run(here.document, candidate.view.contribution.id);
		this.#busy = false;
		if (!done) return;
		this.chosen = 0;
		if (this.#open.has(here.document.id)) return;
		// What is open again by an undo has not been refused.
		this.#refused = new Set([...this.#refused].filter((id) => !this.#open.has(id)).concat(here.document.id));
		this.#onwards();
	}
}

export const stepping = new SteppingState();
