// Slides that were collected to be compared; kept for each library from one run to the next.

import type { DocumentId, PageIndex } from "$lib/backend";
import { m } from "$lib/messages";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { toasts } from "./toasts.svelte";

const KEY = "rapporteur.tray";

export interface TraySlide {
	document: DocumentId;
	page: PageIndex;
}

class TrayState {
	#all = $state.raw<Record<string, TraySlide[]>>(read());
	#library = $derived(library.contents?.path ?? "");
	slides = $derived(this.#all[this.#library] ?? []);
	/** How wide each is shown, in pixels. */
	width = $state(480);

	has({ document, page }: TraySlide): boolean {
		return this.slides.some((slide) => slide.document === document && slide.page === page);
	}

	add(slide: TraySlide) {
		const show = { label: m.crossing.tray.show, run: () => navigation.open({ kind: "crossing", tab: "tray" }) };
		if (this.has(slide)) return toasts.done(m.crossing.tray.there, show);
		this.#keep([...this.slides, { document: slide.document, page: slide.page }]);
		toasts.done(m.crossing.tray.added, show);
	}

	remove(idx: number) {
		this.#keep(this.slides.toSpliced(idx, 1));
	}

	clear() {
		this.#keep([]);
	}

	/** Moves one by a place; answers where it is. */
	move(idx: number, by: number): number {
		const to = Math.max(0, Math.min(this.slides.length - 1, idx + by));
		const slide = this.slides[idx];
		if (slide && to !== idx) this.#keep(this.slides.toSpliced(idx, 1).toSpliced(to, 0, slide));
		return to;
	}

	#keep(slides: TraySlide[]) {
		this.#all = { ...this.#all, [this.#library]: slides };
		localStorage.setItem(KEY, JSON.stringify(this.#all));
	}
}

function read(): Record<string, TraySlide[]> {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
		return typeof kept === "object" && kept !== null ? (kept as Record<string, TraySlide[]>) : {};
	} catch {
		return {};
	}
}

export const tray = new TrayState();
