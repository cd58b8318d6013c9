// Two documents that are paged together: a turn of the one turns the other as far.

/** The pages at hand, of the one and of the other. */
export type Pair = readonly [number, number];

/** Which of the two must turn, and to which page; `null` where nothing moved, or both did. */
export function follower(before: Pair, now: Pair): { idx: 0 | 1; page: number } | null {
	const [byFirst, bySecond] = [now[0] - before[0], now[1] - before[1]];
	if ((byFirst === 0) === (bySecond === 0)) return null;
	return byFirst !== 0 ? { idx: 1, page: now[1] + byFirst } : { idx: 0, page: now[0] + bySecond };
}
