// The image that a document will open at, asked for before its reader stands: from what the lists know, as soon as
// the pointer rests on it or goes down.

import { closeDocument, pageImage, type DocumentCard, type DocumentId, type PageTheme, type Zoom } from "$lib/backend";
import type { Size } from "$lib/reader/coordinates";
import { letGo } from "$lib/reader/freeing";
import { imageWidth, layOut } from "$lib/reader/layout";
import { deviceRatio, windowSize } from "$lib/reader/pointer";
import { documents } from "./documents.svelte";
import { library } from "./library.svelte";
import { marking } from "./marking.svelte";
import { readerColors } from "./readerColors.svelte";
import type { ReaderPlace } from "./navigation.svelte";
import { panes, panesSplit, type ReaderPanes } from "./readerPanes.svelte";
import { room as meetingRoom } from "./room.svelte";
import { tabs } from "./tabs.svelte";

interface Early {
	document: DocumentId;
	page: number;
	width: number;
	theme: PageTheme;
	image: HTMLImageElement;
}

/** The backend lets those wait for all others, and gives them up for none. */
const NEVER_STALE = 0;
const KEY = "rapporteur.reader.room";

/** Where a place of the window's history was left, for coming back to it. */
export const left = new WeakMap<ReaderPlace, { page: number; offset: number }>();
/** How documents were shown when they were left. */
const zooms = new Map<DocumentId, Zoom>();
/** The documents that readers hold. */
const held: DocumentId[] = [];
let early: Early | null = null;

// The room that pages have follows from the window and from what stands around them: it is known from the last time.

const rooms = new Map<string, Size>(keptRooms());

const circumstances = (around: ReaderPanes) =>
	[...windowSize(), around.key, around.leftShown, around.rightShown, around.rightTab, marking.open, meetingRoom.on].join(" ");

export function rememberRoom(around: ReaderPanes, room: Size) {
	const key = circumstances(around);
	const before = rooms.get(key);
	if (room.width <= 0 || (before?.width === room.width && before.height === room.height)) return;
	rooms.set(key, room);
	localStorage.setItem(KEY, JSON.stringify([...rooms].slice(-20)));
}

export const expectedRoom = (around: ReaderPanes): Size | undefined => rooms.get(circumstances(around));

function keptRooms(): [string, Size][] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
		return Array.isArray(kept) ? (kept as [string, Size][]) : [];
	} catch {
		return [];
	}
}

/** The page that a document opens at, and how wide its image will be; `null` where that cannot be known yet. */
export function firstImage(document: DocumentId, around: ReaderPanes, page?: number): { page: number; width: number } | null {
	const card = cardOf(document);
	const room = expectedRoom(around);
	const zoom = zooms.get(document) ?? { kind: "fit_page" };
	if (!card || card.n_pages === 0 || !room || zoom.kind === "scale") return null;
	const [slot] = layOut([{ width: card.aspect_ratio, height: 1 }], zoom, room).slots;
	return slot ? { page: page ?? card.last_page ?? 0, width: imageWidth(slot, deviceRatio()) } : null;
}

/** Somebody is about to open a document: what it opens at is drawn. */
export function readAhead(document: DocumentId, page?: number) {
	if (early?.document === document && (page === undefined || early.page === page)) return;
	const wanted = firstImage(document, tabs.beside ? panesSplit : panes, page);
	if (!wanted || held.includes(document)) return;
	dropEarly();
	const theme = readerColors.now;
	const image = new Image();
	image.decoding = "sync";
	image.src = pageImage(document, wanted.page, wanted.width, NEVER_STALE, true, false, theme);
	early = { document, theme, image, ...wanted };
}

/** The image, where it is the one that was asked for early; it is the taker's now. */
export function takeEarly(document: DocumentId, page: number, width: number, theme: PageTheme): HTMLImageElement | null {
	if (early?.document !== document || early.page !== page || early.width !== width || early.theme !== theme) return null;
	const { image } = early;
	early = null;
	return image;
}

/** A reader holds the document; answers what lets it go. */
export function hold(document: DocumentId): (zoom: Zoom) => void {
	held.push(document);
	return (zoom) => {
		held.splice(held.indexOf(document), 1);
		zooms.set(document, zoom);
		if (!held.includes(document)) closeDocument(document).catch(() => {});
	};
}

function dropEarly() {
	if (!early) return;
	letGo(early.image);
	if (!held.includes(early.document)) closeDocument(early.document).catch(() => {});
	early = null;
}

/** What the lists know of a document. */
function cardOf(document: DocumentId): DocumentCard | undefined {
	const card = documents.card(document);
	if (card) return card;
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
