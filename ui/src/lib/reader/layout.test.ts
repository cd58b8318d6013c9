import { expect, test } from "vitest";
import { between, factorOf, imageWidth, layOut, pageAt, pageInView, rowOf, step } from "./layout";

const slide = { width: 720, height: 405 };
const pane = { width: 984, height: 700 };
const layout = layOut([slide, slide, slide], { kind: "fit_width" }, pane);

test("fitted pages fill the pane between its margins, in whole pixels", () => {
	expect(layout.slots[0]).toEqual({ top: 12, left: 12, width: 960, height: 540, scale: 960 / 720 });
	expect(layout.slots[1]?.top).toBe(12 + 540 + 12);
	expect(layout.height).toBe(12 + 3 * 552);
});

test("a fitted page is wholly seen", () => {
	const tall = { width: 600, height: 1200 };
	expect(factorOf({ kind: "fit_page" }, tall, pane) * tall.height * (96 / 72)).toBeCloseTo(pane.height - 24);
});

test("a page that is shown whole stands alone in the pane", () => {
	const { slots, height } = layOut([slide, slide], { kind: "fit_page" }, pane);
	expect(slots.map((slot) => slot?.top)).toEqual([80, 80 + 540 + 83]);
	expect(height).toBe(80 + 540 + 83 + 540 + 80);
});

test("one page that is shown whole needs no scrolling", () => {
	expect(layOut([slide], { kind: "fit_page" }, pane).height).toBe(pane.height);
});

test("pages are found by height", () => {
	expect(between(layout, 0, 700)).toEqual([0, 1]);
	expect(between(layout, 553, 560), "only the gap").toEqual([0, -1]);
	expect(pageAt(layout, 0)).toBe(0);
	expect(pageAt(layout, 553)).toBe(1);
	expect(pageAt(layout, 1e6)).toBe(2);
	expect(pageInView(layout, 400, 1100)).toBe(1);
});

test("zoom goes by customary steps and stops at its ends", () => {
	expect([step(1, 1), step(1.03, -1), step(4, 1), step(0.25, -1)]).toEqual([1.1, 1, 4, 0.25]);
});

test("a zoom asked for by number has its limits", () => {
	expect(factorOf({ kind: "scale", factor: 9 }, slide, pane)).toBe(4);
});

test("images stay below what the backend draws", () => {
	const slot = { top: 0, left: 0, width: 3840, height: 2160, scale: 4 };
	expect(imageWidth(slot, 1)).toBe(3840);
	const width = imageWidth(slot, 2);
	expect(width * width * (2160 / 3840)).toBeLessThanOrEqual(16_000_000);
});

test("pairs stand beside each other, after a cover where there is one", () => {
	const pairs = layOut(Array(5).fill(slide), { kind: "fit_width" }, pane, { mode: "double", current: 0, cover: false });
	expect(pairs.rows.map(({ first, last }) => [first, last])).toEqual([
		[0, 1],
		[2, 3],
		[4, 4],
	]);
	const [left, right] = pairs.slots;
	expect(left && right && right.left - left.left - left.width).toBe(12);
	expect(pageAt(pairs, 100, 900)).toBe(1);
	expect(rowOf(pairs, 3)?.first).toBe(2);
	const book = layOut(Array(4).fill(slide), { kind: "fit_width" }, pane, { mode: "double", current: 0, cover: true });
	expect(book.rows.map(({ first, last }) => [first, last])).toEqual([
		[0, 0],
		[1, 2],
		[3, 3],
	]);
});

test("one page at a time leaves the others out", () => {
	const alone = layOut([slide, slide, slide], { kind: "fit_page" }, pane, { mode: "single", current: 1, cover: false });
	expect(alone.slots.map((slot) => slot?.top)).toEqual([undefined, 80, undefined]);
	expect(alone.height).toBe(pane.height);
	expect(between(alone, 0, 700)).toEqual([1, 1]);
	expect(pageInView(alone, 0, 700)).toBe(1);
});
