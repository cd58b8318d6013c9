// A problem as text, for copying into a report.

import type { Problem, ProblemCode } from "$lib/backend";
import { m } from "$lib/messages";

/** How bad it is to the one who wants to read: nothing to read, less than all, or good to know. */
export function severity(code: ProblemCode): "danger" | "warning" | "info" {
	switch (code) {
		case "empty":
		case "not_pdf":
		case "password_needed":
		case "broken":
		case "no_pages":
		case "file_unreadable":
			return "danger";
		case "truncated":
		case "page_unreadable":
		case "timed_out":
		case "reader_died":
		case "not_recognized":
		case "date_mismatch":
		case "year_missing":
		case "time_zone_unknown":
		case "session_missing":
		case "name_ambiguous":
		case "line_not_understood":
		case "no_programme":
			return "warning";
		case "repaired":
		case "text_doubtful":
		case "font_missing":
			return "info";
	}
}

const rank = { danger: 0, warning: 1, info: 2 };

/** The problem that a single badge should name. */
export const worst = (problems: Problem[]): Problem | null =>
	problems.toSorted((a, b) => rank[severity(a.code)] - rank[severity(b.code)])[0] ?? null;

/** All that is known of a problem, in lines. */
export function problemText(problem: Problem, subject: string | null): string {
	const { title, advice } = m.problems[problem.code];
	const where = [
		problem.page === null ? null : m.documentList.onPage(problem.page + 1),
		problem.line === null ? null : m.programme.line(problem.line),
	];
	return [subject, `${title} (${problem.code})`, ...where, problem.detail, advice].filter(Boolean).join("\n");
}
