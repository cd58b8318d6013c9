// Where a small pane stands beside what it belongs to, in the window's pixels.

import type { Size } from "./coordinates";

export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const DISTANCE = 8;

/**
 * Beneath `anchor` where there is room within `bounds`, else above it, else at its side: it never covers the anchor
 * unless the anchor fills the bounds. `x` is where its middle wants to be.
 */
export function placeBeside(anchor: Box, x: number, size: Size, bounds: Box): { left: number; top: number } {
	const left = clamp(x - size.width / 2, bounds.left + DISTANCE, bounds.right - size.width - DISTANCE);
	const below = anchor.bottom + DISTANCE;
	const above = anchor.top - DISTANCE - size.height;
	if (below + size.height <= bounds.bottom - DISTANCE && below >= bounds.top) {
		return { left, top: Math.max(below, bounds.top + DISTANCE) };
	}
	if (above >= bounds.top + DISTANCE && above + size.height <= bounds.bottom) return { left, top: above };
	const top = clamp(anchor.top, bounds.top + DISTANCE, bounds.bottom - size.height - DISTANCE);
	const after = anchor.right + DISTANCE;
	if (after + size.width <= bounds.right - DISTANCE) return { left: after, top };
	const before = anchor.left - DISTANCE - size.width;
	if (before >= bounds.left + DISTANCE) return { left: before, top };
	return { left, top: Math.max(bounds.top + DISTANCE, bounds.bottom - size.height - DISTANCE) };
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high));
