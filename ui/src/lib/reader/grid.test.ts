import { expect, test } from "vitest";
import { grid } from "./grid";

test("a grid has as many columns as fit, and pages stay within the pane", () => {
	const pages = Array(7).fill({ width: 720, height: 405 });
	const { places, n_columns } = grid(pages, 800, 224);
	expect(n_columns).toBe(3);
	expect(places[3]?.left).toBe(places[0]?.left);
	expect(places[3]?.top).toBeGreaterThan((places[0]?.top ?? 0) + (places[0]?.height ?? 0));
	for (const { left, width } of places) {
		expect(left).toBeGreaterThanOrEqual(0);
		expect(left + width).toBeLessThanOrEqual(800);
	}
});

test("the narrowest pane has one column", () => {
	expect(grid([{ width: 10, height: 20 }], 60, 224).n_columns).toBe(1);
});
