// With what the reader marks pages: the tool at hand, its color, and how wide it draws; kept from one document to the next.

import { isWordKind } from "$lib/reader/shapes";
import type { MarkTool } from "$lib/reader/tools";

export const widths = [1, 2, 4, 8] as const;
export const textSizes = [10, 14, 20, 28] as const;

const KEY = "rapporteur.reader.marking";

interface Kept {
	open: boolean;
	width: number;
	size: number;
}

class Marking {
	/** The bar of tools is shown. */
	open = $state(false);
	/** What the pointer makes; `null` where it selects words. */
	tool = $state<MarkTool | null>(null);
	/** Of pens and frames, in points. */
	width = $state<number>(2);
	/** Of the letters of free text, in points. */
	size = $state<number>(14);

	constructor() {
		try {
			const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Kept>;
			this.open = kept.open === true;
			this.width = widths.find((width) => width === kept.width) ?? 2;
			this.size = textSizes.find((size) => size === kept.size) ?? 14;
		} catch {
			// What cannot be read is as good as nothing.
		}
	}

	/** The pointer draws, and does not select words. */
	draws = $derived(this.tool !== null && (this.tool === "eraser" || !isWordKind(this.tool)));

	/** Takes a tool into the hand, or lays it down where it is there already. */
	choose(tool: MarkTool | null) {
		this.tool = tool === this.tool ? null : tool;
		if (this.tool) this.#show(true);
	}

	toggle() {
		this.#show(!this.open);
		if (!this.open) this.tool = null;
	}

	setWidth(width: number) {
		this.width = width;
		this.#keep();
	}

	setSize(size: number) {
		this.size = size;
		this.#keep();
	}

	#show(open: boolean) {
		this.open = open;
		this.#keep();
	}

	#keep() {
		const kept: Kept = { open: this.open, width: this.width, size: this.size };
		localStorage.setItem(KEY, JSON.stringify(kept));
	}
}

export const marking = new Marking();
