// Short words on what just happened, with the way back.

import { announcing } from "$lib/saying/announcing.svelte";

/** What a toast offers to do. */
export interface ToastAction {
	label: string;
	run: () => void;
}

export interface Toast {
	id: number;
	tone: "done" | "failed";
	text: string;
	/** For copying into a report. */
	detail: string | null;
	action: ToastAction | null;
}

const SHOWN_MS = 6000;

class ToastState {
	shown = $state.raw<Toast[]>([]);
	#last = 0;
	#timers = new Map<number, ReturnType<typeof setTimeout>>();

	/** Says what was done; goes by itself. */
	done(text: string, action: ToastAction | null = null) {
		this.#show({ tone: "done", text, detail: null, action });
	}

	/** Says what failed; stays until it is dismissed. */
	failed(text: string, error: unknown) {
		this.#show({ tone: "failed", text, detail: errorText(error), action: null });
	}

	dismiss(id: number) {
		clearTimeout(this.#timers.get(id));
		this.#timers.delete(id);
		this.shown = this.shown.filter((toast) => toast.id !== id);
	}

	/** While a pointer or the focus is on it, it does not go. */
	hold(id: number) {
		clearTimeout(this.#timers.get(id));
	}

	release(id: number) {
		if (this.shown.some((toast) => toast.id === id && toast.tone === "done")) this.#expire(id);
	}

	#show(toast: Omit<Toast, "id">) {
		const id = ++this.#last;
		// What was done before is old news.
		for (const old of this.shown) if (old.tone === "done") this.dismiss(old.id);
		this.shown = [...this.shown.slice(-3), { id, ...toast }];
		announcing.say([toast.text, toast.detail].filter(Boolean).join("\n"), toast.tone === "failed");
		if (toast.tone === "done") this.#expire(id);
	}

	#expire(id: number) {
		clearTimeout(this.#timers.get(id));
		this.#timers.set(
			id,
			setTimeout(() => this.dismiss(id), SHOWN_MS),
		);
	}
}

/** The words of whatever was thrown; commands throw `{ code, message }`. */
export function errorText(error: unknown): string {
	if (error instanceof Error) return error.message;
	if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
	return String(error);
}

export const toasts = new ToastState();
