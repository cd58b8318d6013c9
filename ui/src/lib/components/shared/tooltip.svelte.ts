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

class TooltipState {
	shown = $state.raw<Shown | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#hiddenAt = 0;

	ask(element: HTMLElement, text: string, keys: string | null) {
		clearTimeout(this.#timer);
		// The next one in a row of buttons comes at once.
		const warm = performance.now() - this.#hiddenAt < 300;
		this.#timer = setTimeout(
			() => {
				if (!element.isConnected) return;
				const { left, right, top, bottom } = element.getBoundingClientRect();
				this.shown = { text, keys, x: (left + right) / 2, top, bottom };
			},
			warm ? 0 : DELAY_MS,
		);
	}

	hide() {
		clearTimeout(this.#timer);
		if (this.shown) this.#hiddenAt = performance.now();
		this.shown = null;
	}
}

export const tooltips = new TooltipState();

/** Shows `text`, and the keys that do the same, while the pointer rests on the element or the keyboard is on it. */
export function tooltip(text: string | null, keys: string | null = null): Attachment<HTMLElement> {
	return (element) => {
		if (!text) return;
		const ask = () => tooltips.ask(element, text, keys);
		const askByKey = () => element.matches(":focus-visible") && ask();
		const hide = () => tooltips.hide();
		element.addEventListener("pointerenter", ask);
		element.addEventListener("focus", askByKey);
		element.addEventListener("pointerleave", hide);
		element.addEventListener("pointerdown", hide);
		element.addEventListener("blur", hide);
		return () => {
			hide();
			element.removeEventListener("pointerenter", ask);
			element.removeEventListener("focus", askByKey);
			element.removeEventListener("pointerleave", hide);
			element.removeEventListener("pointerdown", hide);
			element.removeEventListener("blur", hide);
		};
	};
}
