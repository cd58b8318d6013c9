// The colors that pages are shown in: the file's own, or easier on the eyes; kept from one document to the next.

import type { PageTheme } from "$lib/backend";
import { pageColors, type PageColors } from "$lib/reader/pageColors";
import { theme } from "./theme.svelte";

const KEY = "rapporteur.reader.colors";

class ReaderColors {
	choice = $state<PageColors>(pageColors.find((choice) => choice === localStorage.getItem(KEY)) ?? "paper");
	now = $derived<PageTheme>(this.choice !== "window" ? this.choice : theme.dark ? "night" : "paper");

	choose(choice: PageColors) {
		this.choice = choice;
		localStorage.setItem(KEY, choice);
	}

	/** To night and back. */
	toggleNight() {
		this.choose(this.now === "night" ? "paper" : "night");
	}
}

export const readerColors = new ReaderColors();
