// The theme matrix of the meeting at hand, and the notes behind the cell that was opened.

import * as backend from "$lib/backend";
import type { AnnotationView, MatrixAxis, MatrixFormat, TagId } from "$lib/backend";
import { Fetched } from "./fetched.svelte";
import { library } from "./library.svelte";
import { errorText } from "./toasts.svelte";

export const axes: readonly MatrixAxis[] = ["session", "organization", "speaker"];
const KEY = "rapporteur.themes.axis";

/** A cell: a tag, or none, in a column; in all of them where that is `null`. */
export interface Cell {
	tag: TagId | null;
	column: string | null;
}

class ThemesState {
	axis = $state<MatrixAxis>(axes.find((axis) => axis === localStorage.getItem(KEY)) ?? "session");
	#matrix = new Fetched(async () => {
		const meeting = library.meeting?.id;
		return meeting ? await backend.getThemeMatrix(meeting, this.axis) : null;
	});
	matrix = $derived(this.#matrix.value);
	error = $derived(this.#matrix.error);

	cell = $state.raw<Cell | null>(null);
	quotes = $state.raw<AnnotationView[] | null>(null);
	quotesError = $state<string | null>(null);

	refetch() {
		return this.#matrix.refetch();
	}

	changed() {
		this.#matrix.changed();
		if (this.cell) void this.#fetchQuotes();
	}

	choose(axis: MatrixAxis) {
		this.axis = axis;
		localStorage.setItem(KEY, axis);
		this.close();
		void this.refetch();
	}

	open(cell: Cell) {
		this.cell = cell;
		this.quotes = null;
		void this.#fetchQuotes();
	}

	close() {
		this.cell = null;
		this.quotes = null;
	}

	async export(format: MatrixFormat, path: string) {
		const meeting = library.meeting?.id;
		if (meeting) await backend.exportThemeMatrix(meeting, this.axis, format, path);
	}

	async #fetchQuotes() {
		const { cell } = this;
		const meeting = library.meeting?.id;
		if (!cell || !meeting) return;
		try {
			const quotes = await backend.listCellAnnotations(meeting, this.axis, cell.tag, cell.column);
			if (this.cell !== cell) return;
			this.quotes = quotes;
			this.quotesError = null;
		} catch (error) {
			if (this.cell === cell) this.quotesError = errorText(error);
		}
	}
}

export const themes = new ThemesState();
