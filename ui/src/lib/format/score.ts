// How sure a guess is, in percent, and why.

import type { Standing } from "$lib/backend";
import { m } from "$lib/messages";

/** From a score of 0 to 1; never 100, for a guess is no fact. */
export const percentSure = (score: number): number => Math.min(99, Math.round(score * 100));

/** What speaks for a suggested place, and whether it is of several talks, and which other meetings claim it as well; nothing of a fact. */
export const reasonsFor = (standing: Standing): string[] =>
	standing.kind === "suggested"
		? [
				...standing.reasons.map(({ evidence, place, words }) => m.programme.reason(evidence, place, words)),
				...(standing.n_together > 1 ? [m.programme.together(standing.n_together)] : []),
				...standing.elsewhere.map(m.programme.claimedBy),
			]
		: [];
