// A word on what a button does, beneath it: one element for the whole window.

import type { Attachment } from "svelte/attachments";

interface Shown {
	text: string;
	keys: string | null;
	x: number;
	top: number;
	bottom: number;
}

const DELAY_MS = 450;
/** Where the keyboard goes down a list, for a title that is cut: it would hide the lines below at every step. */
const RESTING_MS = 1500;

class TooltipState {
	shown = $state.raw<Shown | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#hiddenAt = 0;

	ask(element: HTMLElement, text: string, keys: string | null, delay = DELAY_MS) {
		clearTimeout(this.#timer);
		// The next one in a row of buttons comes at once.
		const warm = delay <= DELAY_MS && performance.now() - this.#hiddenAt < 300;
		this.#timer = setTimeout(
			() => {
				if (!element.isConnected) return;
				const { left, right, top, bottom } = element.getBoundingClientRect();
				this.shown = { text, keys, x: (left + right) / 2, top, bottom };
			},
			warm ? 0 : delay,
		);
	}

	hide() {
		clearTimeout(this.#timer);
		if (this.shown) this.#hiddenAt = performance.now();
		this.shown = null;
	}
}

export const tooltips = new TooltipState();

/** Calls `ask` once the pointer rests on the element or the keyboard is on its `stop`, and hides when it goes. */
function listen(element: HTMLElement, stop: HTMLElement, ask: (byKey: boolean) => void): () => void {
	const listeners = new AbortController();
	const { signal } = listeners;
	const hide = () => tooltips.hide();
	element.addEventListener("pointerenter", () => ask(false), { signal });
	element.addEventListener("pointerleave", hide, { signal });
	element.addEventListener("pointerdown", hide, { signal });
	stop.addEventListener("focus", () => stop.matches(":focus-visible") && ask(true), { signal });
	stop.addEventListener("blur", hide, { signal });
	return () => {
		hide();
		listeners.abort();
	};
}

/** Shows `text`, and the keys that do the same, while the pointer rests on the element or the keyboard is on it. */
export function tooltip(text: string | null, keys: string | null = null): Attachment<HTMLElement> {
	return (element) => {
		if (!text) return;
		return listen(element, element, () => tooltips.ask(element, text, keys));
	};
}

/**
 * Shows the element's own text whole where it is cut short. No `title`: a screen reader has the whole text anyway, and
 * would say it twice.
 */
export const whole: Attachment<HTMLElement> = (element) => {
	const stop = element.closest<HTMLElement>("button, a, [tabindex]") ?? element;
	return listen(element, stop, (byKey) => {
		const cut = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1;
		if (cut) tooltips.ask(element, element.innerText.trim(), null, byKey ? RESTING_MS : DELAY_MS);
	});
};
