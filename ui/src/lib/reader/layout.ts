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

/** Pages that stand beside each other. */
export interface Row {
	top: number;
	height: number;
	first: number;
	last: number;
	/** How large they are shown; 1 is actual size. */
	factor: number;
}

export interface Layout {
	/** By page; none for pages that the mode does not show. */
	slots: (Slot | undefined)[];
	/** From the top. */
	rows: Row[];
	width: number;
	height: number;
}

/** Pages below each other, one at a time, or in pairs. */
export const modes = ["continuous", "single", "double"] as const;
export type Mode = (typeof modes)[number];

/** Which pages stand beside each other. */
export interface Arrangement {
	mode: Mode;
	/** The page that is shown where one is at a time. */
	current: number;
	/** The first page stands alone, as a book's cover does. */
	cover: boolean;
}

const BELOW_EACH_OTHER: Arrangement = { mode: "continuous", current: 0, cover: false };

/** What a page's zoom is as a factor; pages of different sizes have different ones where they are fitted. */
export function factorOf(zoom: Zoom, page: Size, pane: Size): number {
	const across = (pane.width - 2 * GAP) / (page.width * CSS_PIXELS_PER_POINT);
	const down = (pane.height - 2 * GAP) / (page.height * CSS_PIXELS_PER_POINT);
	const factor = zoom.kind === "scale" ? zoom.factor : zoom.kind === "fit_width" ? across : Math.min(across, down);
	// A page as wide as a poster is still fitted; only what is asked for by number has limits.
	return zoom.kind === "scale" ? clamp(factor, MIN_FACTOR, MAX_FACTOR) : clamp(factor, 0.02, MAX_FACTOR);
}

/** Where whole pages are shown, a row fills the pane: its neighbours begin beyond the edges. */
export function layOut(
	pages: readonly Size[],
	zoom: Zoom,
	pane: Size,
	arrangement: Arrangement = BELOW_EACH_OTHER,
): Layout {
	const slots: (Slot | undefined)[] = Array.from({ length: pages.length });
	const rows: Row[] = [];
	let top = 0;
	let widest = 0;
	let before = 0;
	for (const [first, last] of spreads(pages.length, arrangement)) {
		const members = pages.slice(first, last + 1);
		const gaps = (members.length - 1) * GAP;
		const whole = {
			width: members.reduce((sum, page) => sum + page.width, 0),
			height: Math.max(...members.map((page) => page.height)),
		};
		const factor = factorOf(zoom, whole, { width: pane.width - gaps, height: pane.height });
		const scale = factor * CSS_PIXELS_PER_POINT;
		// Whole pixels, so that the image is drawn as it came.
		const sizes = members.map((page) => ({
			width: Math.max(1, Math.round(page.width * scale)),
			height: Math.max(1, Math.round(page.height * scale)),
		}));
		const height = Math.max(...sizes.map((size) => size.height));
		const width = sizes.reduce((sum, size) => sum + size.width, gaps);
		const centred = zoom.kind === "fit_page" || arrangement.mode === "single";
		const room = centred ? Math.max(GAP, Math.floor((pane.height - height) / 2)) : GAP;
		top += Math.max(before, room);
		// A hair more than the room, so that nothing of a neighbour is seen.
		if (zoom.kind === "fit_page" && rows.length > 0) top += 3;
		before = room;
		let left = -width / 2;
		for (const [idx, size] of sizes.entries()) {
			const page = members[idx];
			if (!page) continue;
			slots[first + idx] = { top: top + Math.round((height - size.height) / 2), left, ...size, scale: size.width / page.width };
			left += size.width + GAP;
		}
		rows.push({ top, height, first, last, factor });
		top += height;
		widest = Math.max(widest, width);
	}
	const width = Math.max(pane.width, widest + 2 * GAP);
	// Until now they stand to both sides of the middle.
	for (const slot of slots) if (slot) slot.left = Math.round(width / 2 + slot.left);
	return { slots, rows, width, height: top + before };
}

/** The first and last page of each row. */
function spreads(n_pages: number, { mode, current, cover }: Arrangement): [number, number][] {
	if (mode === "single") return n_pages > 0 ? [[current, current]] : [];
	const found: [number, number][] = [];
	for (let first = 0; first < n_pages; ) {
		const last = mode === "double" && !(cover && first === 0) ? Math.min(first + 1, n_pages - 1) : first;
		found.push([first, last]);
		first = last + 1;
	}
	return found;
}

/** The first and last page of those rows that reach into the stretch from `from` to `to`; an empty pair where none does. */
export function between({ rows }: Layout, from: number, to: number): [first: number, last: number] {
	const first = lowest(rows.length, (idx) => bottom(rows[idx]) > from);
	const beyond = lowest(rows.length, (idx) => (rows[idx]?.top ?? Infinity) >= to);
	const [low, high] = [rows[first], rows[beyond - 1]];
	return low && high && first < beyond ? [low.first, high.last] : [0, -1];
}

/** The row at a height of the sheet, or the nearest below it; the last beyond the end. */
export function rowAt({ rows }: Layout, y: number): Row | undefined {
	return rows[
		Math.min(
			rows.length - 1,
			lowest(rows.length, (idx) => bottom(rows[idx]) > y),
		)
	];
}

/** The row that a page stands in. */
export const rowOf = ({ rows }: Layout, page: number): Row | undefined => rows[lowest(rows.length, (idx) => (rows[idx]?.last ?? Infinity) >= page)];

/** The page at a height of the sheet; the nearest to `x` of those beside each other, the first where it is not said. */
export function pageAt(layout: Layout, y: number, x?: number): number {
	const row = rowAt(layout, y);
	if (!row) return 0;
	let best = row.first;
	if (x === undefined) return best;
	let nearest = Infinity;
	for (let page = row.first; page <= row.last; page++) {
		const slot = layout.slots[page];
		const aside = slot ? Math.max(0, slot.left - x, x - slot.left - slot.width) : Infinity;
		if (aside < nearest) [best, nearest] = [page, aside];
	}
	return best;
}

/** The page that fills most of the pane, the first of those beside each other. */
export function pageInView(layout: Layout, from: number, to: number): number {
	let best = rowAt(layout, from)?.first ?? 0;
	let most = 0;
	for (let idx = lowest(layout.rows.length, (at) => bottom(layout.rows[at]) > from); idx < layout.rows.length; idx++) {
		const row = layout.rows[idx];
		if (!row || row.top >= to) break;
		const seen = Math.min(to, row.top + row.height) - Math.max(from, row.top);
		if (seen > most + 1) [best, most] = [row.first, seen];
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

/** The place of a page that the present mode does not show, as if it were the only one. */
export const slotAlone = (pages: readonly Size[], zoom: Zoom, pane: Size, page: number): Slot | undefined =>
	layOut(pages, zoom, pane, { mode: "single", current: page, cover: false }).slots[page];

/** How many device pixels wide the image of a page is asked for. */
export function imageWidth(slot: Size, deviceRatio: number): number {
	const width = Math.round(slot.width * deviceRatio);
	const most = Math.floor(Math.sqrt((MAX_PIXELS * slot.width) / slot.height));
	return Math.max(16, Math.min(width, most));
}

const bottom = (row: Row | undefined) => (row ? row.top + row.height : Infinity);
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
	const rows = slots.map(({ top, height, scale }, page): Row => ({ top, height, first: page, last: page, factor: scale }));
	return { slots, rows, width, height: top };
}
