// The page images of one document: what is shown stays until something sharper has been decoded.

import { pageImage, pageProblem, thumbnail, type DocumentId, type PageTheme, type Problem } from "$lib/backend";
import { letGo } from "$lib/reader/freeing";
import { deviceRatio } from "$lib/reader/pointer";
import { takeEarly } from "./readerEarly";
import type { Attachment } from "svelte/attachments";

/** An image that is wanted, `width` device pixels wide. */
export interface Wanted {
	page: number;
	width: number;
	/** Not seen yet: drawn once all that is seen is there. */
	ahead: boolean;
}

interface Entry {
	shown: HTMLImageElement | null;
	/** The width and the colors that `shown` was asked for with. */
	width: number;
	theme: PageTheme;
	loading: { width: number; theme: PageTheme; generation: number; image: HTMLImageElement } | null;
	n_failures: number;
	/** Asked for by the reader although it failed before. */
	again: boolean;
}

const N_AT_ONCE = 4;
/** Decoded images that are kept, in pixels: some ten slides at full width. */
const KEPT_PIXELS = 24_000_000;
/** Wider than this, a page is first shown at half its width. */
const TWO_STEPS_WIDTH = 1800;
const THUMBNAIL_DELAY_MS = 90;
const N_TRIES = 2;

/** Pixels across a thumbnail, as the backend keeps it. */
const THUMBNAIL_WIDTH = 320;
/** The backend lets those wait for all others, and gives them up for none. */
const NEVER_STALE = 0;

/** The address of a small image of a page: its thumbnail, or a wider one where the screen has more pixels than that. */
export function smallImage(document: DocumentId, page: number, width: number, theme: PageTheme): string {
	const pixels = Math.round(width * deviceRatio());
	return pixels <= THUMBNAIL_WIDTH
		? thumbnail(document, page, theme)
		: pageImage(document, page, pixels, NEVER_STALE, true, false, theme);
}

/** Only ever grows, whichever document is open and however often the window is loaded anew. */
let generation = Math.floor(performance.timeOrigin);

export class PageImages {
	/** Pages that the backend could not draw, and why where it says so. */
	failed = $state.raw<ReadonlyMap<number, Problem | null>>(new Map());

	/** In the order of use, the latest last. */
	#entries = new Map<number, Entry>();
	#hosts = new Map<number, HTMLElement>();
	#wanted: Wanted[] = [];
	#ended = false;
	#isLater = false;

	constructor(
		readonly document: DocumentId,
		readonly onshown: (page: number) => void,
		/** The colors that are wanted at present. */
		readonly themeNow: () => PageTheme = () => "paper",
	) {
		generation++;
	}

	/** Asks for these, the most urgent first; what is under way and not among them is dropped. */
	want(wanted: Wanted[]) {
		this.#wanted = wanted;
		let n_dropped = 0;
		for (const [page, entry] of this.#entries) {
			if (!entry.loading || wanted.some((other) => other.page === page)) continue;
			this.#abort(entry);
			n_dropped++;
		}
		if (n_dropped) generation++;
		this.#pump(false);
		this.#pumpLater();
	}

	has(page: number): boolean {
		return this.#entries.get(page)?.shown != null;
	}

	retry(page: number) {
		const entry = this.#entries.get(page);
		if (entry) Object.assign(entry, { n_failures: 0, again: true });
		this.failed = new Map([...this.failed].filter(([other]) => other !== page));
		this.#pump(false);
	}

	/** For the element that holds a page's image. */
	host(page: number): Attachment<HTMLElement> {
		return (element) => {
			this.#hosts.set(page, element);
			const entry = this.#entries.get(page);
			if (entry?.shown) element.replaceChildren(entry.shown);
			const timer = entry?.shown ? undefined : setTimeout(() => this.#showThumbnail(page), THUMBNAIL_DELAY_MS);
			return () => {
				clearTimeout(timer);
				if (this.#hosts.get(page) === element) this.#hosts.delete(page);
				this.#clear(page, element);
			};
		};
	}

	end() {
		this.#ended = true;
		for (const entry of this.#entries.values()) {
			this.#abort(entry);
			if (entry.shown) letGo(entry.shown);
		}
		this.#entries.clear();
	}

	/** What is not seen yet is asked for once what is seen has been painted: both want the same processors. */
	#pumpLater() {
		if (this.#isLater) return;
		this.#isLater = true;
		requestAnimationFrame(() =>
			setTimeout(() => {
				this.#isLater = false;
				this.#pump(true);
			}),
		);
	}

	#pump(aheadToo: boolean) {
		if (this.#ended) return;
		const theme = this.themeNow();
		let n_loading = 0;
		for (const entry of this.#entries.values()) if (entry.loading) n_loading++;
		let seenIsThere = true;
		for (const { page, width, ahead } of this.#wanted) {
			const entry = this.#entry(page);
			const colored = entry.theme === theme;
			if ((entry.width === width && colored) || entry.n_failures >= N_TRIES) continue;
			// A soft image may stay until a page is seen.
			if (ahead && (!aheadToo || !seenIsThere || (entry.shown && entry.width > width && colored))) continue;
			seenIsThere &&= ahead;
			if (entry.loading) {
				const half = !entry.shown && entry.loading.width < width;
				if (entry.loading.theme === theme && (entry.loading.width === width || half)) continue;
				this.#abort(entry);
				n_loading--;
			}
			if (n_loading >= N_AT_ONCE) return;
			n_loading++;
			const first = !entry.shown && width > TWO_STEPS_WIDTH ? Math.round(width / 2) : width;
			void this.#load(page, entry, first, theme, ahead);
		}
	}

	async #load(page: number, entry: Entry, width: number, theme: PageTheme, ahead: boolean) {
		const early = takeEarly(this.document, page, width, theme);
		const image = early ?? new Image();
		const loading = { width, theme, generation, image };
		entry.loading = loading;
		image.alt = "";
		image.draggable = false;
		// It is decoded already when it is put in place; nothing may come between.
		image.decoding = "sync";
		if (!early) image.src = pageImage(this.document, page, width, loading.generation, ahead, entry.again, theme);
		entry.again = false;
		try {
			await image.decode();
			if (entry.loading !== loading || this.#ended) return;
			entry.loading = null;
			entry.n_failures = 0;
			const before = entry.shown;
			entry.shown = image;
			entry.width = width;
			entry.theme = theme;
			// The latest last.
			this.#entries.delete(page);
			this.#entries.set(page, entry);
			this.#show(page, image);
			if (before) letGo(before);
			this.#forget();
			this.onshown(page);
		} catch {
			if (entry.loading !== loading || this.#ended) return;
			entry.loading = null;
			// A request that was overtaken was dropped, and is asked for again below; others have failed.
			if (loading.generation === generation && ++entry.n_failures >= N_TRIES) {
				if (!entry.shown) void this.#fail(page, pageImage(this.document, page, width, generation, ahead, false, theme));
			}
		}
		this.#pump(false);
		this.#pumpLater();
	}

	async #fail(page: number, address: string) {
		// An answer that does not come says nothing about the page.
		const problem = await pageProblem(address).catch(() => null);
		if (!this.#ended && !this.has(page)) this.failed = new Map([...this.failed, [page, problem]]);
	}

	#showThumbnail(page: number) {
		const entry = this.#entry(page);
		if (entry.shown || this.#ended) return;
		const image = new Image();
		image.alt = "";
		image.src = thumbnail(this.document, page, this.themeNow());
		image.decode().then(
			() => {
				if (this.#entries.get(page)?.shown || !this.#show(page, image)) letGo(image);
			},
			// Without one, the page stays white until it is drawn.
			() => {},
		);
	}

	/** Puts an image in its page's place, if the page is there. */
	#show(page: number, image: HTMLImageElement): boolean {
		const host = this.#hosts.get(page);
		if (!host) return false;
		this.#clear(page, host);
		host.replaceChildren(image);
		return true;
	}

	/** What stood in for the page is done with; the page's own image is kept. */
	#clear(page: number, host: HTMLElement) {
		for (const image of host.querySelectorAll("img")) if (image !== this.#entries.get(page)?.shown) letGo(image);
		host.replaceChildren();
	}

	/** Lets go of images that were not looked at for long. */
	#forget() {
		let pixels = 0;
		for (const { shown } of this.#entries.values()) pixels += shown ? shown.naturalWidth * shown.naturalHeight : 0;
		for (const [page, entry] of [...this.#entries]) {
			if (pixels <= KEPT_PIXELS) return;
			if (!entry.shown || this.#hosts.has(page) || this.#wanted.some((other) => other.page === page)) continue;
			pixels -= entry.shown.naturalWidth * entry.shown.naturalHeight;
			letGo(entry.shown);
			this.#entries.delete(page);
		}
	}

	#entry(page: number): Entry {
		let entry = this.#entries.get(page);
		if (!entry) {
			entry = { shown: null, width: 0, theme: "paper", loading: null, n_failures: 0, again: false };
			this.#entries.set(page, entry);
		}
		return entry;
	}

	#abort(entry: Entry) {
		if (!entry.loading) return;
		const { image } = entry.loading;
		entry.loading = null;
		letGo(image);
	}
}
