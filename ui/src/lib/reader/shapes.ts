// What is drawn on a page, as paths on the page as it is shown; and what of it the pointer meets.

import type { Annotation, AnnotationKind, Point, Rect, Shape } from "$lib/backend";
import { quadsContain, shownBounds, toShown, type Frame } from "./coordinates";

/** Kinds that mark words. */
export const wordKinds = ["highlight", "underline", "strike_out", "squiggle"] as const satisfies readonly AnnotationKind[];
/** Every kind, in the order of menus. */
export const annotationKinds = [
	...wordKinds,
	"note",
	"free_text",
	"area",
	"box",
	"arrow",
	"ink",
] as const satisfies readonly AnnotationKind[];
export type WordKind = (typeof wordKinds)[number];

export const isWordKind = (kind: AnnotationKind): kind is WordKind => wordKinds.some((other) => other === kind);

/** How wide and high a note's icon is, in points; as the backend has it. */
export const NOTE_SIZE = 18;
/** How near to a line the pointer must be to mean it, in points. */
const NEAR = 5;

const spelled = ({ x, y }: Point) => `${x.toFixed(2)} ${y.toFixed(2)}`;

/** The rectangle between two corners. */
export function rectOf(a: Point, b: Point): Rect {
	return { x0: Math.min(a.x, b.x), y0: Math.min(a.y, b.y), x1: Math.max(a.x, b.x), y1: Math.max(a.y, b.y) };
}

/** A rectangle of user space on the shown page. */
export function shownRect(frame: Frame, { x0, y0, x1, y1 }: Rect): Rect {
	return rectOf(toShown(frame, { x: x0, y: y0 }), toShown(frame, { x: x1, y: y1 }));
}

/** A zigzag beneath each line of words. */
export function shownSquiggle(frame: Frame, quads: Annotation["target"]["quads"]): string {
	return quads
		.map(({ tl, bl, br }) => {
			const [from, to, up] = [toShown(frame, bl), toShown(frame, br), toShown(frame, tl)];
			const length = Math.hypot(to.x - from.x, to.y - from.y);
			const height = Math.max(1, Math.hypot(up.x - from.x, up.y - from.y));
			const step = Math.min(4, Math.max(1.5, height / 6));
			const n_steps = Math.min(2000, Math.max(1, Math.floor(length / step)));
			const points = Array.from({ length: n_steps + 1 }, (_, idx) => {
				const on = idx / n_steps;
				const rise = idx % 2 ? (step * 0.8) / height : 0;
				return {
					x: from.x + (to.x - from.x) * on + (up.x - from.x) * rise,
					y: from.y + (to.y - from.y) * on + (up.y - from.y) * rise,
				};
			});
			return `M${points.map(spelled).join("L")}`;
		})
		.join("");
}

/** A line through each line of words. */
export function shownStrike(frame: Frame, quads: Annotation["target"]["quads"]): string {
	const through = (foot: Point, head: Point) =>
		spelled(toShown(frame, { x: foot.x + (head.x - foot.x) * 0.42, y: foot.y + (head.y - foot.y) * 0.42 }));
	return quads.map(({ tl, tr, bl, br }) => `M${through(bl, tl)}L${through(br, tr)}`).join("");
}

/** An arrow's line and its head, as two paths. */
export function shownArrow(frame: Frame, from: Point, to: Point, width: number): { line: string; head: string } {
	const [a, b] = [toShown(frame, from), toShown(frame, to)];
	const length = Math.max(Number.EPSILON, Math.hypot(b.x - a.x, b.y - a.y));
	const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
	const head = Math.min(width * 4.5, length);
	const half = Math.min(head * 0.4, width * 2);
	const neck = { x: b.x - dx * head, y: b.y - dy * head };
	const left = { x: neck.x - dy * half, y: neck.y + dx * half };
	const right = { x: neck.x + dy * half, y: neck.y - dx * half };
	return { line: `M${spelled(a)}L${spelled(neck)}`, head: `M${spelled(b)}L${spelled(left)}L${spelled(right)}Z` };
}

/** What the pen drew: a path for each stretch of one width, for the width follows the pressure. */
export function shownStrokes(
	frame: Frame,
	strokes: readonly (readonly [number, number, number][])[],
	width: number,
): { d: string; width: number }[] {
	return strokes.flatMap((stroke) => {
		const points = stroke.map(([x, y, pressure]) => ({ at: toShown(frame, { x, y }), pressure }));
		const [first] = points;
		if (!first) return [];
		const of = (pressure: number) => width * (0.5 + Math.min(1, Math.max(0, pressure)));
		if (points.every(({ pressure }) => pressure === first.pressure)) {
			const ends = points.length === 1 ? [first, first] : points;
			return [{ d: `M${ends.map(({ at }) => spelled(at)).join("L")}`, width: of(first.pressure) }];
		}
		return points.slice(1).map((point, idx) => {
			const before = points[idx] ?? point;
			return {
				d: `M${spelled(before.at)}L${spelled(point.at)}`,
				width: of((before.pressure + point.pressure) / 2),
			};
		});
	});
}

/** The same shape, moved. */
export function moved(shape: Shape, dx: number, dy: number): Shape {
	const point = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
	const rect = ({ x0, y0, x1, y1 }: Rect): Rect => ({ x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy });
	switch (shape.kind) {
		case "point":
			return { ...shape, at: point(shape.at) };
		case "rect":
		case "text":
			return { ...shape, rect: rect(shape.rect) };
		case "line":
			return { ...shape, from: point(shape.from), to: point(shape.to) };
		case "strokes":
			return {
				...shape,
				strokes: shape.strokes.map((stroke) => stroke.map(([x, y, p]): [number, number, number] => [x + dx, y + dy, p])),
			};
	}
}

/** What can be taken hold of to resize a shape, in user space. */
export function handlesOf(shape: Shape): Point[] {
	switch (shape.kind) {
		case "point":
			return [];
		case "line":
			return [shape.from, shape.to];
		case "rect":
		case "text": {
			const { x0, y0, x1, y1 } = shape.rect;
			return [
				{ x: x0, y: y0 },
				{ x: x1, y: y0 },
				{ x: x1, y: y1 },
				{ x: x0, y: y1 },
			];
		}
		case "strokes": {
			const { x0, y0, x1, y1 } = boundsOf(shape);
			return [
				{ x: x0, y: y0 },
				{ x: x1, y: y0 },
				{ x: x1, y: y1 },
				{ x: x0, y: y1 },
			];
		}
	}
}

/** The least side of a shape that is resized, in points. */
const LEAST = 6;

/** The same shape with one of its handles elsewhere. */
export function resized(shape: Shape, handle: number, to: Point): Shape {
	if (shape.kind === "point") return shape;
	if (shape.kind === "line") return handle === 0 ? { ...shape, from: to } : { ...shape, to };
	const before = shape.kind === "strokes" ? boundsOf(shape) : shape.rect;
	// The corner across stays where it is.
	const fixed = handlesOf(shape)[(handle + 2) % 4] ?? to;
	const held = handlesOf(shape)[handle] ?? to;
	const away = (value: number, from: number, was: number) =>
		was >= from ? Math.max(value, from + LEAST) : Math.min(value, from - LEAST);
	const rect = rectOf(fixed, { x: away(to.x, fixed.x, held.x), y: away(to.y, fixed.y, held.y) });
	if (shape.kind !== "strokes") return { ...shape, rect };
	const width = Math.max(1e-3, before.x1 - before.x0);
	const height = Math.max(1e-3, before.y1 - before.y0);
	const strokes = shape.strokes.map((stroke) =>
		stroke.map(([x, y, p]): [number, number, number] => [
			rect.x0 + ((x - before.x0) / width) * (rect.x1 - rect.x0),
			rect.y0 + ((y - before.y0) / height) * (rect.y1 - rect.y0),
			p,
		]),
	);
	return { ...shape, strokes };
}

/** The box around a shape's own points. */
export function boundsOf(shape: Shape): Rect {
	const points: Point[] =
		shape.kind === "strokes"
			? shape.strokes.flat().map(([x, y]) => ({ x, y }))
			: shape.kind === "point"
				? [shape.at]
				: handlesOf(shape);
	const xs = points.map(({ x }) => x);
	const ys = points.map(({ y }) => y);
	return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** What is left of strokes when an eraser of this radius passes a point; `null` where it meets none of them. */
export function erased(
	strokes: readonly [number, number, number][][],
	at: Point,
	radius: number,
): [number, number, number][][] | null {
	const left = strokes.filter((stroke) => !meets(stroke, at, radius));
	return left.length === strokes.length ? null : left;
}

function meets(stroke: readonly [number, number, number][], at: Point, radius: number): boolean {
	return stroke.some(([x, y], idx) => {
		const [nextX, nextY] = stroke[idx + 1] ?? [x, y];
		return distanceTo(at, { x, y }, { x: nextX, y: nextY }) <= radius;
	});
}

function distanceTo(point: Point, a: Point, b: Point): number {
	const [dx, dy] = [b.x - a.x, b.y - a.y];
	const squared = dx * dx + dy * dy;
	const along = squared ? Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / squared)) : 0;
	return Math.hypot(point.x - a.x - dx * along, point.y - a.y - dy * along);
}

/** The mark that a point of user space means: of several the smallest. */
export function markAt(marks: readonly Annotation[], point: Point): Annotation | undefined {
	const hits = marks.filter((mark) => isAt(mark, point));
	const extent = ({ target }: Annotation) => {
		const upright: Frame = { crop: { x0: 0, y0: 0, x1: 0, y1: 0 }, rotation: "none" };
		return target.quads.reduce((sum, quad) => {
			const { x0, y0, x1, y1 } = shownBounds(upright, [quad]);
			return sum + (x1 - x0) * (y1 - y0);
		}, 0);
	};
	return hits.toSorted((a, b) => extent(a) - extent(b))[0];
}

function isAt({ kind, target }: Annotation, point: Point): boolean {
	const { shape } = target;
	if (shape?.kind === "strokes") return shape.strokes.some((stroke) => meets(stroke, point, shape.width / 2 + NEAR));
	if (shape?.kind === "line") return distanceTo(point, shape.from, shape.to) <= shape.width / 2 + NEAR;
	if (shape?.kind === "rect" && kind === "box") {
		// Only its frame: what it stands around is there to be marked too.
		const { x0, y0, x1, y1 } = shape.rect;
		const inside = (by: number) => point.x > x0 + by && point.x < x1 - by && point.y > y0 + by && point.y < y1 - by;
		return inside(-NEAR) && !inside(NEAR + shape.width);
	}
	return quadsContain(target.quads, point);
}
