import { expect, test } from "vitest";
import type { Rotation } from "$lib/backend";
import { shownAngle, shownBounds, shownPath, shownSize, toShown, toUser, type Frame } from "./coordinates";

const crop = { x0: 10, y0: 20, x1: 110, y1: 70 };
const frame = (rotation: Rotation): Frame => ({ crop, rotation });
const rotations: Rotation[] = ["none", "clockwise90", "half", "clockwise270"];

test("a quarter turn swaps width and height", () => {
	expect(rotations.map((rotation) => shownSize(frame(rotation)).width)).toEqual([100, 50, 100, 50]);
});

test("the top-left corner of the crop box goes where the rotation puts it", () => {
	const corner = { x: 10, y: 70 };
	expect(toShown(frame("none"), corner)).toEqual({ x: 0, y: 0 });
	expect(toShown(frame("clockwise90"), corner)).toEqual({ x: 50, y: 0 });
	expect(toShown(frame("half"), corner)).toEqual({ x: 100, y: 50 });
	expect(toShown(frame("clockwise270"), corner)).toEqual({ x: 0, y: 100 });
});

test("the way back leads back", () => {
	for (const rotation of rotations) {
		const point = { x: 33, y: 41 };
		expect(toUser(frame(rotation), toShown(frame(rotation), point)), rotation).toEqual(point);
	}
});

test("upright text turns clockwise with its page", () => {
	const degrees = rotations.map((rotation) => (shownAngle(frame(rotation), { x: 1, y: 0 }) * 180) / Math.PI);
	expect(degrees.map((angle) => Math.round((angle + 360) % 360))).toEqual([0, 90, 180, 270]);
});

test("quads become one path and one box", () => {
	const quad = { tl: { x: 10, y: 70 }, tr: { x: 30, y: 70 }, bl: { x: 10, y: 60 }, br: { x: 30, y: 60 } };
	expect(shownPath(frame("none"), [quad])).toBe("M0.00 0.00L20.00 0.00L20.00 10.00L0.00 10.00Z");
	expect(shownBounds(frame("half"), [quad])).toEqual({ x0: 80, y0: 40, x1: 100, y1: 50 });
});
