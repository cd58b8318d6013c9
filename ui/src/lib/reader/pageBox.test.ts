import { expect, test } from "vitest";
import { findPage, pageName } from "./pageBox";

const pages = [{ label: "i" }, { label: "ii" }, { label: "1" }, { label: null }];

test("a label goes before a number", () => {
	expect(findPage(pages, " II ")).toBe(1);
	expect(findPage(pages, "1"), "the page that is called 1").toBe(2);
	expect(findPage(pages, "4")).toBe(3);
});

test("what is no page is none", () => {
	expect(["", "0", "5", "x", "1.5"].map((typed) => findPage(pages, typed))).toEqual([null, null, null, null, null]);
});

test("a page without label is called by its number", () => {
	expect([0, 3].map((page) => pageName(pages, page))).toEqual(["i", "4"]);
});
