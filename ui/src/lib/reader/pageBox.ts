// What the reader types into the page box.

import type { Page } from "$lib/backend";

/** The page with this label, else with this number counted from one; `null` where there is none. */
export function findPage(pages: readonly Pick<Page, "label">[], typed: string): number | null {
	const wanted = typed.trim();
	if (!wanted) return null;
	const labelled = pages.findIndex((page) => page.label?.toLowerCase() === wanted.toLowerCase());
	if (labelled >= 0) return labelled;
	if (!/^\p{Nd}+$/u.test(wanted)) return null;
	const number = Number(wanted);
	return number >= 1 && number <= pages.length ? number - 1 : null;
}

/** What the box shows for a page: its label where it has one of its own, else its number. */
export function pageName(pages: readonly Pick<Page, "label">[], page: number): string {
	return pages[page]?.label ?? String(page + 1);
}
