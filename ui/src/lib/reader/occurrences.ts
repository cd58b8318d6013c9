// Words that were found on a page: which of them are meant, what stands around them, and how far down they are.

import type { CharRange, PageText } from "$lib/backend";
import { shownBounds, shownSize, type Frame } from "./coordinates";
import { sliceCodePoints } from "./offsets";
import { quadsOf } from "./pageText";

/** How exactly words must be as they were typed; a search finds them in any form. */
export interface Exactness {
	/** Nothing before or after what was typed: no other form. */
	wholeWord: boolean;
	matchCase: boolean;
	matchAccents: boolean;
}

/** One place where something was found. */
export interface Occurrence {
	page: number;
	range: CharRange;
	before: string;
	words: string;
	after: string;
	/** How far down the page, from 0 to 1. */
	down: number;
}

const BEFORE = 32;
const AFTER = 56;

/** Are these words, as they stand on the page, what was typed? */
export function meant(words: string, query: string, exactness: Exactness): boolean {
	const { wholeWord, matchCase, matchAccents } = exactness;
	if (!wholeWord && !matchCase && !matchAccents) return true;
	const plain = (text: string) => {
		const accents = matchAccents ? text.normalize("NFC") : text.normalize("NFD").replace(/\p{M}/gu, "");
		const cased = matchCase ? accents : accents.toLowerCase();
		return cased.replace(/\s+/g, " ").trim();
	};
	const found = plain(words);
	return typedForms(query).some((form) => {
		const wanted = plain(form);
		return wanted !== "" && (wholeWord ? found === wanted : found.includes(wanted));
	});
}

/** The words and the phrases of a query, without what commands the search. */
function typedForms(query: string): string[] {
	const phrases = [...query.matchAll(/["“«]([^"”»]+)["”»]/gu)].map((match) => match[1] ?? "");
	const words = query
		.replace(/["“”«»]/gu, " ")
		.split(/\s+/)
		.filter((word) => word && word !== "OR" && !word.startsWith("-"))
		.map((word) => word.replace(/^[=~]/, "").replace(/\*$/, ""));
	return [...phrases, ...words];
}

/** Each place with what stands around it. */
export function occurrences(page: number, frame: Frame, text: PageText, ranges: readonly CharRange[]): Occurrence[] {
	const { height } = shownSize(frame);
	const oneLine = (words: string) => words.replace(/\s+/g, " ");
	return ranges.map((range) => {
		const quads = quadsOf(text, range);
		return {
			page,
			range,
			before: oneLine(leading(text.text, range.start)).trimStart(),
			words: oneLine(sliceCodePoints(text.text, range.start, range.end)),
			after: oneLine(sliceCodePoints(text.text, range.end, range.end + AFTER)).trimEnd(),
			down: quads.length ? Math.max(0, Math.min(1, shownBounds(frame, quads).y0 / height)) : 0,
		};
	});
}

/** What stands before, from the beginning of a word on. */
function leading(text: string, start: number): string {
	if (start <= BEFORE) return sliceCodePoints(text, 0, start);
	const words = sliceCodePoints(text, start - BEFORE, start);
	const space = words.search(/\s/);
	// Where words are not parted by spaces, they are cut anywhere.
	return space >= 0 && space < words.length - 1 ? `…${words.slice(space + 1)}` : words;
}
