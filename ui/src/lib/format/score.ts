// How sure a guess is, in percent.

/** From a score of 0 to 1; never 100, for a guess is no fact. */
export const percentSure = (score: number): number => Math.min(99, Math.round(score * 100));
