// Changes that could not be kept, for the disk is full, cannot be written to or is not there: held here, shown as not
// saved, and tried again until they are.

import * as backend from "$lib/backend";
import type {
	Annotation,
	AnnotationDraft,
	AnnotationId,
	AnnotationPatch,
	AnnotationShape,
	AnnotationView,
	ReplyId,
} from "$lib/backend";
import type { DiskTrouble } from "$lib/messages/unsaved.en";
import { patched } from "$lib/reader/patched";
import { errorText } from "./toasts.svelte";

type Patch = Partial<AnnotationPatch>;

/** Something that the reader did. */
export type HeldChange =
	| { kind: "create"; drafts: AnnotationDraft[] }
	| { kind: "update"; ids: AnnotationId[]; patch: Patch }
	| { kind: "reshape"; shapes: readonly AnnotationShape[] }
	| { kind: "delete"; ids: AnnotationId[] }
	| { kind: "reply"; id: AnnotationId; text: string; reply: ReplyId | null };

interface Held {
	key: number;
	change: HeldChange;
}

interface Stored {
	/** The library that they are for. */
	library: string;
	changes: HeldChange[];
}

const KEY = "rapporteur.unsaved";
const RETRY_MS = 4000;

const troubleOf = (error: unknown): DiskTrouble | null => {
	const code = backend.errorCode(error);
	return code === "disk_full" || code === "read_only" || code === "library_gone" ? code : null;
};

class Unsaved {
	/** In the order in which they were made. */
	held = $state.raw<readonly Held[]>([]);
	trouble = $state<DiskTrouble | null>(null);
	detail = $state("");
	trying = $state(false);
	/** They outlive the window: it has noted them itself. */
	noted = $state(true);

	#library: string | null = null;
	#last = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#done = new Map<number, (result: unknown) => void>();
	#running: Promise<void> | null = null;

	/** Takes up what an earlier window could not keep. */
	restore(library: string) {
		if (this.#library !== null) return;
		this.#library = library;
		try {
			const stored = JSON.parse(localStorage.getItem(KEY) ?? "null") as Stored | null;
			if (stored?.library !== library || !Array.isArray(stored.changes)) return;
			this.held = [...stored.changes.map((change) => ({ key: ++this.#last, change })), ...this.held];
			if (this.held.length > 0) void this.tryAgain();
		} catch {
			// What cannot be read is as good as nothing.
		}
	}

	/** Makes marks in one step; `null` where that is held, and `done` is called once they are kept, or with `null` once they are let go of. */
	create(drafts: AnnotationDraft[], done?: (marks: Annotation[] | null) => void): Promise<Annotation[] | null> {
		return this.#attempt<Annotation[]>({ kind: "create", drafts }, done);
	}

	update(ids: AnnotationId[], patch: Patch, done?: (marks: Annotation[] | null) => void): Promise<Annotation[] | null> {
		return this.#attempt<Annotation[]>({ kind: "update", ids, patch }, done);
	}

	reshape(shapes: readonly AnnotationShape[], done?: (marks: Annotation[] | null) => void): Promise<Annotation[] | null> {
		return this.#attempt<Annotation[]>({ kind: "reshape", shapes }, done);
	}

	async delete(ids: AnnotationId[]): Promise<void> {
		await this.#attempt({ kind: "delete", ids });
	}

	reply(id: AnnotationId, text: string, reply: ReplyId | null): Promise<Annotation | null> {
		return this.#attempt<Annotation>({ kind: "reply", id, text, reply });
	}

	/** The mark with what is held of it; `null` where it is being deleted. */
	over(mark: Annotation): Annotation | null {
		let shown = mark;
		for (const { change } of this.held) {
			if (change.kind === "delete" && change.ids.includes(mark.id)) return null;
			if (change.kind === "update" && change.ids.includes(mark.id)) shown = patched(shown, change.patch);
			const own = change.kind === "reshape" ? change.shapes.find(({ id }) => id === mark.id) : undefined;
			if (own) shown = patched(shown, { shape: own.shape });
		}
		return shown;
	}

	overViews(views: AnnotationView[] | null): AnnotationView[] | null {
		if (views === null || this.held.length === 0) return views;
		return views.flatMap((view) => {
			const annotation = this.over(view.annotation);
			return annotation ? [annotation === view.annotation ? view : { ...view, annotation }] : [];
		});
	}

	/** Tries to keep all of them, in order; resolves when that was tried. */
	tryAgain(): Promise<void> {
		this.#running ??= this.#run().finally(() => (this.#running = null));
		return this.#running;
	}

	/** The reader lets go of them. */
	discard() {
		this.held = [];
		for (const done of this.#done.values()) done(null);
		this.#done.clear();
		this.#settle();
	}

	async #attempt<T>(change: HeldChange, done?: (result: T | null) => void): Promise<T | null> {
		// One that comes later must not be overtaken by one that is held.
		if (this.held.length > 0) await this.tryAgain();
		if (this.held.length === 0) {
			try {
				return (await perform(change)) as T;
			} catch (error) {
				if (!this.#blame(error)) throw error;
			}
		}
		this.#hold(change, done as ((result: unknown) => void) | undefined);
		return null;
	}

	#blame(error: unknown): boolean {
		const trouble = troubleOf(error);
		if (!trouble) return false;
		this.trouble = trouble;
		this.detail = errorText(error);
		return true;
	}

	#hold(change: HeldChange, done: ((result: unknown) => void) | undefined) {
		const merged = mergedInto(this.held.at(-1)?.change, change);
		const key = merged ? (this.held.at(-1)?.key ?? 0) : ++this.#last;
		this.held = merged ? [...this.held.slice(0, -1), { key, change: merged }] : [...this.held, { key, change }];
		if (done) this.#done.set(key, done);
		this.#settle();
	}

	async #run() {
		this.trying = true;
		while (this.held[0]) {
			const { key, change } = this.held[0];
			try {
				const result = await perform(change);
				this.#done.get(key)?.(result);
			} catch (error) {
				if (this.#blame(error)) break;
				// Its mark is gone meanwhile, say: trying again would not help, nor may the others wait for it.
				console.warn("a change that was held cannot be made any more", change, error);
			}
			this.#done.delete(key);
			this.held = this.held.filter((held) => held.key !== key);
		}
		this.trying = false;
		this.#settle();
	}

	/** Notes what is held, and tries again after a while. */
	#settle() {
		clearTimeout(this.#timer);
		if (this.held.length === 0) this.trouble = null;
		else this.#timer = setTimeout(() => void this.tryAgain(), RETRY_MS);
		try {
			const stored: Stored = { library: this.#library ?? "", changes: this.held.map(({ change }) => change) };
			if (this.held.length === 0) localStorage.removeItem(KEY);
			else localStorage.setItem(KEY, JSON.stringify(stored));
			this.noted = true;
		} catch {
			this.noted = false;
		}
	}
}

/** Words that are still being written are one change. */
function mergedInto(before: HeldChange | undefined, change: HeldChange): HeldChange | null {
	if (before?.kind !== "update" || change.kind !== "update") return null;
	const isSame = before.ids.length === change.ids.length && before.ids.every((id, idx) => id === change.ids[idx]);
	const isPlain = [before.patch, change.patch].every(
		({ add_tags, new_tags, remove_tags, kind }) => !add_tags && !new_tags && !remove_tags && !kind,
	);
	return isSame && isPlain ? { ...change, patch: { ...before.patch, ...change.patch } } : null;
}

function perform(change: HeldChange): Promise<unknown> {
	switch (change.kind) {
		case "create":
			return backend.createAnnotations(change.drafts);
		case "update":
			return backend.updateAnnotations(change.ids, change.patch);
		case "reshape":
			return backend.reshapeAnnotations(change.shapes);
		case "delete":
			return backend.deleteAnnotations(change.ids);
		case "reply":
			return change.reply === null
				? backend.replyToAnnotation(change.id, change.text)
				: backend.updateReply(change.id, change.reply, change.text);
	}
}

export const unsaved = new Unsaved();
