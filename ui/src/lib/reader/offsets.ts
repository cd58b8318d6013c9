// Unicode code points, in which the backend counts, against UTF-16 units, in which the web view counts.

/** How many code points lie before the UTF-16 unit `unit` of `text`. */
export function toCodePoints(text: string, unit: number): number {
	const end = Math.min(unit, text.length);
	let n = 0;
	for (let at = 0; at < end; n++) at += width(text, at);
	return n;
}

/** The UTF-16 unit at which the code point `point` of `text` begins; the text's length beyond its end. */
export function toUnits(text: string, point: number): number {
	let at = 0;
	for (let n = 0; n < point && at < text.length; n++) at += width(text, at);
	return at;
}

export function countCodePoints(text: string): number {
	return toCodePoints(text, text.length);
}

/** The code points from `start` to `end`, half-open. */
export function sliceCodePoints(text: string, start: number, end: number): string {
	const from = toUnits(text, start);
	return text.slice(from, from + toUnits(text.slice(from), Math.max(0, end - start)));
}

function width(text: string, at: number): 1 | 2 {
	return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
