// What the keyboard does in the reader.

import { copyCitation } from "./citing";
import { keepHere } from "./drawing";
import { isWordKind, type WordKind } from "$lib/reader/shapes";
import { markTools, toolKeys } from "$lib/reader/tools";
import { marking } from "$lib/state/marking.svelte";
import { colors } from "$lib/state/readerMarks.svelte";
import type { ReaderState } from "$lib/state/reader.svelte";
import type { ReaderPicks } from "$lib/state/readerPicks.svelte";
import { readerColors } from "$lib/state/readerColors.svelte";
import { tray } from "$lib/state/tray.svelte";
import { viewing } from "$lib/state/readerViewing.svelte";

const LINE = 60;
/** How far an arrow moves marks, in points; with Ctrl one. */
const STEP = 4;
const arrows: Record<string, [number, number]> = {
	arrowleft: [-1, 0],
	arrowright: [1, 0],
	arrowup: [0, -1],
	arrowdown: [0, 1],
};

/** What marks the selected words. */
const selectionKeys: Record<string, WordKind> = { h: "highlight", u: "underline", k: "strike_out", q: "squiggle" };

/** How a color marks words: as the tool at hand does. */
function wordKind(): WordKind {
	const tool = marking.tool;
	return tool && tool !== "eraser" && isWordKind(tool) ? tool : "highlight";
}

/** What a key does here; `null` where it is not the reader's. */
export function actionOf(event: KeyboardEvent, reader: ReaderState, focusPageBox: () => void): (() => unknown) | null {
	const control = event.ctrlKey || event.metaKey;
	const key = event.key.toLowerCase();
	if (key === "f4" && !control && !event.altKey) {
		return event.shiftKey ? () => reader.panes.toggleRight() : () => reader.panes.toggleLeft();
	}
	if (!reader.readable || reader.presenting) return null;
	if (key === "f5" || (control && event.shiftKey && key === "p")) return () => reader.present(true);
	if (control && event.altKey) return key === "g" ? focusPageBox : null;
	if (event.altKey && !control && !event.shiftKey) {
		const tool = markTools.find((other) => toolKeys[other] === key);
		return tool ? () => marking.choose(tool) : null;
	}
	if (control) return withControl(event, key, reader);
	if (event.altKey || isTyping(event.target)) return null;
	return bare(event, key, reader);
}

function withControl(event: KeyboardEvent, key: string, reader: ReaderState): (() => unknown) | null {
	switch (key) {
		case "c":
			return event.shiftKey ? () => cite(reader) : null;
		case "f":
			return event.shiftKey ? null : () => reader.find.show();
		case "g":
			return () => (reader.find.lit ? reader.find.step(event.shiftKey ? -1 : 1) : reader.find.show());
		case "+":
		case "=":
			return () => reader.zoomBy(1);
		case "-":
			return () => reader.zoomBy(-1);
		case "0":
			return () => reader.setZoom({ kind: "fit_page" });
		case "9":
			return () => reader.setZoom({ kind: "fit_width" });
		case "8":
			return () => reader.setZoom({ kind: "scale", factor: 1 });
		case "a":
			return isTyping(event.target) ? null : () => selectAll(event.target, reader);
		default:
			return isTyping(event.target) || !(key in arrows) || reader.picks.ids.length === 0 ? null : toPicks(event, key, reader.picks);
	}
}

/** All marks of the page where one of them has the keyboard, else its words. */
function selectAll(target: EventTarget | null, reader: ReaderState) {
	const id = target instanceof SVGElement ? target.closest("[data-annotation]")?.getAttribute("data-annotation") : null;
	const mark = reader.marks.get(id ?? reader.picks.ids[0] ?? null);
	if (mark) reader.picks.page(mark.target.page);
	else reader.selectPage();
}

/** What a key does to all marks that are selected together. */
function toPicks(event: KeyboardEvent, key: string, picks: ReaderPicks): (() => unknown) | null {
	const color = /^[1-8]$/.test(key) ? colors[Number(key) - 1] : undefined;
	if (color) return () => picks.update({ color });
	const kind = event.shiftKey ? undefined : selectionKeys[key];
	if (kind) return () => picks.update({ kind });
	if (key === "delete" || key === "backspace") return () => picks.remove();
	if (key === "m" && event.shiftKey) return () => picks.merge();
	const [across, down] = arrows[key] ?? [];
	if (across === undefined || down === undefined || event.shiftKey) return null;
	const step = event.ctrlKey ? 1 : STEP;
	return () => picks.nudge(across * step, down * step);
}

/** The selected words with their source, else the page's. */
function cite(reader: ReaderState) {
	const { selection } = reader;
	return copyCitation(reader, selection.ends ? selection.text() : "", selection.ranges[0]?.page ?? reader.page);
}

function bare(event: KeyboardEvent, key: string, reader: ReaderState): (() => unknown) | null {
	const { selection } = reader;
	if (selection.ends) {
		const color = /^[1-8]$/.test(key) ? colors[Number(key) - 1] : undefined;
		if (color) return () => reader.markSelection(color, wordKind());
		const kind = selectionKeys[key];
		if (kind && !event.shiftKey) return () => reader.markSelection(reader.marks.lastColor, kind);
		// With Shift, the arrows and their like grow the web view's own selection.
		if (event.shiftKey && key.length > 1) return null;
	}
	if (key === "enter" && marking.draws && !(event.target instanceof Element && event.target.closest("button, [role=button]"))) {
		return () => keepHere(reader);
	}
	if (!selection.ends && reader.picks.ids.length > 0) {
		const action = toPicks(event, key, reader.picks);
		if (action) return action;
	}
	const mark = reader.popover?.mark ?? reader.active;
	if (key === "x" && mark) return () => reader.pick(mark, true);
	if ((key === "delete" || key === "backspace") && mark) return () => reader.removeMark(mark);
	const onControl = event.target instanceof Element && event.target.closest("button, [role=button], [role=tab]");
	switch (key) {
		case " ":
			return onControl ? null : () => reader.scrollPane(event.shiftKey ? -1 : 1);
		case "pagedown":
			return () => reader.scrollPane(1);
		case "pageup":
			return () => reader.scrollPane(-1);
		case "arrowdown":
			return () => reader.scrollOn(LINE);
		case "arrowup":
			return () => reader.scrollOn(-LINE);
		case "arrowright":
			return sideways(reader, 1);
		case "arrowleft":
			return sideways(reader, -1);
		case "c":
			return () => reader.setMode("continuous");
		case "s":
			return () => reader.setMode("single");
		case "d":
			return () => reader.setMode("double");
		case "g":
			return () => (reader.overview = !reader.overview);
		case "r":
			return () => reader.rotate(event.shiftKey ? -1 : 1);
		case "p":
			return () => viewing.setTool(viewing.tool === "hand" ? "select" : "hand");
		case "n":
			return () => readerColors.toggleNight();
		case "t":
			return event.shiftKey
				? () => tray.add({ document: reader.document, page: reader.page })
				: () => reader.panes.toggleText();
		case "l":
			return () => (reader.coding = true);
		case "m":
			return () => marking.toggle();
		case "j":
			return () => reader.stepMark(event.shiftKey ? -1 : 1);
		case "home":
			return () => reader.turnTo(0);
		case "end":
			return () => reader.turnTo(reader.pages.length - 1);
		default:
			return null;
	}
}

/** Pages that are wider than the pane are scrolled; others are turned. */
function sideways(reader: ReaderState, direction: 1 | -1): (() => unknown) | null {
	if (reader.layout.width > reader.pane.width + 1) return null;
	return () => reader.turn(direction);
}

function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	return (
		target.isContentEditable ||
		target.closest("input, textarea, select, [role=menu], [role=listbox]") !== null ||
		// A dialog of the frame has its own keys; a note beside the page does not stand in the reader's way.
		target.closest("[role=dialog][data-state]") !== null
	);
}
