// Undo and redo, by the one history of the library.

import * as backend from "$lib/backend";
import type { ActionKind, HistoryState } from "$lib/backend";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { toasts } from "./toasts.svelte";

class UndoHistory {
	#history = new Fetched<HistoryState>(backend.getHistory);
	#busy = false;

	undoable = $derived(this.#history.value?.undo ?? null);
	redoable = $derived(this.#history.value?.redo ?? null);

	refetch() {
		return this.#history.refetch();
	}

	async undo() {
		await this.#step(() => this.undoable, backend.undo, m.frame.undone, m.frame.undoFailed, {
			label: m.redo,
			run: () => void this.redo(),
		});
	}

	async redo() {
		await this.#step(() => this.redoable, backend.redo, m.frame.redone, m.frame.redoFailed, {
			label: m.undo,
			run: () => void this.undo(),
		});
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

	async #step(
		what: () => ActionKind | null,
		go: () => Promise<HistoryState>,
		say: (action: ActionKind) => string,
		fail: string,
		back: { label: string; run: () => void },
	) {
		// A key held down must not undo more than it shows.
		if (this.#busy) return;
		this.#busy = true;
		try {
			await this.refetch();
			const action = what();
			if (!action) return;
			await go();
			await this.refetch();
			toasts.done(say(action), back);
		} catch (error) {
			toasts.failed(fail, error);
		} finally {
			this.#busy = false;
		}
	}
}

export const history = new UndoHistory();
