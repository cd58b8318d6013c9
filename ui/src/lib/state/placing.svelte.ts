// The reader's word on which document belongs to which contribution.

import * as backend from "$lib/backend";
import type { ActionKind, ContributionId, DocumentCard, DocumentId, MeetingId } from "$lib/backend";
import { m } from "$lib/messages";
import { history } from "./history.svelte";
import { library } from "./library.svelte";
import { toasts } from "./toasts.svelte";

/** What a list is open to choose for. */
export type Choosing =
	| { kind: "document"; contribution: ContributionId; name: string }
	| { kind: "contribution"; document: DocumentId; title: string };

class PlacingState {
	choosing = $state.raw<Choosing | null>(null);

	accept(document: Pick<DocumentCard, "id" | "title">, contribution: ContributionId) {
		return this.#do("accept_match", m.programme.accepted(document.title), () =>
			backend.acceptMatch(document.id, contribution),
		);
	}

	/** Every suggestion that is as good as sure, at once. */
	acceptCertain(meeting: MeetingId) {
		return this.#do("accept_matches", m.programme.acceptedCertain, async () => {
			await backend.acceptMatches(meeting);
		});
	}

	/** The document serves one more talk. */
	add(document: { id: DocumentId; title: string }, contribution: ContributionId) {
		return this.#do("assign_document", m.programme.assigned(document.title), () =>
			backend.addDocument(document.id, contribution),
		);
	}

	reject(document: Pick<DocumentCard, "id" | "title">, contribution: ContributionId) {
		return this.#do("reject_match", m.programme.rejected(document.title), () =>
			backend.rejectMatch(document.id, contribution),
		);
	}

	assign(document: { id: DocumentId; title: string }, contribution: ContributionId) {
		return this.#do("assign_document", m.programme.assigned(document.title), () =>
			backend.assignDocument(document.id, contribution),
		);
	}

	unassign(document: DocumentCard, contribution: ContributionId) {
		return this.#do("unassign_document", m.programme.unassigned(document.title), () =>
			backend.unassignDocument(document.id, contribution),
		);
	}

	/** Answers whether it was done; what went wrong is told. */
	async #do(action: ActionKind, said: string, run: () => Promise<void>): Promise<boolean> {
		try {
			await run();
			await library.refetch();
			toasts.done(said, history.undoing(action));
			return true;
		} catch (error) {
			toasts.failed(m.programme.placeFailed, error);
			return false;
		}
	}
}

export const placing = new PlacingState();
