// Going through the suggested places one by one.

import type { DocumentId } from "$lib/backend";
import { type Doubtful, doubtful } from "$lib/format/doubtful";
import { history } from "./history.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { placing } from "./placing.svelte";

class SteppingState {
	/** The documents gone through, fixed when one begins: what is decided keeps its number. */
	queue = $state.raw<DocumentId[]>([]);
	at = $state(0);
	/** Which candidate of the document at hand is chosen. */
	chosen = $state(0);
	#busy = false;

	#open = $derived(new Map((library.view ? doubtful(library.view) : []).map((one) => [one.document.id, one])));
	/** The document at hand; none at the end, and where it has its place by now. */
	here = $derived<Doubtful | null>(this.#open.get(this.queue[this.at] ?? "") ?? null);
	atEnd = $derived(this.at >= this.queue.length);
	nDecided = $derived(this.queue.filter((id) => !this.#open.has(id)).length);
	nLeft = $derived(this.#open.size);

	/** Begins with what is open now; with one document first, if it is asked for. */
	begin(first?: DocumentId) {
		this.restart(first);
		navigation.open({ kind: "stepping" });
	}

	/** Takes up what is open now, in the place. */
	restart(first?: DocumentId) {
		this.queue = [...this.#open.keys()];
		this.at = Math.max(0, first ? this.queue.indexOf(first) : 0);
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
		const next = this.queue.findIndex((id, idx) => idx > this.at && this.#open.has(id));
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
		const back = this.queue.findIndex((id) => (this.#open.get(id)?.candidates.length ?? 0) > (before.get(id) ?? 0));
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
		if (!this.#open.has(here.document.id)) this.#onwards();
	}
}

export const stepping = new SteppingState();
