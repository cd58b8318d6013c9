// A document open in the reader: its pages, where the reader is on them, and how large they are shown.

import * as backend from "$lib/backend";
import type {
	Annotation,
	AnnotationId,
	AnnotationKind,
	CharRange,
	Color,
	DocumentId,
	DocumentView,
	Event,
	PageText,
	PdfLink,
	PdfAnnotation,
	RoomNoteView,
} from "$lib/backend";
import { bestPlacement } from "$lib/reader/citation";
import { imageWidth, slotAlone } from "$lib/reader/layout";
import { countCodePoints, sliceCodePoints } from "$lib/reader/offsets";
import { isLacking } from "$lib/format/textClasses";
import type { Size } from "$lib/reader/coordinates";
import { deviceRatio } from "$lib/reader/pointer";
import { quadsOf } from "$lib/reader/pageText";
import { m } from "$lib/messages";
import { flushSync } from "svelte";
import { history } from "./history.svelte";
import type { ReaderPlace, Spot } from "./navigation.svelte";
import { readerColors } from "./readerColors.svelte";
import { expectedRoom, firstImage, hold, left, rememberRoom } from "./readerEarly";
import { ReaderFind } from "./readerFind.svelte";
import { ReaderLinks } from "./readerLinks.svelte";
import { PageImages, type Wanted } from "./readerImages.svelte";
import { ReaderMarks, type Tagged } from "./readerMarks.svelte";
import { ReaderPicks } from "./readerPicks.svelte";
import { panes as usualPanes, type ReaderPanes } from "./readerPanes.svelte";
import { ReaderSelection, type PageRange } from "./readerSelection.svelte";
import { ReaderSheet } from "./readerSheet.svelte";
import { ReaderTexts } from "./readerTexts.svelte";
import { PaintWatch, type PaintCause } from "./readerTimings";
import { viewing } from "./readerViewing.svelte";
import { errorText, toasts } from "./toasts.svelte";

const SAVE_DELAY_MS = 300;
const ZOOM_SETTLES_MS = 120;
const REFETCH_DELAY_MS = 30;
const N_AHEAD = 2;
const N_BEHIND = 1;
/** Pages that are not seen yet are drawn no wider than this, in device pixels. */
const AHEAD_WIDTH = 1920;
/** What is not seen is fetched once what is seen had time to show. */
const AHEAD_DELAY_MS = 120;
/** How long the words stay pointed out that a link led to. */
const POINTED_MS = 4000;
const PATIENCE_MS = 1500;
/** How long what is on screen stays while the page that a command leads to is drawn: longer, and nothing seems to happen. */
const COMES_WITHIN_MS = 100;
const LANDS_WITHIN_MS = 300;

/** What the small pane beside a mark begins with. */
export type PopoverFocus = "none" | "comment" | "tags";

/** Where a document stands open: alone, or beside another. */
export interface ReaderHost {
	readonly beside: boolean;
	/** Leads somewhere, in this document or another, so that one can come back. */
	open(document: DocumentId, spot: Spot): void;
	close(): void;
}

export class ReaderState extends ReaderSheet {
	view = $state.raw<DocumentView | null>(null);
	/** Why it could not be opened. */
	error = $state<string | null>(null);

	panes = $state.raw<ReaderPanes>(usualPanes);
	/** One slide fills the screen. */
	presenting = $state(false);
	/** A menu about a page stands open here, in the window's pixels. */
	menu = $state.raw<{ page: number; x: number; y: number } | null>(null);
	/** An area is being dragged out, to be copied. */
	cutting = $state(false);
	/** A note of the room whose spot is being chosen. */
	placing = $state.raw<RoomNoteView | null>(null);
	/** All pages are shown small, in a grid. */
	overview = $state(false);
	/** The first page has been seen: there is time for the rest. */
	painted = $state(false);
	popover = $state.raw<{ mark: AnnotationId; focus: PopoverFocus } | null>(null);
	/** Characters that the text beside the page points out on it. */
	pointed = $state.raw<PageRange | null>(null);
	/** The page that a command leads to, while it is drawn: what is on screen stays until then, so that no blank page flashes. */
	coming = $state<number | null>(null);
	/** A leap has just ended: what is not seen waits until what is seen has been painted. */
	landing = $state(false);
	/** The palette of tags is open. */
	coding = $state(false);
	/** The mark that is pointed out. */
	active = $state<AnnotationId | null>(null);

	/** What other programs left in the file, without what was taken over. */
	foreign = $derived(this.#foreign());
	mounted = $derived(this.#mounted());
	placement = $derived(bestPlacement(this.view?.placements ?? []));
	readable = $derived(this.view !== null && this.pages.length > 0 && !this.view.needs_password);

	readonly document: DocumentId;
	readonly images: PageImages;
	readonly texts: ReaderTexts;
	readonly marks: ReaderMarks;
	readonly picks: ReaderPicks;
	readonly links: ReaderLinks;
	readonly find: ReaderFind;
	readonly selection = new ReaderSelection((page) => this.texts.get(page));
	readonly paint: PaintWatch;

	#place: ReaderPlace;
	#began: number;
	/** Asked for before anything of the reader stands. */
	#asked: Promise<DocumentView>;
	#layers = new Set<number>();
	#saveTimer: ReturnType<typeof setTimeout> | undefined;
	#imagesTimer: ReturnType<typeof setTimeout> | undefined;
	#refetchTimer: ReturnType<typeof setTimeout> | undefined;
	#aheadTimer: ReturnType<typeof setTimeout> | undefined;
	/** How large pages were when images were asked for last. */
	#imagesShape: string | null = null;
	#hasLinks = false;
	#ended = false;
	#atArrival: (() => void) | null = null;
	#comingTimer: ReturnType<typeof setTimeout> | undefined;
	#landingTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		place: ReaderPlace,
		readonly host: ReaderHost,
		panes: ReaderPanes,
	) {
		super();
		this.panes = panes;
		this.#place = place;
		this.#began = performance.getEntriesByName("open document").at(-1)?.startTime ?? performance.now();
		performance.clearMarks("open document");
		this.document = place.document;
		this.quarters = viewing.quartersOf(this.document);
		this.images = new PageImages(
			this.document,
			(page) => {
				if (page === this.coming) this.#arriveNow();
				this.paint.check(page);
			},
			() => readerColors.now,
		);
		this.texts = new ReaderTexts(
			this.document,
			(page) => this.#keepsText(page),
			(page) => this.layerReady(page),
		);
		this.marks = new ReaderMarks(this.document);
		this.picks = new ReaderPicks(this.marks, (page) => this.pages[page]);
		this.links = new ReaderLinks(this.document);
		this.find = new ReaderFind(
			this.document,
			(page, range) => void this.revealRange(page, range),
			() => this.page,
			(page) => this.texts.want(page),
			(page) => this.pages[page],
		);
		this.paint = new PaintWatch(
			this.document,
			(page) => ({ image: this.images.has(page), text: this.#layers.has(page) }),
			() => {
				this.landing = false;
				this.#firstPainted();
			},
		);
		this.pane = expectedRoom(panes) ?? this.pane;
		const early = firstImage(this.document, panes, left.get(place)?.page ?? place.page);
		if (early) {
			this.images.want([{ ...early, ahead: false }]);
			void this.texts.want(early.page);
		}
		this.#asked = backend.getDocumentView(this.document);
		// Whoever waits for it hears of it.
		this.#asked.catch(() => {});
	}

	/** Opens the document; answers what closes it. */
	start(): () => void {
		const letGo = hold(this.document);
		void this.#open();
		void this.marks.refetch();
		const unlisten = backend.onEvent((event) => this.#hear(event));
		return () => {
			this.#ended = true;
			clearTimeout(this.#imagesTimer);
			clearTimeout(this.#refetchTimer);
			clearTimeout(this.#aheadTimer);
			clearTimeout(this.#comingTimer);
			clearTimeout(this.#landingTimer);
			this.#save();
			this.find.clear();
			this.images.end();
			void unlisten.then((end) => end());
			letGo(this.zoom);
		};
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
		this.#asked = backend.getDocumentView(this.document);
		await this.#open();
		for (const page of this.images.failed.keys()) this.images.retry(page);
		this.scroller?.focus({ preventScroll: true });
		return true;
	}

	async #open() {
		try {
			const view = await this.#asked;
			if (this.#ended || this.settled) return;
			this.zoom = view.reading.zoom;
			this.view = view;
			this.filePages = view.pages;
		} catch (error) {
			this.error = errorText(error);
			this.painted = true;
			return;
		}
		if (!this.readable) {
			this.painted = true;
			return;
		}
		// A page that cannot be drawn must not hold up the rest.
		setTimeout(() => this.#firstPainted(), PATIENCE_MS);
		flushSync();
		const place = this.#place;
		const { reading } = this.view;
		const back = left.get(place);
		if (back) this.scrollToPage(back.page, back.offset);
		else if (place.page === undefined && !place.annotation) this.scrollToPage(reading.page, reading.offset);
		this.settled = true;
		this.paint.wait(this.page, "open", this.#began);
		this.requestImages();
		if (!back) await this.#go(place, "open");
	}

	#firstPainted() {
		if (this.#hasLinks || this.#ended) return;
		this.#hasLinks = true;
		this.painted = true;
		void this.links.fetch();
	}

	/** The window's place within this document is another now. */
	arrive(place: ReaderPlace) {
		if (place === this.#place) return;
		this.#arriveNow();
		// Also where nothing was scrolled there.
		if (this.settled) left.set(this.#place, this.reading());
		this.#place = place;
		if (!this.readable) return;
		const back = left.get(place);
		if (back) {
			const since = performance.now();
			this.#come(this.inside(back.page), () => {
				this.scrollToPage(back.page, back.offset);
				this.paint.wait(this.page, "turn", since);
			});
		} else void this.#go(place, "turn");
	}

	/** Goes to a page once it is drawn, or after a moment. */
	#come(page: number, then: () => void) {
		this.#arriveNow();
		const [first, last] = pair(this.seen);
		if (!this.settled || this.images.has(page) || (page >= first && page <= last)) return then();
		this.#atArrival = then;
		this.coming = page;
		this.#comingTimer = setTimeout(() => this.#arriveNow(), COMES_WITHIN_MS);
		this.#want(first, last);
	}

	#arriveNow() {
		const then = this.#atArrival;
		if (!then) return;
		this.#atArrival = null;
		clearTimeout(this.#comingTimer);
		this.landing = true;
		// A page that cannot be drawn must not hold up the rest.
		clearTimeout(this.#landingTimer);
		this.#landingTimer = setTimeout(() => (this.landing = false), LANDS_WITHIN_MS);
		then();
		this.coming = null;
	}

	override turn(by: number) {
		this.#arriveNow();
		super.turn(by);
	}

	async #go({ page, annotation, query, ranges, top }: ReaderPlace, cause: PaintCause) {
		const target = page === undefined ? undefined : this.inside(page);
		if (query) void this.find.run(query, false, ranges);
		if (annotation) {
			if (!this.marks.get(annotation)) await this.marks.refetch();
			const mark = this.marks.get(annotation);
			if (mark) return this.revealMark(mark, cause);
		}
		if (target === undefined) return;
		const since = cause === "open" ? this.#began : performance.now();
		const go = () => {
			if (cause === "turn" || this.page !== target) this.turnToPage(target, cause, since);
			if (top !== undefined) this.showTop(target, top);
		};
		// What is marked there is revealed from where the page is.
		if (cause === "turn" && !ranges) this.#come(target, go);
		else go();
		const range = ranges?.ranges[0];
		if (!range || ranges.page !== target) return;
		await this.revealRange(target, range);
		if (query) return;
		this.pointed = { page: target, range };
		setTimeout(() => (this.pointed = null), POINTED_MS);
	}

	#hear(event: Event) {
		if (event !== "annotations_changed" && event !== "documents_changed" && event !== "programme_changed") return;
		if (event === "annotations_changed") {
			clearTimeout(this.#refetchTimer);
			this.#refetchTimer = setTimeout(() => void this.marks.refetch(), REFETCH_DELAY_MS);
			return;
		}
		// What could not be shown may be shown now, such as a document that was unlocked elsewhere.
		if (this.view && !this.readable) {
			this.#asked = backend.getDocumentView(this.document);
			return void this.#open();
		}
		void backend.getDocumentView(this.document).then(
			(view) => {
				if (this.view && !this.#ended) this.#retell(this.view, view);
			},
			() => {},
		);
	}

	/** What is on screen stays where it is; only what is told about it is another. */
	#retell(before: DocumentView, view: DocumentView) {
		const pages = before.pages.map((page, idx) => {
			const { class: now = page.class } = view.pages[idx] ?? {};
			return now === page.class ? page : { ...page, class: now };
		});
		const same = pages.every((page, idx) => page === before.pages[idx]);
		this.view = { ...view, pages: same ? before.pages : pages, reading: before.reading };
		if (!same) this.filePages = pages;
		// Words may have been found in a picture meanwhile.
		for (const page of this.mounted) {
			const frame = pages[page];
			if (frame && (frame !== before.pages[page] || isLacking(frame.class))) void this.texts.refetch(page);
		}
	}

	textHere(page: number): PageText | undefined {
		return this.texts.get(page);
	}

	protected arrived(page: number, cause: PaintCause, since: number | undefined) {
		this.paint.wait(page, cause, since);
	}

	override resize(pane: Size) {
		super.resize(pane);
		rememberRoom(this.panes, pane);
	}

	protected moved() {
		left.set(this.#place, this.reading());
		clearTimeout(this.#saveTimer);
		this.#saveTimer = setTimeout(() => this.#save(), SAVE_DELAY_MS);
	}

	// Moving about.

	/** A leap, which back and forward remember. */
	jump(page: number) {
		if (page === this.page && this.holding()) return;
		this.host.open(this.document, { page: this.inside(page) });
	}

	/** Goes where a link leads; out of the application only once that was asked. */
	follow({ target }: PdfLink) {
		if ("outside" in target) {
			this.links.asked = target.outside;
			return;
		}
		const { page, top } = target.page;
		this.host.open(this.document, { page: this.inside(page), ...(top === null ? {} : { top }) });
	}

	jumpToMark({ id, target }: Annotation) {
		this.host.open(this.document, { page: target.page, annotation: id });
	}

	/** Brings a stretch of text into view, unless it is there. */
	async revealRange(page: number, range: CharRange | null) {
		const text = range && (await this.texts.want(page));
		const quads = text ? quadsOf(text, range) : [];
		this.revealQuads(page, quads, "turn");
	}

	revealMark(mark: Annotation, cause: PaintCause = "turn") {
		this.active = mark.id;
		this.revealQuads(mark.target.page, mark.target.quads, cause);
	}

	#foreign(): PdfAnnotation[] {
		const own = new Set(this.marks.all.map(({ id }) => id));
		const all = this.view?.pdf_annotations ?? [];
		const isOwn = (one: PdfAnnotation | undefined) => Boolean(one?.id && own.has(one.id));
		return all.filter((one) => !isOwn(one) && !(one.reply_to !== null && isOwn(all[one.reply_to])));
	}

	// Images and texts.

	#mounted(): number[] {
		const [first, last] = pair(this.painted && !this.landing ? this.near : this.seen);
		const pages = new Set<number>();
		for (let page = first; page <= last; page++) pages.add(page);
		if (this.coming !== null) pages.add(this.coming);
		// The web view's selection lives in the pages of its ends.
		const ends = this.selection.ends;
		for (const end of ends ? [ends.start, ends.end] : []) pages.add(end.page);
		return [...pages].filter((page) => page >= 0 && page < this.pages.length).sort((a, b) => a - b);
	}

	/** Asks for what is seen, and then for its neighbours; while the zoom moves, only once it rests. */
	requestImages() {
		const [first, last] = pair(this.seen);
		const shape = `${readerColors.now} ${this.factor} ${this.mode} ${this.quarters} ${this.pane.width}`;
		if (!this.settled || !this.layout.rows.length) return;
		const zooms = this.#imagesShape !== null && this.#imagesShape !== shape && this.images.has(this.page);
		this.#imagesShape = shape;
		if (zooms || this.#imagesTimer !== undefined) {
			clearTimeout(this.#imagesTimer);
			this.#imagesTimer = setTimeout(() => {
				this.#imagesTimer = undefined;
				this.#want(...pair(this.seen));
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
		const { coming } = this;
		const others = [...seen, ...near].filter((page) => page !== coming);
		for (const page of coming === null ? others : [coming, ...others]) {
			if (!this.pages[page]) continue;
			const slot = this.layout.slots[page] ?? slotAlone(this.sizes, this.zoom, this.pane, page);
			if (!slot) continue;
			const ahead = page !== coming && (page < first || page > last);
			// The image is drawn as the file has the page, and turned afterwards.
			const shown = this.quarters % 2 ? { width: slot.height, height: slot.width } : slot;
			const width = imageWidth(shown, deviceRatio());
			wanted.push({ page, width: ahead ? Math.min(width, AHEAD_WIDTH) : width, ahead });
		}
		this.images.want(wanted);
		clearTimeout(this.#aheadTimer);
		for (const { page, ahead } of wanted) if (!ahead) void this.texts.want(page);
		this.#aheadTimer = setTimeout(() => {
			for (const page of this.mounted) void this.texts.want(page);
		}, AHEAD_DELAY_MS);
	}

	#keepsText(page: number): boolean {
		const { ends } = this.selection;
		return this.mounted.includes(page) || Boolean(ends && page >= ends.start.page && page <= ends.end.page);
	}

	/** A page's text lies over its image; answers what takes it away. */
	layerReady(page: number): () => void {
		this.#layers.add(page);
		this.paint.check(page);
		return () => this.#layers.delete(page);
	}

	// Marks.

	/** Marks what is selected; answers the last mark made. */
	async markSelection(color: Color, kind: AnnotationKind = "highlight"): Promise<Annotation | null> {
		return this.markWords(this.selection.ranges, color, kind);
	}

	/** Marks these words, with these tags; answers the last mark made. */
	async markWords(words: PageRange[], color: Color, kind: AnnotationKind, tagged?: Tagged): Promise<Annotation | null> {
		const ranges = words.flatMap((range) => this.#trimmed(range) ?? []);
		if (!ranges.length) return null;
		this.selection.clear();
		return (await this.marks.create(ranges, color, kind, tagged)).at(-1) ?? null;
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

	/** Asks for the spot of a note of the room. */
	place(view: RoomNoteView) {
		this.panes.uncover();
		this.closePopover();
		this.selection.clear();
		this.cutting = this.overview = false;
		this.placing = view;
	}

	/** Selects the mark beside those that are, or no more. The keyboard `stays` on it; the pointer has let go of it. */
	pick(mark: AnnotationId, stays = false) {
		this.popover = null;
		this.picks.toggle(mark, this.active);
		this.active = stays || this.picks.has(mark) ? mark : null;
	}

	closePopover() {
		this.popover = null;
		this.active = null;
	}

	async removeMark(id: AnnotationId) {
		if (this.popover?.mark === id || this.active === id) this.closePopover();
		await this.marks.remove([id]);
		const state = this.marks.saving.get(id);
		if (state?.kind === "failed") toasts.failed(m.noteList.deleteFailed, state.error);
		else toasts.done(m.noteList.deleted, history.undoing("delete_annotation"));
	}

	/** The next note from the one at hand, or from the page that is seen; answers whether there is one. */
	stepMark(direction: 1 | -1): boolean {
		const all = this.marks.all;
		const idx = all.findIndex(({ id }) => id === this.active);
		const ahead = all.findIndex(({ target }) => target.page >= this.page);
		const from = direction > 0 ? (ahead < 0 ? 0 : ahead) : ahead < 0 ? all.length - 1 : ahead - 1;
		const next = all[(idx >= 0 ? idx + direction + all.length : from + all.length) % Math.max(1, all.length)];
		if (next) this.revealMark(next);
		return next !== undefined;
	}

	present(on: boolean) {
		if (on === this.presenting || !this.readable) return;
		this.selection.clear();
		this.picks.clear();
		this.closePopover();
		this.presenting = on;
	}

	selectPage() {
		const text = this.texts.get(this.page);
		if (!text) return;
		this.selection.select({ page: this.page, offset: 0 }, { page: this.page, offset: countCodePoints(text.text) });
	}

	// Remembering.

	#save() {
		clearTimeout(this.#saveTimer);
		if (!this.settled) return;
		viewing.setQuarters(this.document, this.quarters);
		const reading = { ...this.reading(), zoom: this.zoom };
		// Where one was is a comfort; failing to keep it is no reason to interrupt.
		backend.setReadingState(this.document, reading).catch(() => {});
	}
}

function pair(joined: string): [number, number] {
	const [first = 0, last = -1] = joined.split(",").map(Number);
	return [first, last];
}
