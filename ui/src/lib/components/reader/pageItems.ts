// The entries of menus about a page, and about what is selected on it.

import Copy from "@lucide/svelte/icons/copy";
import Crop from "@lucide/svelte/icons/crop";
import ImageIcon from "@lucide/svelte/icons/image";
import Link from "@lucide/svelte/icons/link";
import Quote from "@lucide/svelte/icons/quote";
import Search from "@lucide/svelte/icons/search";
import SquarePlus from "@lucide/svelte/icons/square-plus";
import TextAlignStart from "@lucide/svelte/icons/text-align-start";
import { m } from "$lib/messages";
import { tray } from "$lib/state/tray.svelte";
import type { ReaderState } from "$lib/state/reader.svelte";
import { copyCitation } from "./citing";
import { copyLink, copyPageText, copyPicture, copyWords } from "./copying";

/** What can be copied of a page. */
export function pageItems(reader: ReaderState, page: number) {
	const words = m.links.copying;
	return [
		[
			{
				label: words.citation(reader.slides),
				icon: Quote,
				testid: "copy-citation",
				onselect: () => void copyCitation(reader, "", page),
			},
			{
				label: words.link(reader.slides),
				icon: Link,
				testid: "copy-link",
				onselect: () => void copyLink(reader, { page }),
			},
			{
				label: words.text(reader.slides),
				icon: TextAlignStart,
				testid: "copy-text",
				onselect: () => void copyPageText(reader, page),
			},
		],
		[
			{
				label: words.image(reader.slides),
				icon: ImageIcon,
				testid: "copy-image",
				onselect: () => void copyPicture(reader, page),
			},
			{
				label: m.crossing.tray.add,
				icon: SquarePlus,
				keys: "Shift+T",
				testid: "add-to-tray",
				onselect: () => tray.add({ document: reader.document, page }),
			},
			{ label: words.area, icon: Crop, testid: "copy-area", onselect: () => (reader.cutting = true) },
		],
	];
}

/** What can be done with the words that are selected now, though a click may end their being so; nothing where there are none. */
export function selectionItems(reader: ReaderState, onsearch: (words: string) => void) {
	const words = reader.selection.text();
	const [first] = reader.selection.ranges;
	if (!first) return [];
	return [
		[
			{
				label: m.links.copying.words,
				icon: Copy,
				keys: "Ctrl+C",
				testid: "copy-words",
				onselect: () => void copyWords(words),
			},
			{
				label: m.reader.selection.copyCitation,
				icon: Quote,
				keys: "Ctrl+Shift+C",
				onselect: () => void copyCitation(reader, words, first.page),
			},
			{ label: m.links.copying.selectionLink, icon: Link, onselect: () => void copyLink(reader, first) },
			{
				label: m.reader.selection.search,
				icon: Search,
				onselect: () => onsearch(words.replace(/\s+/g, " ").trim()),
			},
		],
	];
}
