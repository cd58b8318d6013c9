// User space (points, origin bottom-left, before /Rotate) against the page as it is shown: points, origin top-left,
// y downwards, after crop and rotation. A page's pixels are those times its scale, which CSS applies.

import type { Point, Quad, Rect, Rotation } from "$lib/backend";

/** What is shown of a page, and how it is turned. */
export interface Frame {
	crop: Rect;
	rotation: Rotation;
}

export interface Size {
	width: number;
	height: number;
}

/** The shown page's size, in points. */
export function shownSize({ crop, rotation }: Frame): Size {
	const width = Math.max(1, crop.x1 - crop.x0);
	const height = Math.max(1, crop.y1 - crop.y0);
	return rotation === "clockwise90" || rotation === "clockwise270"
		? { width: height, height: width }
		: { width, height };
}

const ROTATIONS: readonly Rotation[] = ["none", "clockwise90", "half", "clockwise270"];

/** A rotation, turned on by quarters, clockwise. */
export function turned(rotation: Rotation, quarters: number): Rotation {
	return ROTATIONS[(ROTATIONS.indexOf(rotation) + quarters) % 4] ?? rotation;
}

/** A point of user space on the shown page. */
export function toShown({ crop, rotation }: Frame, { x, y }: Point): Point {
	switch (rotation) {
		case "none":
			return { x: x - crop.x0, y: crop.y1 - y };
		case "clockwise90":
			return { x: y - crop.y0, y: x - crop.x0 };
		case "half":
			return { x: crop.x1 - x, y: y - crop.y0 };
		case "clockwise270":
			return { x: crop.y1 - y, y: crop.x1 - x };
	}
}

/** A point of the shown page in user space. */
export function toUser({ crop, rotation }: Frame, { x, y }: Point): Point {
	switch (rotation) {
		case "none":
			return { x: x + crop.x0, y: crop.y1 - y };
		case "clockwise90":
			return { x: y + crop.x0, y: x + crop.y0 };
		case "half":
			return { x: crop.x1 - x, y: y + crop.y0 };
		case "clockwise270":
			return { x: crop.x1 - y, y: crop.y1 - x };
	}
}

/** A direction of user space as an angle on the shown page, in radians, clockwise as CSS turns. */
export function shownAngle(frame: Frame, direction: Point): number {
	const from = toShown(frame, { x: 0, y: 0 });
	const to = toShown(frame, direction);
	return Math.atan2(to.y - from.y, to.x - from.x);
}

/** A quad's corners on the shown page, around it: top-left, top-right, bottom-right, bottom-left. */
export function shownCorners(frame: Frame, { tl, tr, bl, br }: Quad): [Point, Point, Point, Point] {
	return [toShown(frame, tl), toShown(frame, tr), toShown(frame, br), toShown(frame, bl)];
}

/** The quads as one SVG path on the shown page. */
export function shownPath(frame: Frame, quads: readonly Quad[]): string {
	const at = ({ x, y }: Point) => `${x.toFixed(2)} ${y.toFixed(2)}`;
	return quads.map((quad) => `M${shownCorners(frame, quad).map(at).join("L")}Z`).join("");
}

/** A line beneath each quad, as one SVG path on the shown page. */
export function shownUnderline(frame: Frame, quads: readonly Quad[]): string {
	const at = (point: Point) => {
		const { x, y } = toShown(frame, point);
		return `${x.toFixed(2)} ${y.toFixed(2)}`;
	};
	return quads.map(({ bl, br }) => `M${at(bl)}L${at(br)}`).join("");
}

/** The upright box around the quads, on the shown page. */
export function shownBounds(frame: Frame, quads: readonly Quad[]): Rect {
	const corners = quads.flatMap((quad) => shownCorners(frame, quad));
	const xs = corners.map((corner) => corner.x);
	const ys = corners.map((corner) => corner.y);
	return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** The rectangle as a quad, for those annotations that have no quads. */
export function quadOf({ x0, y0, x1, y1 }: Rect): Quad {
	return { tl: { x: x0, y: y1 }, tr: { x: x1, y: y1 }, bl: { x: x0, y: y0 }, br: { x: x1, y: y0 } };
}

/** Is a point of user space within one of the quads? */
export function quadsContain(quads: readonly Quad[], point: Point): boolean {
	return quads.some(({ tl, tr, bl, br }) => {
		const corners = [tl, tr, br, bl];
		const sides = corners.map((corner, idx) => {
			const next = corners[(idx + 1) % 4] ?? corner;
			return (next.x - corner.x) * (point.y - corner.y) - (next.y - corner.y) * (point.x - corner.x);
		});
		return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
	});
}
