// Undo and redo, by the one history of the library.

import * as backend from "$lib/backend";
import type { ActionKind, HistoryState } from "$lib/backend";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { toasts } from "./toasts.svelte";

/** A step back or forth, and the words for it. */
interface Step {
	what: () => ActionKind | null;
	go: () => Promise<HistoryState>;
	say: (action: ActionKind) => string;
	fail: string;
	back: { label: string; run: () => void };
}

class UndoHistory {
	#history = new Fetched<HistoryState>(backend.getHistory);
	#last: Promise<void> = Promise.resolve();

	undoable = $derived(this.#history.value?.undo ?? null);
	redoable = $derived(this.#history.value?.redo ?? null);

	refetch() {
		return this.#history.refetch();
	}

	async undo() {
		const back = { label: m.redo, run: () => void this.redo() };
		const fail = m.frame.undoFailed;
		await this.#step({ what: () => this.undoable, go: backend.undo, say: m.frame.undone, fail, back });
	}

	async redo() {
		const back = { label: m.undo, run: () => void this.undo() };
		const fail = m.frame.redoFailed;
		await this.#step({ what: () => this.redoable, go: backend.redo, say: m.frame.redone, fail, back });
	}

	/** The way back from an action that a toast tells of; nothing if another action came after it. */
	undoing(action: ActionKind) {
		return {
			label: m.undo,
			run: async () => {
				await this.refetch();
				if (this.undoable === action) await this.undo();
			},
		};
	}

	/** One after the other: each press of a key counts, and none overtakes another. */
	#step(step: Step): Promise<void> {
		this.#last = this.#last.then(() => this.#perform(step));
		return this.#last;
	}

	async #perform({ what, go, say, fail, back }: Step) {
		try {
			await this.refetch();
			const action = what();
			if (!action) return;
			await go();
			await this.refetch();
			toasts.done(say(action), back);
		} catch (error) {
			toasts.failed(fail, error);
		}
	}
}

export const history = new UndoHistory();
