import type { Annotation, Shape } from "$lib/backend";
import { describe, expect, test } from "vitest";
import { quadOf, type Frame } from "./coordinates";
import { boundsOf, erased, handlesOf, markAt, moved, rectOf, resized, shownArrow, shownRect, shownStrokes } from "./shapes";

const frame: Frame = { crop: { x0: 0, y0: 0, x1: 200, y1: 100 }, rotation: "none" };
const box: Shape = { kind: "rect", rect: { x0: 10, y0: 20, x1: 50, y1: 40 }, width: 2 };
const ink: Shape = { kind: "strokes", strokes: [[[0, 0, 0.5], [10, 0, 0.5]], [[0, 50, 0.2], [10, 50, 0.8]]], width: 2 };

const mark = (id: string, kind: Annotation["kind"], shape: Shape): Annotation => ({
	id,
	kind,
	target: {
		document: "",
		page: 0,
		range: { start: 0, end: 0 },
		quads: [quadOf(boundsOf(shape))],
		quote: "",
		prefix: "",
		suffix: "",
		source: "drawn",
		shape,
		stretches: [],
	},
	color: "red",
	comment: "",
	replies: [],
	tags: [],
	author: "",
	created_at: "",
	modified_at: "",
	orphaned: false,
});

describe("shapes", () => {
	test("are moved as a whole", () => {
		expect(moved(box, 5, -5)).toEqual({ kind: "rect", rect: { x0: 15, y0: 15, x1: 55, y1: 35 }, width: 2 });
		expect(boundsOf(moved(ink, 1, 2))).toEqual({ x0: 1, y0: 2, x1: 11, y1: 52 });
	});

	test("are resized about the corner across, and never turned over", () => {
		expect(resized(box, 2, { x: 70, y: 60 })).toMatchObject({ rect: { x0: 10, y0: 20, x1: 70, y1: 60 } });
		expect(resized(box, 2, { x: 0, y: 0 })).toMatchObject({ rect: { x0: 10, y0: 20, x1: 16, y1: 26 } });
		expect(boundsOf(resized(ink, 2, { x: 20, y: 100 }))).toEqual({ x0: 0, y0: 0, x1: 20, y1: 100 });
		expect(handlesOf(box)).toHaveLength(4);
	});

	test("stand on the shown page, y downwards", () => {
		expect(shownRect(frame, rectOf({ x: 10, y: 20 }, { x: 50, y: 40 }))).toEqual({ x0: 10, y0: 60, x1: 50, y1: 80 });
		expect(shownArrow(frame, { x: 0, y: 0 }, { x: 100, y: 0 }, 2).line).toBe("M0.00 100.00L91.00 100.00");
		expect(shownStrokes(frame, ink.kind === "strokes" ? ink.strokes : [], 2).map(({ width }) => width)).toEqual([2, 2]);
	});

	test("an eraser takes the strokes that it meets", () => {
		const strokes = ink.kind === "strokes" ? ink.strokes : [];
		expect(erased(strokes, { x: 5, y: 2 }, 4)).toEqual([strokes[1]]);
		expect(erased(strokes, { x: 5, y: 25 }, 4)).toBeNull();
	});

	test("of several under the pointer the smallest is meant, and of a box its frame", () => {
		const around = mark("area", "area", { kind: "rect", rect: { x0: 0, y0: 0, x1: 100, y1: 90 }, width: 1 });
		const within = mark("box", "box", box);
		expect(markAt([around, within], { x: 10, y: 30 })?.id).toBe("box");
		expect(markAt([around, within], { x: 30, y: 30 })?.id).toBe("area");
		expect(markAt([mark("ink", "ink", ink)], { x: 5, y: 25 })).toBeUndefined();
	});
});
