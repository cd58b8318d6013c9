// How long the reader waits for a page: from the command until it is painted.

import type { DocumentId } from "$lib/backend";

/** What a page was waited for. */
export type PaintCause = "open" | "turn";

export interface PaintTiming {
	event: PaintCause;
	page: number;
	ms: number;
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
}

export class PaintWatch {
	#waiting: Waiting | null = null;

	constructor(
		readonly document: DocumentId,
		/** Are a page's image and text in place? */
		readonly ready: (page: number) => boolean,
		readonly onpainted: () => void,
	) {
		delete globalThis.document.documentElement.dataset.readerPainted;
	}

	/** Begins to wait for a page. */
	wait(page: number, cause: PaintCause | null, since = performance.now()) {
		// A page that comes into view by a command belongs to that command.
		if (cause === null && this.#waiting?.page === page) return;
		this.#waiting = { page, cause, since };
		this.check(page);
	}

	/** Something of a page came into place. */
	check(page: number) {
		const waiting = this.#waiting;
		if (!waiting || waiting.page !== page || !this.ready(page)) return;
		this.#waiting = null;
		// What is in place now is drawn by the next frame; what comes behind that frame's own work comes after it.
		requestAnimationFrame(() => setTimeout(() => this.#painted(waiting)));
	}

	#painted({ page, cause, since }: Waiting) {
		globalThis.document.documentElement.dataset.readerPainted = `${this.document}/${page}`;
		this.onpainted();
		if (!cause) return;
		const ms = performance.now() - since;
		performance.measure(`reader ${cause}`, { start: since, duration: ms });
		(window.__rapporteurTimings ??= []).push({ event: cause, page, ms });
	}
}
