// What the reader calls the eight colors.

import * as backend from "$lib/backend";
import type { Color } from "$lib/backend";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";

class ColorNames {
	#names = new Fetched(backend.listColors);
	#byColor = $derived(new Map((this.#names.value ?? []).map(({ color, name }) => [color, name])));

	want() {
		this.#names.want();
	}

	changed() {
		this.#names.changed();
	}

	/** The name that the reader gave it; empty where there is none. */
	given(color: Color): string {
		return this.#byColor.get(color) ?? "";
	}

	/** Its name in lists and menus. */
	of(color: Color): string {
		return this.given(color) || m.colors[color];
	}

	/** Name and color, where both are worth saying. */
	full(color: Color): string {
		const given = this.given(color);
		return given ? m.marking.colorNamed(given, m.colors[color]) : m.colors[color];
	}

	async rename(color: Color, name: string) {
		await backend.nameColor(color, name);
		await this.#names.refetch();
	}
}

export const colorNames = new ColorNames();
