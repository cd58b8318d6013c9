// For what a click on opens a document: its page is drawn while the pointer or the keyboard rests on it.

import type { DocumentId } from "$lib/backend";
import { readAhead } from "$lib/state/readerEarly";
import type { Attachment } from "svelte/attachments";

/** Shorter than this, one only passes by. */
const RESTS_MS = 70;

export function opens(document: DocumentId | null, page?: number): Attachment<HTMLElement> {
	return (element) => {
		if (document === null) return;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const rest = () => {
			clearTimeout(timer);
			timer = setTimeout(() => readAhead(document, page), RESTS_MS);
		};
		const leave = () => clearTimeout(timer);
		const press = () => readAhead(document, page);
		element.addEventListener("pointerenter", rest);
		element.addEventListener("pointerleave", leave);
		element.addEventListener("focus", rest);
		element.addEventListener("blur", leave);
		element.addEventListener("pointerdown", press);
		return () => {
			clearTimeout(timer);
			element.removeEventListener("pointerenter", rest);
			element.removeEventListener("pointerleave", leave);
			element.removeEventListener("focus", rest);
			element.removeEventListener("blur", leave);
			element.removeEventListener("pointerdown", press);
		};
	};
}
