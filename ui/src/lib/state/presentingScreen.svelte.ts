// The screen that slides are presented on, kept from one time to the next; the window comes back afterwards.

import * as backend from "$lib/backend";
import type { Screen } from "$lib/backend";

const KEY = "rapporteur.presenting.screen";

/** Two screens of one name are told apart by their place in the list. */
const nameOf = ({ name, width, height }: Screen, idx: number) => `${idx} ${name} ${width}x${height}`;

export class PresentingScreen {
	all = $state.raw<Screen[]>([]);
	chosen = $state(0);
	#comeBack: (() => Promise<void>) | null = null;
	#ended = false;

	/** Fills the screen that was chosen last where it is there, else the one that the window is on. */
	async begin() {
		const screens = await backend.listScreens();
		this.all = screens;
		const here = Math.max(0, screens.findIndex((screen) => screen.here));
		const last = screens.findIndex((screen, idx) => nameOf(screen, idx) === localStorage.getItem(KEY));
		this.chosen = last >= 0 ? last : here;
		if (this.#ended) return;
		if (this.chosen === here) return backend.setFullScreen(true);
		this.#comeBack = await backend.windowPlace();
		await backend.fillScreen(this.chosen);
	}

	async choose(idx: number) {
		const screen = this.all[idx];
		if (!screen || idx === this.chosen) return;
		this.#comeBack ??= await backend.windowPlace();
		this.chosen = idx;
		localStorage.setItem(KEY, nameOf(screen, idx));
		await backend.fillScreen(idx);
	}

	next() {
		return this.choose((this.chosen + 1) % this.all.length);
	}

	async end() {
		this.#ended = true;
		await backend.setFullScreen(false);
		await this.#comeBack?.();
	}
}
