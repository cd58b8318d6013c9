// A document open in the reader: its pages, where the reader is on them, and how large they are shown.

import * as backend from "$lib/backend";
import type {
	Annotation,
	AnnotationId,
	CharRange,
	Color,
	DocumentCard,
	DocumentId,
	DocumentView,
	Event,
	Page,
	PageText,
	Point,
	Quad,
	Rect,
	Zoom,
} from "$lib/backend";
import { shownBounds, shownSize, toUser, type Size } from "$lib/reader/coordinates";
import { bestPlacement } from "$lib/reader/citation";
import { between, factorOf, GAP, imageWidth, layOut, pageAt, pageInView, step, type Layout } from "$lib/reader/layout";
import { countCodePoints, sliceCodePoints } from "$lib/reader/offsets";
import { deviceRatio } from "$lib/reader/pointer";
import { hitTest, quadsOf, type TextHit } from "$lib/reader/pageText";
import { m } from "$lib/messages";
import { flushSync } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import { documents } from "./documents.svelte";
import { history } from "./history.svelte";
import { library } from "./library.svelte";
import { navigation, type ReaderPlace } from "./navigation.svelte";
import { ReaderFind } from "./readerFind.svelte";
import { PageImages, type Wanted } from "./readerImages.svelte";
import { ReaderMarks } from "./readerMarks.svelte";
import { ReaderSelection, type PageRange } from "./readerSelection.svelte";
import { PaintWatch, type PaintCause } from "./readerTimings";
import { errorText, toasts } from "./toasts.svelte";

/** Where a place of the window's history was left, for coming back to it. */
const left = new WeakMap<ReaderPlace, { page: number; offset: number }>();
const SAVE_DELAY_MS = 300;
const ZOOM_SETTLES_MS = 120;
const REFETCH_DELAY_MS = 30;
const N_AHEAD = 2;
const N_BEHIND = 1;
/** Pages that are not seen yet are drawn no wider than this, in device pixels. */
const AHEAD_WIDTH = 1920;
/** What is not seen is fetched once what is seen had time to show. */
const AHEAD_DELAY_MS = 120;
const PATIENCE_MS = 1500;
/** How documents were shown when they were left, for guessing what to ask for first. */
const zooms = new Map<DocumentId, Zoom>();
const MAX_TEXTS = 120;

/** What the small pane beside a mark begins with. */
export type PopoverFocus = "none" | "comment" | "tags";

export class ReaderState {
	view = $state.raw<DocumentView | null>(null);
	/** Why it could not be opened. */
	error = $state<string | null>(null);

	pane = $state.raw<Size>({ width: 0, height: 0 });
	zoom = $state.raw<Zoom>({ kind: "fit_page" });
	scrollTop = $state(0);
	scrollLeft = $state(0);
	/** The page that a command led to, while nothing has scrolled away from it. */
	#commanded = $state.raw<{ page: number; top: number } | null>(null);

	texts = new SvelteMap<number, PageText>();
	/** The first page has been seen: there is time for the rest. */
	painted = $state(false);
	popover = $state.raw<{ mark: AnnotationId; focus: PopoverFocus } | null>(null);
	/** The mark that is pointed out. */
	active = $state<AnnotationId | null>(null);

	pages = $derived<Page[]>(this.view?.pages ?? []);
	sizes = $derived(this.pages.map(shownSize));
	layout: Layout = $derived(layOut(this.sizes, this.zoom, this.pane));
	/** Slides lie, papers stand. */
	slides = $derived(this.sizes.filter(({ width, height }) => width > height).length * 2 >= this.sizes.length);
	page = $derived(
		this.#commanded && Math.abs(this.#commanded.top - this.scrollTop) < 2
			? this.#commanded.page
			: pageInView(this.layout, this.scrollTop, this.scrollTop + this.pane.height),
	);
	#seen = $derived.by(() => between(this.layout, this.scrollTop, this.scrollTop + this.pane.height).join());
	#near = $derived.by(() =>
		between(this.layout, this.scrollTop - this.pane.height, this.scrollTop + 2 * this.pane.height).join(),
	);
	mounted = $derived(this.#mounted());
	factor = $derived(this.#factor());
	placement = $derived(bestPlacement(this.view?.placements ?? []));
	readable = $derived(this.view !== null && this.pages.length > 0 && !this.view.needs_password);

	readonly document: DocumentId;
	readonly images: PageImages;
	readonly marks: ReaderMarks;
	readonly find: ReaderFind;
	readonly selection = new ReaderSelection((page) => this.texts.get(page));
	readonly paint: PaintWatch;

	scroller: HTMLElement | null = null;
	#place: ReaderPlace;
	#began: number;
	#layers = new Set<number>();
	#textsAsked = new Map<number, Promise<PageText | null>>();
	#saveTimer: ReturnType<typeof setTimeout> | undefined;
	#imagesTimer: ReturnType<typeof setTimeout> | undefined;
	#refetchTimer: ReturnType<typeof setTimeout> | undefined;
	#aheadTimer: ReturnType<typeof setTimeout> | undefined;
	#imagesLayout: Layout | null = null;
	#settled = false;
	#ended = false;

	constructor(place: ReaderPlace) {
		this.#place = place;
		this.#began = performance.getEntriesByName("open document").at(-1)?.startTime ?? performance.now();
		performance.clearMarks("open document");
		this.document = place.document;
		this.images = new PageImages(this.document, (page) => this.paint.check(page));
		this.marks = new ReaderMarks(this.document);
		this.find = new ReaderFind(
			this.document,
			(page, range) => void this.revealRange(page, range),
			() => this.page,
		);
		this.paint = new PaintWatch(
			this.document,
			(page) => this.images.has(page) && this.#layers.has(page),
			() => (this.painted = true),
		);
	}

	/** Opens the document; answers what closes it. */
	start(): () => void {
		this.#askEarly();
		void this.#open();
		void this.marks.refetch();
		const unlisten = backend.onEvent((event) => this.#hear(event));
		return () => {
			this.#ended = true;
			clearTimeout(this.#imagesTimer);
			clearTimeout(this.#refetchTimer);
			clearTimeout(this.#aheadTimer);
			zooms.set(this.document, this.zoom);
			this.#save();
			this.find.clear();
			this.images.end();
			void unlisten.then((end) => end());
			backend.closeDocument(this.document).catch(() => {});
		};
	}

	/**
	 * Asks for the image that is likely to be the first, before the document has answered: what the lists know of
	 * it tells enough where pages are fitted.
	 */
	#askEarly() {
		const card = cardOf(this.document);
		const zoom = zooms.get(this.document) ?? this.zoom;
		if (!card || card.n_pages === 0 || zoom.kind === "scale" || this.#place.annotation) return;
		const page = left.get(this.#place)?.page ?? this.#place.page ?? card.last_page ?? 0;
		const [slot] = layOut([{ width: card.aspect_ratio, height: 1 }], zoom, this.pane).slots;
		if (slot) this.images.want([{ page, width: imageWidth(slot, deviceRatio()), ahead: false }]);
	}

	/** Opens a locked document by its password; answers whether it was the right one. */
	async unlock(password: string): Promise<boolean> {
		try {
			await backend.unlockDocument(this.document, password);
		} catch (error) {
			if (backend.errorCode(error) === "password_needed") return false;
			throw error;
		}
		this.#began = performance.now();
		await this.#open();
		for (const page of this.images.failed) this.images.retry(page);
		this.scroller?.focus({ preventScroll: true });
		return true;
	}

	async #open() {
		try {
			const view = await backend.getDocumentView(this.document);
			if (this.#ended || this.#settled) return;
			this.zoom = view.reading.zoom;
			this.view = view;
		} catch (error) {
			this.error = errorText(error);
			return;
		}
		if (!this.readable) return;
		// A page that cannot be drawn must not hold up the rest.
		setTimeout(() => (this.painted = true), PATIENCE_MS);
		flushSync();
		const place = this.#place;
		const { reading } = this.view;
		const back = left.get(place);
		if (back) this.#scrollTo(back.page, back.offset);
		else if (place.page === undefined && !place.annotation) this.#scrollTo(reading.page, reading.offset);
		this.#settled = true;
		this.paint.wait(this.page, "open", this.#began);
		this.requestImages();
		if (!back) await this.#go(place, "open");
	}

	/** The window's place within this document is another now. */
	arrive(place: ReaderPlace) {
		if (place === this.#place) return;
		this.#place = place;
		if (!this.readable) return;
		const back = left.get(place);
		if (back) {
			this.#scrollTo(back.page, back.offset);
			this.paint.wait(this.page, "turn");
		} else void this.#go(place, "turn");
	}

	async #go({ page, annotation, query, ranges }: ReaderPlace, cause: PaintCause) {
		const target = page === undefined ? undefined : this.#inside(page);
		if (query) void this.find.run(query, false, ranges);
		if (annotation) {
			if (!this.marks.get(annotation)) await this.marks.refetch();
			const mark = this.marks.get(annotation);
			if (mark) return this.revealMark(mark, cause);
		}
		if (target === undefined) return;
		if (cause === "turn" || this.page !== target) this.#turnTo(target, cause, cause === "open" ? this.#began : undefined);
		const range = ranges?.ranges[0];
		if (range && ranges.page === target) await this.revealRange(target, range);
	}

	#hear(event: Event) {
		if (event !== "annotations_changed" && event !== "documents_changed" && event !== "programme_changed") return;
		if (event === "annotations_changed") {
			clearTimeout(this.#refetchTimer);
			this.#refetchTimer = setTimeout(() => void this.marks.refetch(), REFETCH_DELAY_MS);
			return;
		}
		// What could not be shown may be shown now, such as a document that was unlocked elsewhere.
		if (this.view && !this.readable) return void this.#open();
		void backend.getDocumentView(this.document).then(
			(view) => {
				// What is on screen stays where it is; only what is told about it is another.
				if (this.view && !this.#ended) this.view = { ...view, pages: this.view.pages, reading: this.view.reading };
			},
			() => {},
		);
	}

	// Moving about.

	/** A leap, which back and forward remember. */
	jump(page: number) {
		if (page === this.page && this.#commanded) return;
		navigation.openDocument(this.document, { page: this.#inside(page) });
	}

	jumpToMark({ id, target }: Annotation) {
		navigation.openDocument(this.document, { page: target.page, annotation: id });
	}

	/** The next page, or one before; no leap. */
	turn(by: number) {
		const page = this.#inside(this.page + by);
		if (page !== this.page || by === 0) this.#turnTo(page, "turn");
	}

	turnTo(page: number) {
		this.#turnTo(this.#inside(page), "turn");
	}

	scrollBy(pixels: number) {
		if (this.scroller) this.#setScroll(this.scroller.scrollTop + pixels);
	}

	/** Up or down by what is seen; by a page where pages are seen whole. */
	scrollPane(direction: 1 | -1) {
		const slot = this.layout.slots[this.page];
		if (!slot) return;
		if (slot.height <= this.pane.height) this.turn(direction);
		else this.scrollBy(direction * (this.pane.height - 40));
	}

	#turnTo(page: number, cause: PaintCause, since?: number) {
		this.#scrollTo(page, 0);
		this.paint.wait(page, cause, since);
	}

	/** The page's top, or as far down on it as `offset` says, at the top of the pane; small pages in its middle. */
	#scrollTo(page: number, offset: number) {
		const target = this.#inside(page);
		const slot = this.layout.slots[target];
		if (!slot) return;
		const room = this.pane.height - slot.height;
		const centred = this.zoom.kind === "fit_page" && offset === 0 && room > 2 * GAP;
		this.#setScroll(centred ? slot.top - room / 2 : slot.top - GAP + offset * slot.height);
		this.#commanded = { page: target, top: this.scrollTop };
	}

	#setScroll(top: number) {
		if (!this.scroller) return;
		this.scroller.scrollTop = top;
		this.scrollTop = this.scroller.scrollTop;
	}

	/** The scroller moved, whoever moved it. */
	scrolled() {
		if (!this.scroller || !this.#settled) return;
		this.scrollTop = this.scroller.scrollTop;
		this.scrollLeft = this.scroller.scrollLeft;
		left.set(this.#place, this.#reading());
		clearTimeout(this.#saveTimer);
		this.#saveTimer = setTimeout(() => this.#save(), SAVE_DELAY_MS);
	}

	/** Brings a stretch of text into view, unless it is there. */
	async revealRange(page: number, range: CharRange | null) {
		const text = range && (await this.textOf(page));
		const quads = text ? quadsOf(text, range) : [];
		this.#reveal(page, quads, "turn");
	}

	revealMark(mark: Annotation, cause: PaintCause = "turn") {
		this.active = mark.id;
		this.#reveal(mark.target.page, mark.target.quads, cause);
	}

	#reveal(page: number, quads: readonly Quad[], cause: PaintCause) {
		const box = this.#boxOf(page, quads);
		const bottom = this.scrollTop + this.pane.height;
		const seen = box && box.y0 >= this.scrollTop + GAP && box.y1 <= bottom - GAP;
		if (seen) return;
		this.#turnTo(page, cause);
		if (!box || (box.y0 >= this.scrollTop && box.y1 <= this.scrollTop + this.pane.height)) return;
		this.#setScroll((box.y0 + box.y1 - this.pane.height) / 2);
	}

	#inside(page: number): number {
		return Math.max(0, Math.min(page, this.pages.length - 1));
	}

	// Zoom.

	/** Zooms; what is at `around` (by default the middle of the pane) stays there. */
	setZoom(zoom: Zoom, around: Point = { x: this.pane.width / 2, y: this.pane.height / 2 }) {
		this.#keeping(around, () => (this.zoom = zoom));
		clearTimeout(this.#saveTimer);
		this.#saveTimer = setTimeout(() => this.#save(), SAVE_DELAY_MS);
	}

	zoomBy(direction: 1 | -1) {
		this.setZoom({ kind: "scale", factor: step(this.factor, direction) });
	}

	/** Zooms by a ratio, as a wheel does. */
	zoomAround(ratio: number, around: Point) {
		const factor = Math.max(0.25, Math.min(4, this.factor * ratio));
		this.setZoom({ kind: "scale", factor }, around);
	}

	resize(pane: Size) {
		if (pane.width === this.pane.width && pane.height === this.pane.height) return;
		if (!this.#settled) {
			this.pane = pane;
			return;
		}
		const commanded = this.#commanded;
		const holds = commanded && Math.abs(commanded.top - this.scrollTop) < 2;
		if (holds) {
			this.pane = pane;
			flushSync();
			this.#scrollTo(commanded.page, 0);
		} else this.#keeping({ x: pane.width / 2, y: 0 }, () => (this.pane = pane));
	}

	#keeping({ x, y }: Point, change: () => void) {
		const page = pageAt(this.layout, this.scrollTop + y);
		const before = this.layout.slots[page];
		if (!before || !this.scroller) return change();
		const commanded = this.#commanded;
		const across = (this.scrollLeft + x - before.left) / before.width;
		const down = (this.scrollTop + y - before.top) / before.height;
		change();
		flushSync();
		const after = this.layout.slots[page];
		if (!after) return;
		const holds = commanded && Math.abs(commanded.top - this.scrollTop) < 2 && this.zoom.kind !== "scale";
		if (holds) this.#scrollTo(commanded.page, 0);
		else {
			this.#setScroll(after.top + down * after.height - y);
			this.scroller.scrollLeft = after.left + across * after.width - x;
			this.scrollLeft = this.scroller.scrollLeft;
		}
	}

	#factor(): number {
		const size = this.sizes[this.page];
		return size && this.pane.width > 0 ? factorOf(this.zoom, size, this.pane) : 1;
	}

	// Images and texts.

	#mounted(): number[] {
		const [first, last] = pair(this.#near);
		const pages = new Set<number>();
		for (let page = first; page <= last; page++) pages.add(page);
		// The web view's selection lives in the pages of its ends.
		const ends = this.selection.ends;
		for (const end of ends ? [ends.start, ends.end] : []) pages.add(end.page);
		return [...pages].filter((page) => page >= 0 && page < this.pages.length).sort((a, b) => a - b);
	}

	/** Asks for what is seen, and then for its neighbours; while the zoom moves, only once it rests. */
	requestImages() {
		const { layout } = this;
		const [first, last] = pair(this.#seen);
		if (!this.#settled || !layout.slots.length) return;
		const zooms = this.#imagesLayout !== null && this.#imagesLayout !== layout && this.images.has(this.page);
		this.#imagesLayout = layout;
		if (zooms || this.#imagesTimer !== undefined) {
			clearTimeout(this.#imagesTimer);
			this.#imagesTimer = setTimeout(() => {
				this.#imagesTimer = undefined;
				this.#want(...pair(this.#seen));
			}, ZOOM_SETTLES_MS);
		} else this.#want(first, last);
	}

	#want(first: number, last: number) {
		const seen: number[] = [];
		for (let page = first; page <= last; page++) seen.push(page);
		seen.sort((a, b) => Math.abs(a - this.page) - Math.abs(b - this.page));
		const near: number[] = [];
		for (let n = 1; n <= N_AHEAD; n++) near.push(last + n);
		for (let n = 1; n <= N_BEHIND; n++) near.push(first - n);
		const wanted: Wanted[] = [];
		for (const page of [...seen, ...near]) {
			const slot = this.layout.slots[page];
			if (!slot) continue;
			const ahead = page < first || page > last;
			const width = imageWidth(slot, deviceRatio());
			wanted.push({ page, width: ahead ? Math.min(width, AHEAD_WIDTH) : width, ahead });
		}
		this.images.want(wanted);
		clearTimeout(this.#aheadTimer);
		for (const { page, ahead } of wanted) if (!ahead) void this.textOf(page);
		this.#aheadTimer = setTimeout(() => {
			for (const page of this.mounted) void this.textOf(page);
		}, AHEAD_DELAY_MS);
	}

	/** A page's text, fetched once. */
	textOf(page: number): Promise<PageText | null> {
		const known = this.texts.get(page);
		if (known || !this.pages[page]) return Promise.resolve(known ?? null);
		let asked = this.#textsAsked.get(page);
		if (!asked) {
			asked = this.#fetchText(page).finally(() => this.#textsAsked.delete(page));
			this.#textsAsked.set(page, asked);
		}
		return asked;
	}

	async #fetchText(page: number): Promise<PageText | null> {
		try {
			const text = await backend.getPageText(this.document, page);
			this.texts.set(page, text);
			this.#forgetTexts();
			return text;
		} catch {
			// A page without text is still a page to look at.
			this.layerReady(page);
			return null;
		}
	}

	#forgetTexts() {
		if (this.texts.size <= MAX_TEXTS) return;
		const kept = new Set(this.mounted);
		const { ends } = this.selection;
		for (const page of this.texts.keys()) {
			const selected = ends && page >= ends.start.page && page <= ends.end.page;
			if (!kept.has(page) && !selected) return void this.texts.delete(page);
		}
	}

	/** A page's text lies over its image; answers what takes it away. */
	layerReady(page: number): () => void {
		this.#layers.add(page);
		this.paint.check(page);
		return () => this.#layers.delete(page);
	}

	// Pixels.

	/** The page and its text at a point of the pane. */
	textAt({ x, y }: Point): { page: number; point: Point; hit: TextHit | null } | null {
		const page = pageAt(this.layout, y + this.scrollTop);
		const slot = this.layout.slots[page];
		const frame = this.pages[page];
		if (!slot || !frame) return null;
		const across = x + this.scrollLeft - slot.left;
		const down = y + this.scrollTop - slot.top;
		const point = toUser(frame, { x: across / slot.scale, y: down / slot.scale });
		const text = this.texts.get(page);
		return { page, point, hit: text ? hitTest(text, point) : null };
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

	// Marks.

	/** Marks what is selected; answers the last mark made. */
	async markSelection(color: Color): Promise<Annotation | null> {
		const ranges = this.selection.ranges.flatMap((range) => this.#trimmed(range) ?? []);
		if (!ranges.length) return null;
		this.selection.clear();
		return (await this.marks.create(ranges, color)).at(-1) ?? null;
	}

	/** Spaces and line breaks at the ends belong to no quote. */
	#trimmed({ page, range }: PageRange): PageRange | null {
		const words = sliceCodePoints(this.texts.get(page)?.text ?? "", range.start, range.end);
		const start = range.start + countCodePoints(words) - countCodePoints(words.trimStart());
		const end = start + countCodePoints(words.trim());
		return end > start ? { page, range: { start, end } } : null;
	}

	openPopover(mark: AnnotationId, focus: PopoverFocus = "none") {
		this.active = mark;
		this.popover = { mark, focus };
	}

	closePopover() {
		this.popover = null;
		this.active = null;
	}

	async removeMark(id: AnnotationId) {
		if (this.popover?.mark === id || this.active === id) this.closePopover();
		await this.marks.remove(id);
		const state = this.marks.saving.get(id);
		if (state?.kind === "failed") toasts.failed(m.noteList.deleteFailed, state.error);
		else toasts.done(m.noteList.deleted, history.undoing("delete_annotation"));
	}

	selectPage() {
		const text = this.texts.get(this.page);
		if (!text) return;
		this.selection.select({ page: this.page, offset: 0 }, { page: this.page, offset: countCodePoints(text.text) });
	}

	// Remembering.

	#reading(): { page: number; offset: number } {
		const top = this.scrollTop + GAP;
		const page = pageAt(this.layout, top);
		const slot = this.layout.slots[page];
		// What is left of a page at the top edge is not what one reads.
		const seen = slot ? slot.top + slot.height - top : 0;
		if (!slot || (page !== this.page && seen < this.pane.height * 0.4)) return { page: this.page, offset: 0 };
		return { page, offset: Math.max(0, Math.min(1, (top - slot.top) / slot.height)) };
	}

	#save() {
		clearTimeout(this.#saveTimer);
		if (!this.#settled) return;
		const reading = { ...this.#reading(), zoom: this.zoom };
		// Where one was is a comfort; failing to keep it is no reason to interrupt.
		backend.setReadingState(this.document, reading).catch(() => {});
	}
}

function pair(joined: string): [number, number] {
	const [first = 0, last = -1] = joined.split(",").map(Number);
	return [first, last];
}

/** What the lists know of a document. */
function cardOf(document: DocumentId): DocumentCard | undefined {
	const row = documents.all?.find((other) => other.document.id === document);
	if (row) return row.document;
	for (const { segments } of library.view?.days ?? []) {
		for (const { sessions } of segments) {
			for (const { contributions } of sessions) {
				for (const { materials } of contributions) {
					const material = materials.find((other) => other.document.id === document);
					if (material) return material.document;
				}
			}
		}
	}
	return library.view?.unplaced.find((other) => other.document.id === document)?.document;
}
