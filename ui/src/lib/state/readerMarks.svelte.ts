// The marks of one document: shown at once, called saved only when the backend has said so.

import * as backend from "$lib/backend";
import type {
	Annotation,
	AnnotationId,
	AnnotationKind,
	AnnotationPatch,
	AnnotationShape,
	CharRange,
	Color,
	DocumentId,
	ReplyId,
	Shape,
	TagId,
} from "$lib/backend";
import { m } from "$lib/messages";
import { patched } from "$lib/reader/patched";
import { SvelteMap } from "svelte/reactivity";
import { announcing } from "$lib/saying/announcing.svelte";
import { colorNames } from "./colorNames.svelte";
import { tags } from "./tags.svelte";
import { errorText } from "./toasts.svelte";
import { unsaved } from "./unsaved.svelte";

/** How the last change of a mark went. */
export type Saving =
	| { kind: "saving" }
	| { kind: "saved" }
	/** The disk did not take it; it is tried again until it does. */
	| { kind: "held" }
	| { kind: "failed"; error: string; again: () => void };

/** Tags that a mark is made with, and those that are made with it, by name. */
export interface Tagged {
	tags?: TagId[];
	new_tags?: string[];
}

/** A mark that the backend has not confirmed yet. */
export interface PendingMark {
	key: number;
	page: number;
	kind: AnnotationKind;
	range: CharRange;
	shape: Shape | null;
	color: Color;
	tagged: Tagged;
	error: string | null;
	/** The disk did not take it; it is tried again until it does. */
	held: boolean;
}

const COLOR_KEY = "rapporteur.reader.color";

export const colors: readonly Color[] = ["yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"];

export class ReaderMarks {
	/** In the order of the text. */
	all = $state.raw<Annotation[]>([]);
	pending = $state.raw<PendingMark[]>([]);
	/** What could not be listed. */
	error = $state<string | null>(null);
	lastColor = $state<Color>(colors.find((color) => color === localStorage.getItem(COLOR_KEY)) ?? "yellow");
	saving = new SvelteMap<AnnotationId, Saving>();

	byPage = $derived(grouped(this.all, ({ target }) => target.page));
	pendingByPage = $derived(grouped(this.pending, ({ page }) => page));

	#n_changes = 0;
	#stale = false;
	#lastKey = 0;

	constructor(readonly document: DocumentId) {}

	get(id: AnnotationId | null): Annotation | null {
		return this.all.find((mark) => mark.id === id) ?? null;
	}

	async refetch() {
		// An answer from before a change that is under way would undo it on screen for a moment.
		if (this.#n_changes > 0) {
			this.#stale = true;
			return;
		}
		try {
			const views = await backend.listAnnotations({ document: this.document });
			if (this.#n_changes > 0) {
				this.#stale = true;
				return;
			}
			this.all = sorted((unsaved.overViews(views) ?? []).map(({ annotation }) => annotation));
			this.error = null;
		} catch (error) {
			this.error = errorText(error);
		}
	}

	chooseColor(color: Color) {
		this.lastColor = color;
		localStorage.setItem(COLOR_KEY, color);
	}

	/** Marks the ranges, one mark a page, in one step; answers those that were made. */
	async create(
		ranges: { page: number; range: CharRange }[],
		color: Color,
		kind: AnnotationKind = "highlight",
		tagged: Tagged = {},
	): Promise<Annotation[]> {
		this.chooseColor(color);
		const made = await this.#create(ranges.map(({ page, range }) => ({ page, kind, range, shape: null, color, tagged })));
		for (const tag of tagged.tags ?? []) tags.use(tag);
		if (tagged.new_tags) await tags.made(tagged.new_tags);
		return made;
	}

	/** Draws a shape; answers it once it is kept. */
	async draw(page: number, kind: AnnotationKind, shape: Shape): Promise<Annotation | null> {
		const drawn = { page, kind, range: { start: 0, end: 0 }, shape, color: this.lastColor, tagged: {} };
		return (await this.#create([drawn]))[0] ?? null;
	}

	/** Tries a mark that failed once more. */
	async retry({ key, page, kind, range, shape, color, tagged }: PendingMark) {
		this.dismiss(key);
		await this.#create([{ page, kind, range, shape, color, tagged }]);
	}

	dismiss(key: number) {
		this.pending = this.pending.filter((mark) => mark.key !== key);
	}

	async #create(drafts: Omit<PendingMark, "key" | "error" | "held">[]): Promise<Annotation[]> {
		const pending = drafts.map((draft) => ({ ...draft, key: ++this.#lastKey, error: null, held: false }));
		const keys = new Set(pending.map(({ key }) => key));
		this.pending = [...this.pending, ...pending];
		const made = (marks: Annotation[] | null) => {
			for (const mark of marks ?? []) {
				this.#put(mark);
				this.saving.set(mark.id, { kind: "saved" });
				announcing.say(m.marking.made(mark.kind, colorNames.of(mark.color), mark.target.quote));
			}
			this.pending = this.pending.filter(({ key }) => !keys.has(key));
		};
		const trouble = (change: Partial<PendingMark>) => {
			this.pending = this.pending.map((mark) => (keys.has(mark.key) ? { ...mark, ...change } : mark));
		};
		try {
			const whole = drafts.map(({ tagged, ...place }) => ({
				...place,
				document: this.document,
				comment: "",
				tags: tagged.tags ?? [],
				new_tags: tagged.new_tags ?? [],
			}));
			const marks = await this.#change(() => unsaved.create(whole, made));
			if (marks) made(marks);
			else trouble({ held: true });
			return marks ?? [];
		} catch (error) {
			trouble({ error: errorText(error) });
			return [];
		}
	}

	update(id: AnnotationId, patch: Partial<AnnotationPatch>): Promise<void> {
		return this.updateAll([id], patch);
	}

	/** Changes all of these in one step. */
	async updateAll(ids: AnnotationId[], patch: Partial<AnnotationPatch>): Promise<void> {
		if (patch.color) this.chooseColor(patch.color);
		const shown = this.#those(ids).map((mark) => patched(mark, patch));
		await this.#alter(shown, (kept) => unsaved.update(ids, patch, kept), () => void this.updateAll(ids, patch));
		if (patch.new_tags) await tags.made(patch.new_tags);
	}

	/** Moves or redraws all of these in one step. */
	async reshape(shapes: readonly AnnotationShape[]): Promise<void> {
		const shown = shapes.flatMap(({ id, shape }) => this.#those([id]).map((mark) => patched(mark, { shape })));
		await this.#alter(shown, (kept) => unsaved.reshape(shapes, kept), () => void this.reshape(shapes));
	}

	#those(ids: readonly AnnotationId[]): Annotation[] {
		return this.all.filter(({ id }) => ids.includes(id));
	}

	/** Shows marks as they will be, and keeps them so. */
	async #alter(
		shown: Annotation[],
		run: (kept: (marks: Annotation[] | null) => void) => Promise<Annotation[] | null>,
		again: () => void,
	): Promise<void> {
		if (shown.length === 0) return;
		const tell = (saving: Saving) => shown.forEach(({ id }) => this.saving.set(id, saving));
		this.#put(...shown);
		tell({ kind: "saving" });
		const kept = (marks: Annotation[] | null) => {
			if (!marks) {
				for (const { id } of shown) this.saving.delete(id);
				void this.refetch();
				return;
			}
			// A later change of the same mark is already on screen.
			if (this.#n_changes === 0) this.#put(...marks);
			tell({ kind: "saved" });
		};
		try {
			const marks = await this.#change(() => run(kept));
			if (marks) kept(marks);
			else tell({ kind: "held" });
		} catch (error) {
			tell({ kind: "failed", error: errorText(error), again });
		}
	}

	/** Makes one of several; the backend says which they become. */
	async merge(ids: AnnotationId[]): Promise<Annotation> {
		const mark = await this.#change(() => backend.mergeAnnotations(ids));
		this.all = this.all.filter(({ id }) => !ids.includes(id));
		this.#put(mark);
		return mark;
	}

	addTag(id: AnnotationId, tag: TagId) {
		tags.use(tag);
		const mark = this.get(id);
		if (mark && !mark.tags.includes(tag)) void this.update(id, { tags: [...mark.tags, tag] });
	}

	removeTag(id: AnnotationId, tag: TagId) {
		const mark = this.get(id);
		if (mark) void this.update(id, { tags: mark.tags.filter((other) => other !== tag) });
	}

	/** Answers a comment, or with a reply's id changes that one. */
	async reply(id: AnnotationId, text: string, reply: ReplyId | null = null): Promise<void> {
		const mark = await this.#change(() => unsaved.reply(id, text, reply));
		if (mark) this.#put(mark);
	}

	/** Deletes all of these in one step. */
	async remove(ids: AnnotationId[]): Promise<void> {
		const before = this.all;
		this.all = this.all.filter(({ id }) => !ids.includes(id));
		try {
			await this.#change(() => unsaved.delete(ids));
			for (const id of ids) this.saving.delete(id);
		} catch (error) {
			this.all = before;
			const failed: Saving = { kind: "failed", error: errorText(error), again: () => void this.remove(ids) };
			for (const id of ids) this.saving.set(id, failed);
		}
	}

	async #change<T>(run: () => Promise<T>): Promise<T> {
		this.#n_changes++;
		try {
			return await run();
		} finally {
			this.#n_changes--;
			if (this.#n_changes === 0 && this.#stale) {
				this.#stale = false;
				void this.refetch();
			}
		}
	}

	#put(...marks: Annotation[]) {
		const ids = new Set(marks.map(({ id }) => id));
		this.all = sorted([...this.all.filter(({ id }) => !ids.has(id)), ...marks]);
	}
}

function sorted(marks: Annotation[]): Annotation[] {
	return marks.toSorted(
		({ target: a }, { target: b }) => a.page - b.page || a.range.start - b.range.start || a.range.end - b.range.end,
	);
}

function grouped<T>(items: readonly T[], pageOf: (item: T) => number): Map<number, T[]> {
	const groups = new Map<number, T[]>();
	for (const item of items) {
		const group = groups.get(pageOf(item));
		if (group) group.push(item);
		else groups.set(pageOf(item), [item]);
	}
	return groups;
}
