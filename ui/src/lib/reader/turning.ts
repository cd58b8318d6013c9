// How an image that was drawn upright lies in a box that the reader has turned.

import type { Size } from "./coordinates";

/** CSS for what fills `box` once it is turned by quarters, clockwise; none where it is not turned. */
export function turnedStyle(quarters: number, { width, height }: Size): string | null {
	if (quarters % 4 === 0) return null;
	const [across, down] = quarters % 2 ? [height, width] : [width, height];
	return `inset:auto;left:50%;top:50%;width:${across}px;height:${down}px;transform:translate(-50%,-50%) rotate(${quarters * 90}deg)`;
}
