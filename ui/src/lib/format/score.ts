// How sure a guess is, in percent, and why.

import type { Standing } from "$lib/backend";
import { m } from "$lib/messages";

/** From a score of 0 to 1; never 100, for a guess is no fact. */
export const percentSure = (score: number): number => Math.min(99, Math.round(score * 100));

/** What speaks for a suggested place, and which other meetings claim the document as well; nothing of a fact. */
export const reasonsFor = (standing: Standing): string[] =>
	standing.kind === "suggested"
		? [
				...standing.reasons.map(({ evidence, place, words }) => m.programme.reason(evidence, place, words)),
				...standing.elsewhere.map(m.programme.claimedBy),
			]
		: [];
