// Long work: what runs, and what ended and was not dismissed.

import * as backend from "$lib/backend";
import type { Job, JobId, JobKind } from "$lib/backend";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { toasts } from "./toasts.svelte";

class JobsState {
	#jobs = new Fetched(backend.listJobs);
	#dismissed = $state.raw<JobId[]>([]);

	shown = $derived(
		(this.#jobs.value ?? []).filter(
			(job) =>
				!this.#dismissed.includes(job.id) &&
				// Where versions are compared, it is said what came of it.
				!(job.kind === "compare_versions" && job.state !== "running") &&
				// Housekeeping that went well needs no news.
				!(job.kind !== "import_documents" && job.state === "finished" && job.n_problems === 0),
		),
	);
	running = $derived(this.shown.filter((job) => job.state === "running"));

	/** The newest that runs of a kind. */
	runningOf(kind: JobKind): Job | null {
		return this.running.findLast((job) => job.kind === kind) ?? null;
	}

	refetch() {
		return this.#jobs.refetch();
	}

	dismiss(job: JobId) {
		this.#dismissed = [...this.#dismissed, job];
	}

	async cancel(job: JobId) {
		try {
			await backend.cancelJob(job);
		} catch (error) {
			toasts.failed(m.jobs.cancelFailed, error);
		}
		await this.refetch();
	}
}

export const jobs = new JobsState();
