// How documents and programmes come in: by button, by drop, by paste.

import * as backend from "$lib/backend";
import type { ProgrammeReport, ProgrammeSource } from "$lib/backend";
import { sortDropped } from "$lib/format/dropped";
import { m } from "$lib/messages";
import { jobs } from "./jobs.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
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
		for (const path of programmes) await this.programmeFile(path);
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

	async programmeFile(path: string) {
		try {
			const report = await this.programme({ kind: "file", path });
			const unchanged = report.n_added === 0 && report.n_changed === 0;
			toasts.done((unchanged ? m.importing.report.unchanged : m.importing.report.imported)(report.title), {
				label: m.importing.report.details,
				run: () => (this.report = report),
			});
		} catch (error) {
			toasts.failed(m.importing.programmeFailed, error);
		}
	}

	/** Imports a programme and goes to it. */
	async programme(source: ProgrammeSource): Promise<ProgrammeReport> {
		const report = await backend.importProgramme(source);
		await library.choose(report.meeting);
		navigation.open({ kind: "programme" });
		return report;
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
