// What is said of how far a page's text can be trusted, in English.

import type { TextClass } from "$lib/backend";
import { plural } from "./plural";

const noun = (slides: boolean) => (slides ? "slide" : "page");
const pages = (n: number, slides: boolean) =>
	slides ? plural(n, { one: "# slide", other: "# slides" }) : plural(n, { one: "# page", other: "# pages" });

export const textClass = {
	label: "Text",
	/** The class in a word or two. */
	names: {
		text: "Text",
		partly: "Partly text",
		image_only: "Picture",
		recognized: "Recognized text",
		doubtful: "Text doubtful",
		blank: "Blank",
	} satisfies Record<TextClass, string>,
	/** How many pages of a class, short enough for a table. */
	counted: (kind: TextClass, n: number) =>
		({
			text: `${n} text`,
			partly: `${n} partly text`,
			image_only: plural(n, { one: "# picture", other: "# pictures" }),
			recognized: `${n} recognized`,
			doubtful: `${n} doubtful`,
			blank: `${n} blank`,
		})[kind],
	all: {
		text: "All text",
		partly: "All partly text",
		image_only: "All pictures",
		recognized: "All recognized",
		doubtful: "All doubtful",
		blank: "All blank",
	} satisfies Record<TextClass, string>,
	/** Of one page. */
	page: (kind: TextClass, slides: boolean) =>
		({
			text: `All words of this ${noun(slides)} can be searched, selected and copied.`,
			partly: `This ${noun(slides)} holds a large picture and few words. Words in the picture cannot be searched or copied.`,
			image_only: `This ${noun(slides)} is a picture; its words cannot be searched or copied.`,
			recognized: `This ${noun(slides)} is a picture; its words were recognized by Tesseract. They can be searched and copied, and some may be wrong or missing: compare before quoting.`,
			doubtful: `Some letters of this ${noun(slides)} have no known meaning: search and copying may miss words. What you see is right.`,
			blank: `Nothing stands on this ${noun(slides)}.`,
		})[kind],
	/** Of a document's pages of a class. */
	explained: {
		text: "All of their words can be searched, selected and copied.",
		partly: "A large picture and few words. Words in the pictures cannot be searched or copied.",
		image_only: "Their words cannot be searched or copied.",
		recognized: "Pictures whose words were recognized by Tesseract. They can be searched and copied; some may be wrong or missing.",
		doubtful: "Some of their letters have no known meaning: search and copying may miss words. What you see is right.",
		blank: "Nothing stands on them.",
	} satisfies Record<TextClass, string>,
	heading: (kind: TextClass, n: number, slides: boolean) => {
		const counted = pages(n, slides);
		return {
			text: `${counted} of text`,
			partly: `${counted} partly of text`,
			image_only: n === 1 ? `${counted} that is a picture` : `${counted} that are pictures`,
			recognized: `${counted} with recognized text`,
			doubtful: `${counted} with doubtful text`,
			blank: n === 1 ? `${counted} that is blank` : `${counted} that are blank`,
		}[kind];
	},
	show: "Show what kind of text it has",
	filter: {
		label: "Filter by text",
		any: "Any text",
		partly: "With pages partly text",
		image_only: "With pages that are pictures",
		recognized: "With recognized text",
		doubtful: "With doubtful text",
		none: "Filter by text: any",
		chosen: (name: string) => `Filter by text: ${name}`,
	},
};
