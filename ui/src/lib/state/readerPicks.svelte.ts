// Marks that are selected together, and what is done with all of them in one step.

import type { Annotation, AnnotationId, AnnotationPatch, Shape } from "$lib/backend";
import { m } from "$lib/messages";
import { toUser, type Frame } from "$lib/reader/coordinates";
import { moved } from "$lib/reader/shapes";
import { SvelteSet } from "svelte/reactivity";
import { history } from "./history.svelte";
import type { ReaderMarks } from "./readerMarks.svelte";
import { errorText, toasts } from "./toasts.svelte";

/** Presses of keys that follow each other within this time are one change. */
const PAUSE_MS = 350;

export class ReaderPicks {
	#picked = new SvelteSet<AnnotationId>();
	/** Shapes that are being moved or resized, and are not handed over yet. */
	drafts = $state.raw<ReadonlyMap<AnnotationId, Shape>>(new Map());
	/** Those that are still there, in the order of the text. */
	all = $derived.by(() => this.marks.all.filter(({ id }) => this.#picked.has(id)));
	ids = $derived(this.all.map(({ id }) => id));

	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		readonly marks: ReaderMarks,
		readonly frameOf: (page: number) => Frame | undefined,
	) {}

	has(id: AnnotationId): boolean {
		return this.#picked.has(id);
	}

	/** Selects the mark as well, or no more; `with_` is the one that was at hand before. */
	toggle(id: AnnotationId, with_: AnnotationId | null = null) {
		if (this.#picked.delete(id)) return;
		if (this.#picked.size === 0 && with_) this.#picked.add(with_);
		this.#picked.add(id);
	}

	/** Selects all marks of a page. */
	page(page: number) {
		this.set((this.marks.byPage.get(page) ?? []).map(({ id }) => id));
	}

	set(ids: readonly AnnotationId[]) {
		this.#picked.clear();
		for (const id of ids) this.#picked.add(id);
	}

	clear() {
		this.#picked.clear();
	}

	/** Shows shapes as they are being dragged. */
	draft(shapes: ReadonlyMap<AnnotationId, Shape>) {
		clearTimeout(this.#timer);
		this.drafts = shapes;
	}

	/** The same, and hands them over once no other follows. */
	draftForNow(shapes: ReadonlyMap<AnnotationId, Shape>) {
		this.draft(shapes);
		this.#timer = setTimeout(() => void this.hand(), PAUSE_MS);
	}

	/** Keeps what is being moved, in one step. */
	async hand() {
		clearTimeout(this.#timer);
		if (this.drafts.size === 0) return;
		const kept = this.marks.reshape([...this.drafts].map(([id, shape]) => ({ id, shape })));
		this.drafts = new Map();
		await kept;
	}

	/** Moves what is selected and drawn by points of the shown page, whichever way each page is turned. */
	nudge(across: number, down: number) {
		const next = this.all.flatMap((mark): [AnnotationId, Shape][] => {
			const frame = this.frameOf(mark.target.page);
			const shape = this.drafts.get(mark.id) ?? mark.target.shape;
			if (!frame || !shape) return [];
			const [from, to] = [toUser(frame, { x: 0, y: 0 }), toUser(frame, { x: across, y: down })];
			return [[mark.id, moved(shape, to.x - from.x, to.y - from.y)]];
		});
		if (next.length > 0) this.draftForNow(new Map(next));
		else toasts.done(m.marking.picks.wordsStay);
	}

	/** Where each of these stands, moved by so much of user space; words stay where they are. */
	movedBy(marks: readonly Annotation[], dx: number, dy: number): Map<AnnotationId, Shape> {
		return new Map(
			marks.flatMap(({ id, target }): [AnnotationId, Shape][] => (target.shape ? [[id, moved(target.shape, dx, dy)]] : [])),
		);
	}

	async update(patch: Partial<AnnotationPatch>) {
		const { ids } = this;
		await this.marks.updateAll(ids, patch);
		if (!this.#failed(ids)) toasts.done(m.noteWords.changed(ids.length), history.undoing("update_annotation"));
		else void this.marks.refetch();
	}

	async remove() {
		const { ids } = this;
		this.clear();
		await this.marks.remove(ids);
		if (!this.#failed(ids)) toasts.done(m.noteWords.deleted(ids.length), history.undoing("delete_annotation"));
	}

	/** Answers the one that they became. */
	async merge(): Promise<Annotation | null> {
		try {
			const mark = await this.marks.merge(this.ids);
			this.clear();
			toasts.done(m.noteWords.merged, history.undoing("merge_annotations"));
			return mark;
		} catch (error) {
			toasts.failed(m.noteWords.changeFailed, errorText(error));
			return null;
		}
	}

	#failed(ids: readonly AnnotationId[]): boolean {
		const state = ids.map((id) => this.marks.saving.get(id)).find((saving) => saving?.kind === "failed");
		if (state?.kind !== "failed") return false;
		toasts.failed(m.noteWords.changeFailed, state.error);
		return true;
	}
}
