// A value of the backend, kept and fetched again when it is told that it changed.

import { errorText } from "./toasts.svelte";

export class Fetched<T> {
	/** The last answer; it stays while a newer one is fetched. */
	value = $state.raw<T | null>(null);
	error = $state<string | null>(null);
	/** Somebody looked at it, so that it is worth fetching again. */
	wanted = false;

	#fetch: () => Promise<T>;
	#running: Promise<void> | null = null;
	#stale = false;

	constructor(fetch: () => Promise<T>) {
		this.#fetch = fetch;
	}

	/** Fetches, unless it was fetched before. */
	want() {
		if (this.wanted) return;
		this.wanted = true;
		void this.refetch();
	}

	/** Fetches again what somebody looks at. */
	changed() {
		if (this.wanted) void this.refetch();
	}

	/** Makes of the value what it will be when it is fetched again. */
	foresee(change: (value: T) => T) {
		if (this.value !== null) this.value = change(this.value);
	}

	/** Resolves when `value` is as new as this call; calls that come meanwhile share one fetch. */
	async refetch(): Promise<void> {
		this.wanted = true;
		this.#stale = true;
		this.#running ??= this.#run();
		await this.#running;
	}

	async #run() {
		while (this.#stale) {
			this.#stale = false;
			try {
				const value = await this.#fetch();
				// An answer that was overtaken is still newer than what is shown.
				this.value = value;
				this.error = null;
			} catch (error) {
				this.error = errorText(error);
			}
		}
		this.#running = null;
	}
}
