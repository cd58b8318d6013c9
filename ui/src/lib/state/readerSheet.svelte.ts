// A document's pages laid out in a pane: where each stands, which one is at hand, and moving and zooming among them.

import type { Page, PageText, Point, Quad, Rect, Zoom } from "$lib/backend";
import { shownBounds, shownSize, toShown, toUser, turned, type Size } from "$lib/reader/coordinates";
import {
	between,
	GAP,
	layOut,
	MAX_FACTOR,
	MIN_FACTOR,
	pageAt,
	pageInView,
	rowOf,
	step,
	type Layout,
	type Mode,
} from "$lib/reader/layout";
import { pointIn } from "$lib/reader/pointer";
import { hitTest, type TextHit } from "$lib/reader/pageText";
import { flushSync } from "svelte";
import type { PaintCause } from "./readerTimings";
import { viewing } from "./readerViewing.svelte";

export abstract class ReaderSheet {
	/** As the file has them. */
	filePages = $state.raw<Page[]>([]);
	/** How often the reader has turned the pages by a quarter, clockwise. */
	quarters = $state(0);
	mode = $state<Mode>(viewing.mode);
	pane = $state.raw<Size>({ width: 0, height: 0 });
	zoom = $state.raw<Zoom>({ kind: "fit_page" });
	scrollTop = $state(0);
	scrollLeft = $state(0);
	/** The page that is shown where one is at a time. */
	#current = $state(0);
	/** The page that a command led to, while nothing has scrolled away from it. */
	#commanded = $state.raw<{ page: number; top: number } | null>(null);

	/** As they are shown. */
	pages = $derived(
		this.quarters === 0 ? this.filePages : this.filePages.map((page) => ({ ...page, rotation: turned(page.rotation, this.quarters) })),
	);
	sizes = $derived(this.pages.map(shownSize));
	/** Slides lie, papers stand. */
	slides = $derived(
		this.filePages.map(shownSize).filter(({ width, height }) => width > height).length * 2 >= this.filePages.length,
	);
	layout: Layout = $derived(
		layOut(this.sizes, this.zoom, this.pane, {
			mode: this.mode,
			current: Math.min(this.#current, Math.max(0, this.sizes.length - 1)),
			cover: !this.slides,
		}),
	);
	page = $derived(
		this.#commanded && Math.abs(this.#commanded.top - this.scrollTop) < 2
			? this.#commanded.page
			: pageInView(this.layout, this.scrollTop, this.scrollTop + this.pane.height),
	);
	factor = $derived(rowOf(this.layout, this.page)?.factor ?? 1);
	seen = $derived.by(() => between(this.layout, this.scrollTop, this.scrollTop + this.pane.height).join());
	near = $derived.by(() =>
		between(this.layout, this.scrollTop - this.pane.height, this.scrollTop + 2 * this.pane.height).join(),
	);

	scroller: HTMLElement | null = null;
	/** The place where reading goes on has been found; what moves from now on is the reader's doing. */
	settled = $state(false);

	/** The text of a page, where it is known. */
	abstract textHere(page: number): PageText | undefined;
	/** A command led to a page. */
	protected abstract arrived(page: number, cause: PaintCause, since: number | undefined): void;
	/** Place or size have changed. */
	protected abstract moved(): void;

	// Moving about.

	/** The next page or pair, or one before. */
	turn(by: number) {
		const row = rowOf(this.layout, this.page);
		const from = by > 0 ? (row?.last ?? this.page) : (row?.first ?? this.page);
		const beyond = this.inside(from + by);
		const page = rowOf(this.layout, beyond)?.first ?? beyond;
		if (this.mode === "single" ? beyond !== this.page : page !== row?.first) {
			this.turnToPage(this.mode === "single" ? beyond : page, "turn");
		}
	}

	turnTo(page: number) {
		this.turnToPage(this.inside(page), "turn");
	}

	scrollBy(pixels: number) {
		if (this.scroller) this.setScroll(this.scroller.scrollTop + pixels);
	}

	/** Scrolls both ways, as a hand does. */
	pan(across: number, down: number) {
		if (!this.scroller) return;
		this.scroller.scrollLeft += across;
		this.scrollLeft = this.scroller.scrollLeft;
		this.scrollBy(down);
	}

	/** Up or down by what is seen; by a page where pages are seen whole. */
	scrollPane(direction: 1 | -1) {
		const row = rowOf(this.layout, this.page);
		if (!row) return;
		if (row.height <= this.pane.height) this.turn(direction);
		else this.scrollOn(direction * (this.pane.height - 40));
	}

	/** Scrolls; at a page's end to the next one, where one is shown at a time. Answers whether anything moved. */
	scrollOn(pixels: number): boolean {
		const before = this.scrollTop;
		this.scrollBy(pixels);
		if (Math.abs(this.scrollTop - before) > 1 || this.mode !== "single") return this.scrollTop !== before;
		const page = this.inside(this.page + Math.sign(pixels));
		if (page === this.page) return false;
		this.turnToPage(page, "turn");
		if (pixels < 0) this.setScroll(this.layout.height);
		return true;
	}

	protected turnToPage(page: number, cause: PaintCause, since?: number) {
		this.scrollToPage(page, 0);
		this.arrived(page, cause, since);
	}

	/** The page's top, or as far down on it as `offset` says, at the top of the pane; small pages in its middle. */
	protected scrollToPage(page: number, offset: number) {
		const target = this.inside(page);
		this.#show(target);
		const slot = this.layout.slots[target];
		const row = rowOf(this.layout, target);
		if (!slot || !row) return;
		const room = this.pane.height - row.height;
		const centred = this.zoom.kind === "fit_page" && offset === 0 && room > 2 * GAP;
		this.setScroll(centred ? row.top - room / 2 : (offset === 0 ? row.top : slot.top + offset * slot.height) - GAP);
		this.#commanded = { page: target, top: this.scrollTop };
		if (this.settled) this.moved();
	}

	/** Where one page is shown at a time, it must be this one before anything on it has a place. */
	#show(page: number) {
		if (this.mode !== "single" || page === this.#current) return;
		this.#current = page;
		flushSync();
	}

	protected setScroll(top: number) {
		if (!this.scroller) return;
		this.scroller.scrollTop = top;
		this.scrollTop = this.scroller.scrollTop;
	}

	/** The scroller moved, whoever moved it. */
	scrolled() {
		if (!this.scroller || !this.settled) return;
		this.scrollTop = this.scroller.scrollTop;
		this.scrollLeft = this.scroller.scrollLeft;
		this.moved();
	}

	/** Puts a height of a page, in user space, at the top of the pane, unless all of the page is seen. */
	protected showTop(page: number, y: number) {
		const slot = this.layout.slots[page];
		const frame = this.pages[page];
		if (!slot || !frame || slot.height <= this.pane.height) return;
		const down = toShown(frame, { x: frame.crop.x0, y }).y * slot.scale;
		this.setScroll(slot.top + Math.max(0, Math.min(down, slot.height)) - GAP);
		this.moved();
	}

	protected revealQuads(page: number, quads: readonly Quad[], cause: PaintCause) {
		const box = this.#boxOf(page, quads);
		const bottom = this.scrollTop + this.pane.height;
		if (box && box.y0 >= this.scrollTop + GAP && box.y1 <= bottom - GAP) return;
		this.turnToPage(page, cause);
		const now = this.#boxOf(page, quads);
		if (!now || (now.y0 >= this.scrollTop && now.y1 <= this.scrollTop + this.pane.height)) return;
		this.setScroll((now.y0 + now.y1 - this.pane.height) / 2);
	}

	protected inside(page: number): number {
		return Math.max(0, Math.min(page, this.pages.length - 1));
	}

	/** Where reading stands: the page, and how far down on it the pane begins. */
	protected reading(): { page: number; offset: number } {
		const top = this.scrollTop + GAP;
		const page = pageAt(this.layout, top);
		const slot = this.layout.slots[page];
		// What is left of a page at the top edge is not what one reads.
		const seen = slot ? slot.top + slot.height - top : 0;
		if (!slot || (page !== this.page && seen < this.pane.height * 0.4)) return { page: this.page, offset: 0 };
		return { page, offset: Math.max(0, Math.min(1, (top - slot.top) / slot.height)) };
	}

	// Ways of looking.

	/** Zooms; what is at `around` (by default the middle of the pane) stays there. */
	setZoom(zoom: Zoom, around: Point = { x: this.pane.width / 2, y: this.pane.height / 2 }) {
		this.#keeping(around, () => (this.zoom = zoom));
		this.moved();
	}

	zoomBy(direction: 1 | -1) {
		this.setZoom({ kind: "scale", factor: step(this.factor, direction) });
	}

	/** Zooms by a ratio, as a wheel or two fingers do. */
	zoomAround(ratio: number, around: Point) {
		const factor = Math.max(MIN_FACTOR, Math.min(MAX_FACTOR, this.factor * ratio));
		this.setZoom({ kind: "scale", factor }, around);
	}

	setMode(mode: Mode) {
		if (mode === this.mode) return;
		const page = this.page;
		this.#current = page;
		this.mode = mode;
		viewing.setMode(mode);
		flushSync();
		this.scrollToPage(page, 0);
	}

	/** Turns all pages by a quarter. */
	rotate(direction: 1 | -1) {
		const page = this.page;
		this.quarters = (this.quarters + direction + 4) % 4;
		flushSync();
		this.scrollToPage(page, 0);
		this.moved();
	}

	resize(pane: Size) {
		if (pane.width === this.pane.width && pane.height === this.pane.height) return;
		if (!this.settled) {
			this.pane = pane;
			return;
		}
		const commanded = this.holding();
		if (commanded) {
			this.pane = pane;
			flushSync();
			this.scrollToPage(commanded.page, 0);
		} else this.#keeping({ x: pane.width / 2, y: 0 }, () => (this.pane = pane));
	}

	/** The page that a command led to, unless one has scrolled away from it. */
	protected holding(): { page: number } | null {
		const commanded = this.#commanded;
		return commanded && Math.abs(commanded.top - this.scrollTop) < 2 ? commanded : null;
	}

	#keeping({ x, y }: Point, change: () => void) {
		const page = pageAt(this.layout, this.scrollTop + y, this.scrollLeft + x);
		const before = this.layout.slots[page];
		if (!before || !this.scroller) return change();
		const commanded = this.holding();
		const across = (this.scrollLeft + x - before.left) / before.width;
		const down = (this.scrollTop + y - before.top) / before.height;
		change();
		flushSync();
		const after = this.layout.slots[page];
		if (!after) return;
		if (commanded && this.zoom.kind !== "scale") this.scrollToPage(commanded.page, 0);
		else {
			this.setScroll(after.top + down * after.height - y);
			this.scroller.scrollLeft = after.left + across * after.width - x;
			this.scrollLeft = this.scroller.scrollLeft;
		}
	}

	// Pixels.

	/** The page and its text at a point of the pane. */
	textAt({ x, y }: Point): { page: number; point: Point; hit: TextHit | null } | null {
		const page = pageAt(this.layout, y + this.scrollTop, x + this.scrollLeft);
		const slot = this.layout.slots[page];
		const frame = this.pages[page];
		if (!slot || !frame) return null;
		const across = x + this.scrollLeft - slot.left;
		const down = y + this.scrollTop - slot.top;
		const point = toUser(frame, { x: across / slot.scale, y: down / slot.scale });
		const text = this.textHere(page);
		return { page, point, hit: text ? hitTest(text, point) : null };
	}

	/** The page at a point of the pane, and where it stands in the pane. */
	slotAt({ x, y }: Point): { page: number; left: number; top: number; width: number; height: number } | null {
		const page = pageAt(this.layout, y + this.scrollTop, x + this.scrollLeft);
		const slot = this.layout.slots[page];
		return slot ? { ...slot, page, left: slot.left - this.scrollLeft, top: slot.top - this.scrollTop } : null;
	}

	/** Where the pointer is on its page, in user space. */
	pointerAt(event: MouseEvent): Point | null {
		return this.scroller && (this.textAt(pointIn(this.scroller, event))?.point ?? null);
	}

	/** The box around quads, in the sheet's pixels. */
	#boxOf(page: number, quads: readonly Quad[]): Rect | null {
		const slot = this.layout.slots[page];
		const frame = this.pages[page];
		if (!slot || !frame || !quads.length) return null;
		const { x0, y0, x1, y1 } = shownBounds(frame, quads);
		return {
			x0: slot.left + x0 * slot.scale,
			y0: slot.top + y0 * slot.scale,
			x1: slot.left + x1 * slot.scale,
			y1: slot.top + y1 * slot.scale,
		};
	}

	/** The box around quads, in the pane's pixels. */
	boxInPane(page: number, quads: readonly Quad[]): Rect | null {
		const box = this.#boxOf(page, quads);
		if (!box) return null;
		const { scrollTop: top, scrollLeft: leftEdge } = this;
		return { x0: box.x0 - leftEdge, y0: box.y0 - top, x1: box.x1 - leftEdge, y1: box.y1 - top };
	}
}
