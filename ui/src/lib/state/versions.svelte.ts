// Which documents are versions of one deck, and the two that are compared.

import * as backend from "$lib/backend";
import type { AnnotationId, CarriedAnnotation, CarryDecision, DocumentId, Revision, RevisionView } from "$lib/backend";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { history } from "./history.svelte";
import { navigation } from "./navigation.svelte";
import { errorText, toasts } from "./toasts.svelte";

class VersionsState {
	#pairs = new Fetched(backend.listRevisions);

	/** The pair that is shown. */
	view = $state.raw<RevisionView | null>(null);
	error = $state<string | null>(null);
	/** The reader stopped the comparison. */
	cancelled = $state(false);
	/** The note that the keyboard is on. */
	chosen = $state<AnnotationId | null>(null);
	#asked = 0;

	want() {
		this.#pairs.want();
	}

	/** Pairs that a document is one of. */
	of(document: DocumentId): Revision[] {
		return (this.#pairs.value ?? []).filter(({ older, newer }) => older === document || newer === document);
	}

	changed() {
		this.#pairs.changed();
		this.notesChanged();
	}

	/** What becomes of notes may be another now. */
	notesChanged() {
		const { place } = navigation;
		if (place.kind === "versions" && this.view) void this.load(place.older, place.newer);
	}

	compare(older: DocumentId, newer: DocumentId) {
		navigation.open({ kind: "versions", older, newer });
	}

	async load(older: DocumentId, newer: DocumentId) {
		const asked = ++this.#asked;
		if (this.view?.older.document !== older || this.view.newer.document !== newer) {
			this.view = null;
			this.chosen = null;
		}
		this.error = null;
		this.cancelled = false;
		try {
			const view = await backend.getRevision(older, newer);
			if (asked !== this.#asked) return;
			this.view = view;
			this.chosen ??= this.#nextWaiting(view, null);
		} catch (error) {
			if (asked !== this.#asked) return;
			if (backend.errorCode(error) === "cancelled") this.cancelled = true;
			else this.error = errorText(error);
		}
	}

	async keep() {
		if (!this.view) return;
		const { older, newer } = this.view;
		try {
			const report = await backend.addRevision(older.document, newer.document);
			toasts.done(m.versions.kept(report.n_carried + report.n_known, report.n_doubtful), history.undoing("add_revision"));
		} catch (error) {
			this.#failed(m.versions.keepFailed, error);
		}
	}

	async reject(older: DocumentId, newer: DocumentId) {
		try {
			await backend.removeRevision(older, newer);
			toasts.done(m.versions.forget, history.undoing("remove_revision"));
		} catch (error) {
			toasts.failed(m.versions.keepFailed, error);
		}
	}

	async decide(annotation: AnnotationId, decision: CarryDecision) {
		const { view } = this;
		if (!view) return;
		try {
			await backend.decideCarried(view.older.document, view.newer.document, annotation, decision);
			await this.load(view.older.document, view.newer.document);
			if (this.view) this.chosen = this.#nextWaiting(this.view, annotation) ?? annotation;
		} catch (error) {
			this.#failed(m.versions.decideFailed, error);
		}
	}

	/** Where the pages have to be compared anew and the reader stops that, it is no failure. */
	#failed(what: string, error: unknown) {
		if (backend.errorCode(error) === "cancelled") toasts.done(m.versions.cancelled);
		else toasts.failed(what, error);
	}

	/** The next note after one that waits to be looked at. */
	#nextWaiting({ annotations }: RevisionView, after: AnnotationId | null): AnnotationId | null {
		const start = annotations.findIndex(({ annotation }) => annotation.id === after) + 1;
		const turned = [...annotations.slice(start), ...annotations.slice(0, start)];
		return turned.find(isDoubtful)?.annotation.id ?? null;
	}
}

/** Does a person have to look at it? */
export const isDoubtful = ({ outcome, doubt }: CarriedAnnotation) => outcome.kind === "waiting" && doubt !== null;

export const versions = new VersionsState();
