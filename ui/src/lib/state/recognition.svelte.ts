// Text recognition: can it be done here, and how much of it is left to do.

import * as backend from "$lib/backend";
import type { DocumentId } from "$lib/backend";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { toasts } from "./toasts.svelte";

class RecognitionState {
	#view = new Fetched(backend.getRecognition);

	view = $derived(this.#view.value);

	/** There are scanned pages, and nothing is being done about them: the reader has to. */
	needsHelp = $derived(
		this.view !== null &&
			this.view.n_waiting > 0 &&
			!this.view.hint_dismissed &&
			(this.view.engine === null || !this.view.enabled),
	);

	want() {
		this.#view.want();
	}

	changed() {
		this.#view.changed();
	}

	async setEnabled(enabled: boolean) {
		await this.#attempt(backend.setRecognitionEnabled(enabled));
	}

	/** All that is not recognized yet; with a language, all scanned pages anew. */
	async recognize(document: DocumentId, language: string | null) {
		try {
			await backend.recognizeDocument(document, language);
		} catch (error) {
			toasts.failed(m.jobs.failed("recognize_text"), error);
		}
	}

	async dismiss() {
		await this.#attempt(backend.dismissRecognitionHint());
	}

	async #attempt(change: Promise<void>) {
		try {
			await change;
		} catch (error) {
			toasts.failed(m.recognition.failed, error);
		}
		this.changed();
	}
}

export const recognition = new RecognitionState();
