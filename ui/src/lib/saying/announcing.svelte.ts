// What is said aloud to those who do not see it happen: one place for the whole window.

import { untrack } from "svelte";

interface Said {
	id: number;
	text: string;
	/** Said at once, in the middle of what is being read. */
	urgent: boolean;
}

/** How long the words stay in the window; a screen reader has taken them up by then. */
const STAYS_MS = 5000;

class AnnouncingState {
	said = $state.raw<Said[]>([]);
	/** How many dialogs are open. */
	nDialogs = $state(0);
	#last = 0;

	/** Until what it returns is called, the words are said from within a dialog. */
	enterDialog(): () => void {
		untrack(() => this.nDialogs++);
		return () => untrack(() => this.nDialogs--);
	}

	/** Has a screen reader say this; nothing where it is empty. What says it does not depend on what was said before. */
	say(text: string, urgent = false) {
		if (!text.trim()) return;
		const id = ++this.#last;
		untrack(() => (this.said = [...this.said, { id, text, urgent }]));
		setTimeout(() => (this.said = this.said.filter((one) => one.id !== id)), STAYS_MS);
	}
}

export const announcing = new AnnouncingState();
