// Where small pages stand in a grid.

import type { Size } from "./coordinates";

const GAP = 24;
/** What stands beneath a page: its number. */
const NAME = 24;

interface Cell extends Size {
	left: number;
	top: number;
}

export interface Grid {
	places: Cell[];
	n_columns: number;
	height: number;
}

/** As many columns of about `width` as fit into the pane, pages in the middle of their cells' height. */
export function grid(pages: readonly Size[], pane: number, width: number): Grid {
	const n_columns = Math.max(1, Math.floor((pane - GAP) / (width + GAP)));
	const across = Math.max(40, Math.min(width * 1.3, (pane - GAP) / n_columns - GAP));
	const margin = (pane - n_columns * (across + GAP) + GAP) / 2;
	const places: Cell[] = [];
	let top = GAP;
	for (let first = 0; first < pages.length; first += n_columns) {
		const row = pages.slice(first, first + n_columns).map((page) => {
			const scale = Math.min(across / page.width, across / page.height);
			return { width: Math.round(page.width * scale), height: Math.round(page.height * scale) };
		});
		const height = Math.max(...row.map((page) => page.height));
		for (const [column, page] of row.entries()) {
			places.push({
				...page,
				left: Math.round(margin + column * (across + GAP) + (across - page.width) / 2),
				top: top + Math.round((height - page.height) / 2),
			});
		}
		top += height + NAME + GAP;
	}
	return { places, n_columns, height: top };
}
