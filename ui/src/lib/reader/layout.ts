// Where the pages of a document stand below each other.

import type { Zoom } from "$lib/backend";
import type { Size } from "./coordinates";

/** CSS pixels a point at 100 %. */
const CSS_PIXELS_PER_POINT = 96 / 72;
export const GAP = 12;
export const MIN_FACTOR = 0.25;
export const MAX_FACTOR = 4;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4];

/** One page's place in the scrolled sheet, in CSS pixels. */
export interface Slot {
	top: number;
	left: number;
	width: number;
	height: number;
	/** CSS pixels a point. */
	scale: number;
}

export interface Layout {
	slots: Slot[];
	width: number;
	height: number;
}

/** What a page's zoom is as a factor; pages of different sizes have different ones where they are fitted. */
export function factorOf(zoom: Zoom, page: Size, pane: Size): number {
	const across = (pane.width - 2 * GAP) / (page.width * CSS_PIXELS_PER_POINT);
	const down = (pane.height - 2 * GAP) / (page.height * CSS_PIXELS_PER_POINT);
	const factor = zoom.kind === "scale" ? zoom.factor : zoom.kind === "fit_width" ? across : Math.min(across, down);
	// A page as wide as a poster is still fitted; only what is asked for by number has limits.
	return zoom.kind === "scale" ? clamp(factor, MIN_FACTOR, MAX_FACTOR) : clamp(factor, 0.02, MAX_FACTOR);
}

/** Where whole pages are shown, one fills the pane: its neighbours begin beyond the edges. */
export function layOut(pages: readonly Size[], zoom: Zoom, pane: Size): Layout {
	let top = 0;
	let widest = 0;
	let before = 0;
	const slots = pages.map((page, idx): Slot => {
		const scale = factorOf(zoom, page, pane) * CSS_PIXELS_PER_POINT;
		// Whole pixels, so that the image is drawn as it came.
		const width = Math.max(1, Math.round(page.width * scale));
		const height = Math.max(1, Math.round(page.height * scale));
		const room = zoom.kind === "fit_page" ? Math.max(GAP, Math.floor((pane.height - height) / 2)) : GAP;
		top += Math.max(before, room);
		// A hair more than the room, so that nothing of a neighbour is seen.
		if (zoom.kind === "fit_page" && idx > 0) top += 3;
		before = room;
		const slot = { top, left: 0, width, height, scale: width / page.width };
		top += height;
		widest = Math.max(widest, width);
		return slot;
	});
	const width = Math.max(pane.width, widest + 2 * GAP);
	for (const slot of slots) slot.left = Math.round((width - slot.width) / 2);
	return { slots, width, height: top + before };
}

/** The first and last page that reach into the stretch from `from` to `to`; an empty pair where there is none. */
export function between({ slots }: Layout, from: number, to: number): [first: number, last: number] {
	const first = lowest(slots.length, (idx) => bottom(slots[idx]) > from);
	const beyond = lowest(slots.length, (idx) => (slots[idx]?.top ?? Infinity) >= to);
	return [first, beyond - 1];
}

/** The page at a height of the sheet, or the nearest below it. */
export function pageAt({ slots }: Layout, y: number): number {
	return Math.min(
		slots.length - 1,
		lowest(slots.length, (idx) => bottom(slots[idx]) > y),
	);
}

/** The page that fills most of the pane. */
export function pageInView(layout: Layout, from: number, to: number): number {
	const [first, last] = between(layout, from, to);
	let best = Math.max(0, Math.min(first, layout.slots.length - 1));
	let most = 0;
	for (let idx = first; idx <= last; idx++) {
		const slot = layout.slots[idx];
		if (!slot) continue;
		const seen = Math.min(to, slot.top + slot.height) - Math.max(from, slot.top);
		if (seen > most + 1) [best, most] = [idx, seen];
	}
	return best;
}

/** The next larger (or smaller) of the customary factors. */
export function step(factor: number, direction: 1 | -1): number {
	const steps = direction > 0 ? STEPS : [...STEPS].reverse();
	const next = steps.find((candidate) => (candidate - factor) * direction > 0.01);
	return next ?? (direction > 0 ? MAX_FACTOR : MIN_FACTOR);
}

/** Most that the backend draws. */
const MAX_PIXELS = 16_000_000;

/** How many device pixels wide the image of a page is asked for. */
export function imageWidth(slot: Slot, deviceRatio: number): number {
	const width = Math.round(slot.width * deviceRatio);
	const most = Math.floor(Math.sqrt((MAX_PIXELS * slot.width) / slot.height));
	return Math.max(16, Math.min(width, most));
}

const bottom = (slot: Slot | undefined) => (slot ? slot.top + slot.height : Infinity);
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The lowest index for which `holds`, given that it holds for all after it; `n` where it never does. */
function lowest(n: number, holds: (idx: number) => boolean): number {
	let low = 0;
	let high = n;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(middle)) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** Thumbnails below each other, each as wide as `width` or, for tall pages, less. */
export function stack(pages: readonly Size[], width: number, gap: number): Layout {
	let top = 8;
	const slots = pages.map((page): Slot => {
		const scale = Math.min(width / page.width, (width * 1.2) / page.height);
		const slot = { top, left: 0, width: Math.round(page.width * scale), height: Math.round(page.height * scale), scale };
		top += slot.height + gap;
		return slot;
	});
	return { slots, width, height: top };
}
