// A document that is presented: which slide is on the screen, its image, and what covers it.

import { imageWidth } from "$lib/reader/layout";
import { deviceRatio } from "$lib/reader/pointer";
import { turnedStyle } from "$lib/reader/turning";
import type { ReaderState } from "./reader.svelte";
import { PageImages, type Wanted } from "./readerImages.svelte";

const N_AHEAD = 2;

export class Presenting {
	readonly reader: ReaderState;
	page = $state(0);
	/** The screen. */
	width = $state(0);
	height = $state(0);
	covered = $state<"black" | "white" | null>(null);
	/** The pointer is a light on the slide. */
	light = $state(false);
	/** The digits of a slide's number, until Enter. */
	typed = $state("");

	/** Where the slide stands: as large as the screen allows. */
	slot = $derived.by(() => this.#slot(this.page));
	turnedStyle = $derived.by(() => (this.slot ? turnedStyle(this.reader.quarters, this.slot) : null));

	readonly images: PageImages;

	constructor(reader: ReaderState) {
		this.reader = reader;
		this.page = reader.page;
		this.images = new PageImages(reader.document, () => {});
	}

	turn(by: number) {
		// What covers the slide goes first.
		if (this.covered) this.covered = null;
		else this.turnTo(this.page + by);
	}

	turnTo(page: number) {
		this.covered = null;
		this.page = Math.max(0, Math.min(page, this.reader.pages.length - 1));
	}

	cover(color: "black" | "white") {
		this.covered = this.covered === color ? null : color;
	}

	/** Asks for the slide, and for those that come next. */
	request() {
		const wanted: Wanted[] = [];
		for (const page of [this.page, ...Array.from({ length: N_AHEAD }, (_, idx) => this.page + 1 + idx), this.page - 1]) {
			const slot = this.#slot(page);
			if (!slot || this.width === 0) continue;
			const shown = this.reader.quarters % 2 ? { width: slot.height, height: slot.width } : slot;
			wanted.push({ page, width: imageWidth(shown, deviceRatio()), ahead: page !== this.page });
		}
		if (wanted.length) this.images.want(wanted);
	}

	end() {
		this.images.end();
	}

	#slot(page: number) {
		const size = this.reader.sizes[page];
		if (!size) return undefined;
		// Up to the edges, and larger than the reader's own limit.
		const scale = Math.min(this.width / size.width, this.height / size.height);
		const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
		return { left: Math.round((this.width - width) / 2), top: Math.round((this.height - height) / 2), width, height, scale };
	}
}
