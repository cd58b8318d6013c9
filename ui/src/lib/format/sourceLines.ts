// The lines of a programme's source as they are shown: long ones in pieces, with the places of a value marked.

import type { PlaceHow, SourcePlace } from "$lib/backend";

/** A line, or a stretch of one that is too long to be read in one. */
export interface SourceRow {
	/** Counted from one. */
	line: number;
	/** Code points of the line before it. */
	from: number;
	text: string;
}

/** A stretch of a row, and what it has to do with the value. */
export interface SourcePart {
	text: string;
	how: PlaceHow | null;
}

/** Files that machines write may be one line. */
const LONGEST = 400;

export function sourceRows(lines: string[]): SourceRow[] {
	return lines.flatMap((text, idx) => {
		if (text.length <= LONGEST) return [{ line: idx + 1, from: 0, text }];
		const points = Array.from(text);
		const rows: SourceRow[] = [];
		for (let from = 0; from < points.length; ) {
			let to = Math.min(points.length, from + LONGEST);
			// Better between two values or words than inside of one.
			for (let end = to; to < points.length && end > from + LONGEST / 2; end -= 1) {
				if (/[\s,;>}]/.test(points[end - 1] ?? "")) {
					to = end;
					break;
				}
			}
			rows.push({ line: idx + 1, from, text: points.slice(from, to).join("") });
			from = to;
		}
		return rows;
	});
}

/** The row that a place begins in; -1 where the source has no such line. */
export function rowOf(rows: SourceRow[], place: SourcePlace): number {
	return rows.findLastIndex((row) => row.line === place.line && row.from <= place.start);
}

/** A row cut at the places of a value; of two that overlap, the first one's stretch. */
export function parts(row: SourceRow, places: SourcePlace[]): SourcePart[] {
	const points = Array.from(row.text);
	const own = places
		.filter((place) => place.line === row.line)
		.map(({ start, end, how }) => ({ start: start - row.from, end: end - row.from, how }))
		.filter(({ start, end }) => start < points.length && end > 0)
		.toSorted((a, b) => a.start - b.start);
	const cut: SourcePart[] = [];
	let at = 0;
	const add = (to: number, how: PlaceHow | null) => {
		if (to > at) cut.push({ text: points.slice(at, to).join(""), how });
		at = Math.max(at, to);
	};
	for (const { start, end, how } of own) {
		add(Math.max(0, start), null);
		add(Math.min(points.length, end), how);
	}
	add(points.length, null);
	return cut;
}

/** The row with a place and little around it. */
export function excerpt(text: string, place: SourcePlace, around = 80): SourcePart[] {
	const points = Array.from(text);
	const from = Math.max(0, place.start - around);
	const to = Math.min(points.length, place.end + around);
	const shown = parts({ line: place.line, from, text: points.slice(from, to).join("") }, [place]);
	if (from > 0) shown.unshift({ text: "…", how: null });
	if (to < points.length) shown.push({ text: "…", how: null });
	return shown;
}
