// Filters typed over short lists, on this side of the door: every word must be found somewhere, marks and case aside.

/** What a filter compares: without case, marks and Arabic vowel signs. */
export const fold = (text: string) =>
	text
		.normalize("NFKD")
		.replaceAll(/\p{M}/gu, "")
		.toLowerCase();

/** Is every word of `filter` in one of `texts`? An empty filter lets everything through. */
export function matches(filter: string, texts: (string | null | undefined)[]): boolean {
	const words = fold(filter).split(/\s+/u).filter(Boolean);
	if (words.length === 0) return true;
	const whole = fold(texts.filter(Boolean).join("\n"));
	return words.every((word) => whole.includes(word));
}
