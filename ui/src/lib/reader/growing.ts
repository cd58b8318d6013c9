// A marked stretch of text that is made a word longer or shorter.

import type { CharRange } from "$lib/backend";

/** The range with its end, or its start, a word further on or back; `null` where nothing would be left or there is no more. */
export function grown(text: string, range: CharRange, edge: "start" | "end", direction: 1 | -1): CharRange | null {
	const letters = [...text];
	const isSpace = (idx: number) => /\s/.test(letters[idx] ?? "");
	const step = (from: number): number => {
		let at = from;
		if (direction > 0) {
			while (at < letters.length && isSpace(at)) at++;
			while (at < letters.length && !isSpace(at)) at++;
			// A beginning stands before a word, and not behind one.
			if (edge === "start") while (at < letters.length && isSpace(at)) at++;
		} else {
			while (at > 0 && isSpace(at - 1)) at--;
			while (at > 0 && !isSpace(at - 1)) at--;
			if (edge === "end") while (at > 0 && isSpace(at - 1)) at--;
		}
		return at;
	};
	const next = edge === "end" ? { ...range, end: step(range.end) } : { ...range, start: step(range.start) };
	const same = next.start === range.start && next.end === range.end;
	return same || next.end <= next.start ? null : next;
}
