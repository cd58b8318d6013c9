import { expect, it } from "vitest";
import { numbered } from "./numbered";

const labels = (...all: string[]) => numbered(all.map((label) => ({ label }))).map(({ label }) => label);

it("leaves different labels alone", () => {
	expect(labels("a", "b")).toEqual(["a", "b"]);
});

it("numbers those that are called the same", () => {
	expect(labels("a", "b", "a", "a")).toEqual(["a", "b", "a (2)", "a (3)"]);
});

it("never makes a label that another has already", () => {
	expect(labels("a", "a (2)", "a")).toEqual(["a", "a (2)", "a (3)"]);
});
