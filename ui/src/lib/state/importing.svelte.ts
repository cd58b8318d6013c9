// How documents and programmes come in: by button, by drop, by paste.

import * as backend from "$lib/backend";
import type { ProgrammeReport } from "$lib/backend";
import { sortDropped } from "$lib/format/dropped";
import { m } from "$lib/messages";
import { jobs } from "./jobs.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { review } from "./review.svelte";
import { toasts } from "./toasts.svelte";

class ImportingState {
	/** Something is dragged over the window. */
	hovering = $state(false);
	pasting = $state(false);
	/** What the last import of a programme did, while it is shown. */
	report = $state.raw<ProgrammeReport | null>(null);
	openingSample = $state(false);

	async pickFiles() {
		await this.documents(await backend.pickFiles(m.importing.pickFiles, m.importing.pdfFilter));
	}

	async pickFolder() {
		const folder = await backend.pickFolder(m.importing.pickFolder);
		if (folder) await this.documents([folder]);
	}

	async pickProgramme() {
		const path = await backend.pickProgramme(m.importing.pickProgramme, m.importing.programmeFilter);
		if (path) await this.programmeFile(path);
	}

	async drop(paths: string[]) {
		const { programmes, documents } = sortDropped(paths);
		// They are looked through one at a time.
		if (programmes[0]) await this.programmeFile(programmes[0]);
		review.waiting = programmes.slice(1);
		await this.documents(documents);
	}

	async documents(paths: string[]) {
		if (paths.length === 0) return;
		try {
			await backend.importDocuments(paths);
			await jobs.refetch();
		} catch (error) {
			toasts.failed(m.importing.failed, error);
		}
	}

	/** Reads a programme and shows what it says; the reader keeps it. */
	async programmeFile(path: string) {
		try {
			await review.open({ kind: "file", path });
		} catch (error) {
			toasts.failed(m.importing.programmeFailed, error);
		}
	}

	/** Keeps the programme that was looked through, and goes to it. */
	async keep() {
		try {
			const report = await review.keep();
			if (!report) return;
			await library.choose(report.meeting);
			navigation.open({ kind: "programme" });
			const unchanged = report.n_added + report.n_changed + report.n_moved + report.n_withdrawn === 0;
			toasts.done((unchanged ? m.importing.report.unchanged : m.importing.report.imported)(report.title), {
				label: m.importing.report.details,
				run: () => (this.report = report),
			});
		} catch (error) {
			toasts.failed(m.importing.programmeFailed, error);
		}
	}

	async openSample() {
		this.openingSample = true;
		try {
			await library.choose(await backend.openSample());
			navigation.open({ kind: "programme" });
		} catch (error) {
			toasts.failed(m.welcome.sampleFailed, error);
		} finally {
			this.openingSample = false;
		}
	}
}

export const importing = new ImportingState();
