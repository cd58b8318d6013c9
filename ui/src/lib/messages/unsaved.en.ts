// The strings for changes that could not be kept yet, in English.

import type { AnnotationKind, ErrorCode } from "$lib/backend";
import { marking } from "./marking.en";

/** What the disk is to blame for, and time may mend. */
export type DiskTrouble = Extract<ErrorCode, "disk_full" | "read_only" | "library_gone">;

export const unsaved = {
	label: "Not saved",
	title: (n: number) => (n === 1 ? "1 change is not saved" : `${n} changes are not saved`),
	why: {
		disk_full: "the disk is full.",
		read_only: "the library’s folder cannot be written to.",
		library_gone: "the library’s disk or folder is not there.",
	} satisfies Record<DiskTrouble, string>,
	advice: {
		disk_full: "Free some space",
		read_only: "Allow writing in it, or take off the disk’s write protection",
		library_gone: "Connect the disk again, or move the folder back",
	} satisfies Record<DiskTrouble, string>,
	then: "what you made is held here, and saved as soon as it can be.",
	noted: "It is held even if you close the window.",
	notNoted: "Do not close the window before: it could not be noted anywhere.",
	again: "Try again",
	trying: "Trying…",
	copy: "Copy what is not saved",
	discard: "Discard…",
	discardTitle: "Discard what is not saved?",
	discardText: "It cannot be brought back.",
	held: "Not saved yet: held here",
	what: {
		create: (kind: AnnotationKind, page: number, comment: string) =>
			`${marking.kinds[kind]}, page ${page + 1}${comment ? `: ${comment}` : ""}`,
		update: (n: number, comment: string | undefined) =>
			`${n === 1 ? "Note changed" : `${n} notes changed`}${comment ? `: ${comment}` : ""}`,
		delete: (n: number) => (n === 1 ? "Note deleted" : `${n} notes deleted`),
		reply: (text: string) => `Reply: ${text}`,
	},
};
