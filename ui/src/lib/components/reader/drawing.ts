// What becomes of a shape once it is drawn, by pointer or by keyboard.

import type { Annotation, AnnotationKind, Point, Shape } from "$lib/backend";
import { m } from "$lib/messages";
import { toShown, toUser, type Frame } from "$lib/reader/coordinates";
import { rectOf } from "$lib/reader/shapes";
import type { MarkTool } from "$lib/reader/tools";
import { marking } from "$lib/state/marking.svelte";
import type { ReaderState } from "$lib/state/reader.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { tick } from "svelte";

/** The shape of a tool that was only clicked with, or called by a key: to the right and down as the page is seen. */
export function usualShape(tool: MarkTool, at: Point, page: Frame): { kind: AnnotationKind; shape: Shape } | null {
	const { x, y } = toShown(page, at);
	const beside = (across: number, down: number) => toUser(page, { x: x + across, y: y + down });
	const frame = (width: number, height: number) => rectOf(at, beside(width, height));
	switch (tool) {
		case "note":
			return { kind: "note", shape: { kind: "point", at } };
		case "free_text":
			return { kind: "free_text", shape: { kind: "text", rect: frame(marking.size * 13, marking.size * 3.5), size: marking.size } };
		case "area":
			return { kind: "area", shape: { kind: "rect", rect: frame(160, 110), width: 1.5 } };
		case "box":
			return { kind: "box", shape: { kind: "rect", rect: frame(140, 70), width: marking.width } };
		case "arrow":
			return { kind: "arrow", shape: { kind: "line", from: beside(-60, -30), to: at, width: marking.width } };
		default:
			return null;
	}
}

/** Keeps the shape, and opens it where there is something to write. */
export async function keep(reader: ReaderState, page: number, kind: AnnotationKind, shape: Shape): Promise<Annotation | null> {
	const writes = kind === "note" || kind === "free_text";
	if (writes) marking.choose(null);
	const mark = await reader.marks.draw(page, kind, shape);
	if (!mark) {
		toasts.failed(m.marking.failed, reader.marks.pending.at(-1)?.error ?? "");
		return null;
	}
	if (writes) reader.openPopover(mark.id, "comment");
	else reader.active = mark.id;
	return mark;
}

/** Puts the usual shape of the tool at hand into the middle of what is seen, with the keyboard on it. */
export async function keepHere(reader: ReaderState) {
	const at = reader.textAt({ x: reader.pane.width / 2, y: reader.pane.height / 2 });
	const frame = at && reader.pages[at.page];
	const usual = frame && marking.tool ? usualShape(marking.tool, at.point, frame) : null;
	if (!at || !usual) return;
	const mark = await keep(reader, at.page, usual.kind, usual.shape);
	if (!mark || reader.popover) return;
	await tick();
	// The same page may be shown in two readers.
	reader.scroller?.querySelector<SVGElement>(`[data-testid="shape"][data-annotation="${mark.id}"]`)?.focus();
}
