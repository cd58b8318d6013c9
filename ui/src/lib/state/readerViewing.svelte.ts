// How pages are looked at, kept from one document to the next; how each document was turned, kept by document.

import type { DocumentId } from "$lib/backend";
import { modes, type Mode } from "$lib/reader/layout";

const KEY = "rapporteur.reader.viewing";
const TURNED_KEY = "rapporteur.reader.turned";
/** The documents turned last whose turning is kept. */
const MAX_TURNED = 200;

/** What the pointer does on a page: selects words, or moves the sheet. */
export const tools = ["select", "hand"] as const;
export type Tool = (typeof tools)[number];

class ReaderViewing {
	mode: Mode = "continuous";
	tool = $state<Tool>("select");
	#turned = new Map<DocumentId, number>();

	constructor() {
		const [mode, tool] = (localStorage.getItem(KEY) ?? "").split(" ");
		this.mode = modes.find((other) => other === mode) ?? "continuous";
		this.tool = tools.find((other) => other === tool) ?? "select";
		for (const entry of (localStorage.getItem(TURNED_KEY) ?? "").split(" ")) {
			const [document, quarters] = entry.split(":");
			if (document && quarters) this.#turned.set(document, Number(quarters) % 4 || 0);
		}
	}

	setMode(mode: Mode) {
		this.mode = mode;
		this.#keep();
	}

	setTool(tool: Tool) {
		this.tool = tool;
		this.#keep();
	}

	quartersOf(document: DocumentId): number {
		return this.#turned.get(document) ?? 0;
	}

	setQuarters(document: DocumentId, quarters: number) {
		if (quarters === this.quartersOf(document)) return;
		this.#turned.delete(document);
		if (quarters !== 0) this.#turned.set(document, quarters);
		const entries = [...this.#turned].slice(-MAX_TURNED).map(([id, n]) => `${id}:${n}`);
		localStorage.setItem(TURNED_KEY, entries.join(" "));
	}

	#keep() {
		localStorage.setItem(KEY, `${this.mode} ${this.tool}`);
	}
}

export const viewing = new ReaderViewing();
