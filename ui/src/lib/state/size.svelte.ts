// How large the interface is drawn, apart from the pages; kept from one run to the next.

import { setMagnification } from "$lib/backend";
import { magnify } from "$lib/reader/pointer";

const KEY = "rapporteur.size";

export const sizes = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;
export type InterfaceSize = (typeof sizes)[number];

class SizeState {
	now = $state<InterfaceSize>(sizes.find((size) => String(size) === localStorage.getItem(KEY)) ?? 1);

	choose(size: InterfaceSize) {
		this.now = size;
		localStorage.setItem(KEY, String(size));
		this.apply();
	}

	step(direction: 1 | -1) {
		const next = sizes[sizes.indexOf(this.now) + direction];
		if (next) this.choose(next);
	}

	apply() {
		magnify(this.now);
		// A web view that cannot do it stays as it is.
		setMagnification(this.now).catch(() => {});
	}
}

export const size = new SizeState();
