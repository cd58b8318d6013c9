// How long the reader waits for a page: from the command until it is painted.

import type { DocumentId } from "$lib/backend";

/** What a page was waited for. */
export type PaintCause = "open" | "turn";

export interface PaintTiming {
	event: PaintCause;
	page: number;
	/** Until what had come was painted. */
	ms: number;
	/** Until its image was in place, decoded. */
	image: number;
	/** Until its text was. */
	text: number;
}

declare global {
	interface Window {
		/** Read by the benches. */
		__rapporteurTimings?: PaintTiming[];
	}
}

interface Waiting {
	page: number;
	cause: PaintCause | null;
	since: number;
	image: number | null;
	text: number | null;
}

export class PaintWatch {
	#waiting: Waiting | null = null;

	constructor(
		readonly document: DocumentId,
		/** Which of a page's image and text are in place? */
		readonly there: (page: number) => { image: boolean; text: boolean },
		readonly onpainted: () => void,
	) {
		delete globalThis.document.documentElement.dataset.readerPainted;
	}

	/** Begins to wait for a page. */
	wait(page: number, cause: PaintCause | null, since = performance.now()) {
		// A page that comes into view by a command belongs to that command.
		if (cause === null && this.#waiting?.page === page) return;
		this.#waiting = { page, cause, since, image: null, text: null };
		this.check(page);
	}

	/** Something of a page came into place. */
	check(page: number) {
		const waiting = this.#waiting;
		if (!waiting || waiting.page !== page) return;
		const { image, text } = this.there(page);
		const now = performance.now() - waiting.since;
		if (image) waiting.image ??= now;
		if (text) waiting.text ??= now;
		if (!image || !text) return;
		this.#waiting = null;
		// What is in place now is drawn by the next frame; what comes behind that frame's own work comes after it.
		requestAnimationFrame(() => setTimeout(() => this.#painted(waiting)));
	}

	#painted({ page, cause, since, image, text }: Waiting) {
		globalThis.document.documentElement.dataset.readerPainted = `${this.document}/${page}`;
		this.onpainted();
		if (!cause) return;
		const ms = performance.now() - since;
		performance.measure(`reader ${cause}`, { start: since, duration: ms });
		(window.__rapporteurTimings ??= []).push({ event: cause, page, ms, image: image ?? ms, text: text ?? ms });
	}
}
