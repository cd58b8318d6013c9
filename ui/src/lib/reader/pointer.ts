// The window's pixels: where the pointer is in the pane of pages, and where the pane is in the window.

import type { Point, Rect } from "$lib/backend";
import type { Box } from "./floating";

/** Where the pointer is within an element, from its top left corner. */
export function pointIn(element: Element, event: MouseEvent): Point {
	const { left, top } = element.getBoundingClientRect();
	return { x: event.clientX - left, y: event.clientY - top };
}

/** How far apart two fingers are on a touch screen, and what is in their middle within an element; nothing where there are not two. */
export function fingersIn(element: Element, { touches }: TouchEvent): { apart: number; middle: Point } | null {
	const [one, other, third] = touches;
	if (!one || !other || third) return null;
	const { left, top } = element.getBoundingClientRect();
	return {
		apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
		middle: { x: (one.clientX + other.clientX) / 2 - left, y: (one.clientY + other.clientY) / 2 - top },
	};
}

/** Where the pointer is in the window. */
export const pointInWindow = (event: MouseEvent): Point => ({ x: event.clientX, y: event.clientY });

/** A point of the window, for what stands beside an element. */
export const spotAt = ({ x, y }: Point) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });

/** A box of the pane's pixels in the window's, cut to what is seen of it. */
export function boxInWindow(pane: Element, box: Rect): Box {
	const { left, top } = pane.getBoundingClientRect();
	const within = (value: number, most: number) => Math.max(0, Math.min(value, most));
	return {
		left: left + within(box.x0, pane.clientWidth),
		top: top + within(box.y0, pane.clientHeight),
		right: left + within(box.x1, pane.clientWidth),
		bottom: top + within(box.y1, pane.clientHeight),
	};
}

/** Where something may float that belongs to a pane: over all of the window's height, beside the pane only if it must. */
export function roomAround(pane: Element, width: number): Box {
	const { left, right } = pane.getBoundingClientRect();
	const fits = pane.clientWidth > width + 32;
	return { left: fits ? left : 0, right: fits ? right : innerWidth, top: 0, bottom: innerHeight };
}

/** The window's width and height. */
export const windowSize = (): [number, number] => [innerWidth, innerHeight];

/** Chromium counts the magnification of a page into its device ratio; WebKit does not. */
const COUNTS = navigator.userAgent.includes("Chrome/");
let magnification = 1;

/** The whole window is drawn larger by this factor. */
export function magnify(factor: number) {
	magnification = COUNTS ? 1 : factor;
}

/** Device pixels a CSS pixel. */
export const deviceRatio = () => devicePixelRatio * magnification;
