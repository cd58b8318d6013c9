// Where on a slide a note of the room goes.

import type { Rect, Shape } from "$lib/backend";
import { shownSize, toUser } from "$lib/reader/coordinates";
import type { Part } from "$lib/reader/picturing";
import { NOTE_SIZE, rectOf } from "$lib/reader/shapes";
import type { ReaderState } from "$lib/state/reader.svelte";
import { room } from "$lib/state/room.svelte";

/** How wide an area's frame is, in points. */
const FRAME_WIDTH = 1.5;

/** A part of the shown page, in points from its top left. */
function shownPart(width: number, height: number, { x0, y0, x1, y1 }: Part): Rect {
	return { x0: x0 * width, y0: y0 * height, x1: x1 * width, y1: y1 * height };
}

/** Puts the note whose spot was asked for onto it, and points it out there. */
export async function putHere(reader: ReaderState, page: number, part: Part) {
	const view = reader.placing;
	const frame = reader.pages[page];
	reader.placing = null;
	if (!view || !frame) return;
	const { width, height } = shownSize(frame);
	const { x0, y0, x1, y1 } = shownPart(width, height, part);
	// A note's sign stays on the page.
	const inside = (value: number, most: number) => Math.max(NOTE_SIZE / 2, Math.min(value, most - NOTE_SIZE / 2));
	const shape: Shape =
		x1 > x0 && y1 > y0
			? { kind: "rect", rect: rectOf(toUser(frame, { x: x0, y: y0 }), toUser(frame, { x: x1, y: y1 })), width: FRAME_WIDTH }
			: { kind: "point", at: toUser(frame, { x: inside(x0, width), y: inside(y0, height) }) };
	if (!(await room.put([view], reader.document, page, shape))) return;
	reader.active = room.all.find(({ note }) => note.id === view.note.id)?.note.annotation ?? null;
}
