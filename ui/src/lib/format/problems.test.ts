import { expect, test } from "vitest";
import type { Problem, ProblemCode } from "$lib/backend";
import { problemText, worst } from "./problems";

const problem = (code: ProblemCode, fields: Partial<Problem> = {}): Problem => ({
	code,
	page: null,
	line: null,
	detail: null,
	...fields,
});

test("what keeps one from reading is named before what is good to know", () => {
	expect(worst([problem("repaired"), problem("truncated"), problem("text_doubtful")])?.code).toBe("truncated");
	expect(worst([])).toBeNull();
});

test("a copied problem says which file, which page and what exactly", () => {
	const text = problemText(problem("page_unreadable", { page: 2, detail: "bad filter" }), "deck.pdf");
	expect(text).toMatch(/^deck\.pdf\nPage unreadable \(page_unreadable\)\nPage 3\nbad filter\n/);
});
