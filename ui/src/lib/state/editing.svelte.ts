// The programme at hand as a table that is corrected and written by hand; every change is kept at once.

import * as backend from "$lib/backend";
import type { ActionKind, ItemField, ItemKind, ProgrammeTable, SessionId, SourceText, TableRow } from "$lib/backend";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { history } from "./history.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { printed } from "./printed.svelte";
import { readCell, type TableModel } from "./review.svelte";
import { errorText, toasts } from "./toasts.svelte";

class EditingState implements TableModel {
	#table = new Fetched<ProgrammeTable | null>(async () => {
		const meeting = library.meeting?.id;
		return meeting ? await backend.getProgrammeTable(meeting) : null;
	});
	leftOut: ReadonlySet<string> = new Set();
	/** A meeting is being named. */
	naming = $state(false);
	/** A row that was just made; the keyboard goes there. */
	made = $state.raw<string | null>(null);

	table = $derived(this.#table.value?.meeting === library.meeting?.id ? this.#table.value : null);
	error = $derived(this.#table.error);

	open() {
		void this.#table.refetch();
		navigation.open({ kind: "edit" });
	}

	changed() {
		this.#table.changed();
	}

	refetch() {
		return this.#table.refetch();
	}

	/** The table at one row, beside its source. */
	openAt(row: string) {
		this.made = row;
		printed.open = true;
		this.open();
	}

	async sourceText(sha256: string): Promise<SourceText | null> {
		const meeting = library.meeting?.id;
		return meeting ? printed.text(sha256, () => backend.getProgrammeSource(meeting, sha256)) : null;
	}

	isCorrected(_kind: ItemKind, key: string, field: ItemField) {
		const row = this.table?.rows.find((row) => row.key === key);
		return row?.cells.find((cell) => cell.field === field)?.source !== null;
	}

	async set(kind: ItemKind, key: string, field: ItemField, text: string): Promise<string | null> {
		const value = await readCell(this.table, kind, field, text);
		if (value === null) return m.table.notUnderstood(m.table.fields[field], text);
		try {
			await backend.correctItem(kind, key, field, value);
			await this.#table.refetch();
			return null;
		} catch (error) {
			return errorText(error);
		}
	}

	async revert(kind: ItemKind, key: string, field: ItemField) {
		await this.#do(() => backend.revertItem(kind, key, field));
	}

	async remove(row: TableRow) {
		const title = row.cells.find(({ field }) => field === "title")?.value;
		const people = row.cells.find(({ field }) => field === "people")?.value;
		const done = await this.#do(() => backend.deleteItem(row.kind, row.key));
		if (done) this.#undoable("delete_item", m.table.removed(title || people || m.table[rowKind(row)]));
	}

	async move(row: TableRow, down: boolean) {
		await this.#do(() => backend.moveItem(row.kind, row.key, down));
	}

	async addSession() {
		await this.#add("session", null);
	}

	async addContribution(session: SessionId | null) {
		await this.#add("contribution", session);
	}

	async createMeeting(title: string) {
		const meeting = await backend.createMeeting(title);
		await library.choose(meeting);
		this.open();
	}

	async deleteMeeting() {
		const meeting = library.meeting;
		if (!meeting) return;
		if (!(await this.#do(() => backend.deleteItem("meeting", meeting.id)))) return;
		await library.refetch();
		navigation.open({ kind: "programme" });
		this.#undoable("delete_meeting", m.table.meetingDeleted(meeting.title));
	}

	undo() {
		void history.undo();
	}

	redo() {
		void history.redo();
	}

	async #add(kind: ItemKind, session: SessionId | null) {
		const meeting = library.meeting?.id;
		if (!meeting) return;
		let made: string | null = null;
		await this.#do(async () => {
			made = await backend.createItem(meeting, kind, session);
		});
		this.made = made;
	}

	#undoable(action: ActionKind, said: string) {
		toasts.done(said, history.undoing(action));
	}

	async #do(run: () => Promise<unknown>): Promise<boolean> {
		try {
			await run();
			await this.#table.refetch();
			return true;
		} catch (error) {
			toasts.failed(m.table.failed, error);
			return false;
		}
	}
}

/** A row is a session or a contribution. */
export const rowKind = (row: TableRow) => (row.kind === "session" ? "session" : "contribution");

export const editing = new EditingState();
