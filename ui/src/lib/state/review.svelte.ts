// A programme that is looked through before it is kept: what was read, and the reader's word above it.

import * as backend from "$lib/backend";
import type {
	CellCorrection,
	ItemField,
	ItemKind,
	ProgrammeReport,
	ProgrammeSource,
	ProgrammeTable,
	ReadOptions,
	SourceText,
	TableRow,
} from "$lib/backend";
import { m } from "$lib/messages";
import { navigation } from "./navigation.svelte";
import { printed } from "./printed.svelte";
import { toasts } from "./toasts.svelte";

/** What the reader did, the newest last; undo takes steps off. */
type Step = { kind: "correct"; correction: CellCorrection } | { kind: "leave_out" | "take_in"; key: string };

/** What a table of a programme can be asked to do, kept or not. */
export interface TableModel {
	table: ProgrammeTable | null;
	/** Rows that are not to be kept. */
	leftOut: ReadonlySet<string>;
	/** Has the reader's word on the cell been given here? */
	isCorrected(kind: ItemKind, key: string, field: ItemField): boolean;
	/** Answers what is wrong with the text; `null` where it was taken. */
	set(kind: ItemKind, key: string, field: ItemField, text: string): Promise<string | null>;
	/** Takes back what the reader said of the cell. */
	revert(kind: ItemKind, key: string, field: ItemField): Promise<void>;
	remove(row: TableRow): Promise<void>;
	/** What rows were read from, by the hash that they name; `null` where the library has not kept it. */
	sourceText(sha256: string): Promise<SourceText | null>;
	undo(): void;
	redo(): void;
}

/** The year of most of the table, for dates that are typed without one. */
export function yearOf(table: ProgrammeTable | null): number | null {
	for (const row of table?.rows ?? []) {
		const date = row.cells.find(({ field }) => field === "date")?.value;
		if (date) return Number(date.slice(0, 4));
	}
	return null;
}

/** Reads what was typed; throws nothing away that is not understood. */
export async function readCell(table: ProgrammeTable | null, kind: ItemKind, field: ItemField, text: string) {
	return backend.readCell(kind, field, text, yearOf(table));
}

class ReviewState implements TableModel {
	source = $state.raw<ProgrammeSource | null>(null);
	options = $state.raw<ReadOptions>({ columns: null, time_zone: null, target: { kind: "found" } });
	/** Dropped together with this one, and looked through after it. */
	waiting = $state.raw<string[]>([]);
	keeping = $state(false);
	reading = $state(false);

	#read = $state.raw<ProgrammeTable | null>(null);
	#steps = $state.raw<Step[]>([]);
	#undone = $state.raw<Step[]>([]);

	canUndo = $derived(this.#steps.length > 0);
	canRedo = $derived(this.#undone.length > 0);

	#corrections = $derived.by(() => {
		const newest = new Map<string, CellCorrection>();
		for (const step of this.#steps) {
			if (step.kind !== "correct") continue;
			const { key, field } = step.correction;
			newest.set(`${key}\n${field}`, step.correction);
		}
		return newest;
	});

	leftOut = $derived.by(() => {
		const out = new Set<string>();
		for (const step of this.#steps) {
			if (step.kind === "leave_out") out.add(step.key);
			if (step.kind === "take_in") out.delete(step.key);
		}
		return out;
	});

	table = $derived.by(() => {
		const read = this.#read;
		if (!read || this.#corrections.size === 0) return read;
		const of = (key: string, field: ItemField) => this.#corrections.get(`${key}\n${field}`)?.value;
		const corrected = (row: TableRow) => {
			const cells = row.cells.map((cell) => {
				const value = of(row.key, cell.field);
				if (value === undefined || value === cell.value) return cell;
				return { ...cell, value, confidence: 100, doubts: [], source: cell.source ?? cell.value };
			});
			return { ...row, cells };
		};
		return {
			...read,
			about: corrected(read.about),
			rows: read.rows.map(corrected),
			title: of("", "title") ?? read.title,
			venue: of("", "venue") ?? read.venue,
			time_zone: of("", "time_zone") ?? read.time_zone,
		};
	});

	/** Reads a source and shows what it says. */
	async open(source: ProgrammeSource) {
		const options: ReadOptions = { columns: null, time_zone: null, target: { kind: "found" } };
		const read = await backend.previewProgramme(source, options);
		this.source = source;
		this.options = options;
		this.#read = read;
		this.#steps = [];
		this.#undone = [];
		navigation.open({ kind: "review" });
	}

	/** Reads the same source in another way; what was corrected stays. */
	async reread(options: Partial<ReadOptions>) {
		if (!this.source) return;
		const next = { ...this.options, ...options };
		this.reading = true;
		try {
			this.#read = await backend.previewProgramme(this.source, next);
			this.options = next;
		} catch (error) {
			toasts.failed(m.importing.programmeFailed, error);
		} finally {
			this.reading = false;
		}
	}

	async set(kind: ItemKind, key: string, field: ItemField, text: string): Promise<string | null> {
		const value = await readCell(this.table, kind, field, text);
		if (value === null) return m.table.notUnderstood(m.table.fields[field], text);
		this.#do({ kind: "correct", correction: { kind, key, field, value } });
		return null;
	}

	async revert(kind: ItemKind, key: string, field: ItemField) {
		const row = kind === "meeting" ? this.#read?.about : this.#read?.rows.find((row) => row.key === key);
		const cell = row?.cells.find((cell) => cell.field === field);
		if (cell) this.#do({ kind: "correct", correction: { kind, key, field, value: cell.source ?? cell.value } });
	}

	async remove(row: TableRow) {
		this.#do({ kind: this.leftOut.has(row.key) ? "take_in" : "leave_out", key: row.key });
	}

	async sourceText(sha256: string): Promise<SourceText | null> {
		const { source, options } = this;
		return source ? printed.text(sha256, () => backend.previewSource(source, options)) : null;
	}

	isCorrected(_kind: ItemKind, key: string, field: ItemField) {
		return this.#corrections.has(`${key}\n${field}`);
	}

	#do(step: Step) {
		this.#steps = [...this.#steps, step];
		this.#undone = [];
	}

	undo() {
		const step = this.#steps.at(-1);
		if (!step) return;
		this.#steps = this.#steps.slice(0, -1);
		this.#undone = [...this.#undone, step];
	}

	redo() {
		const step = this.#undone.at(-1);
		if (!step) return;
		this.#undone = this.#undone.slice(0, -1);
		this.#steps = [...this.#steps, step];
	}

	/** Keeps what was looked through; `null` where there is nothing, or it is being kept. */
	async keep(): Promise<ProgrammeReport | null> {
		if (!this.source || !this.#read || this.keeping) return null;
		this.keeping = true;
		try {
			// A correction to what is there anyway is none.
			const corrections = [...this.#corrections.values()].filter(({ key, field, value }) => {
				const row = this.#read?.rows.find((row) => row.key === key);
				return row ? row.cells.find((cell) => cell.field === field)?.value !== value : key === "";
			});
			const decisions = { sha256: this.#read.sha256, corrections, left_out: [...this.leftOut] };
			const report = await backend.keepProgramme(this.source, this.options, decisions);
			this.close();
			return report;
		} finally {
			this.keeping = false;
		}
	}

	close() {
		this.source = null;
		this.#read = null;
		this.#steps = [];
		this.#undone = [];
	}
}

export const review = new ReviewState();
