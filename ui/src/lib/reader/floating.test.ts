import { expect, test } from "vitest";
import { placeBeside, type Box } from "./floating";

const bounds: Box = { left: 0, top: 0, right: 1000, bottom: 600 };
const size = { width: 300, height: 40 };
const meets = (a: Box, at: { left: number; top: number }) =>
	at.left < a.right && at.left + size.width > a.left && at.top < a.bottom && at.top + size.height > a.top;

test("a pane stands beneath, above or aside, never on its anchor", () => {
	const anchors: Box[] = [
		{ left: 400, top: 100, right: 500, bottom: 120 },
		{ left: 400, top: 560, right: 500, bottom: 590 },
		{ left: 400, top: 10, right: 500, bottom: 590 },
		{ left: 0, top: -200, right: 20, bottom: 20 },
	];
	for (const anchor of anchors) {
		const at = placeBeside(anchor, anchor.right, size, bounds);
		expect(meets(anchor, at), JSON.stringify(anchor)).toBe(false);
		expect(at.left >= 0 && at.left + size.width <= 1000 && at.top >= 0 && at.top + size.height <= 600).toBe(true);
	}
});

test("what fills everything is covered at its end", () => {
	expect(placeBeside({ left: 0, top: 0, right: 1000, bottom: 600 }, 500, size, bounds)).toEqual({ left: 350, top: 552 });
});
