// Links to the exact spot of a document: `rapporteur://open/<document>?page=7&from=120&to=164`. Pages count from one
// in them, as people count.

import type { AnnotationId, CharRange, DocumentId } from "$lib/backend";

export interface LinkedSpot {
	document: DocumentId;
	page?: number;
	annotation?: AnnotationId;
	/** Characters of the page's text. */
	range?: CharRange;
}

export function spotLink({ document, page, annotation, range }: LinkedSpot): string {
	const query = new URLSearchParams();
	if (page !== undefined) query.set("page", String(page + 1));
	if (annotation !== undefined) query.set("annotation", annotation);
	if (range) {
		query.set("from", String(range.start));
		query.set("to", String(range.end));
	}
	const where = query.toString();
	return `rapporteur://open/${document}${where && `?${where}`}`;
}

/** `null` where it leads nowhere. */
export function parseSpotLink(link: string): LinkedSpot | null {
	const [, document, where] = /^rapporteur:\/\/open\/([0-9a-f]{64})\/?(?:\?(.*))?$/.exec(link.trim()) ?? [];
	if (!document) return null;
	const query = new URLSearchParams(where ?? "");
	const number = (name: string) => (/^\d{1,9}$/.test(query.get(name) ?? "") ? Number(query.get(name)) : undefined);
	const page = number("page");
	const annotation = query.get("annotation");
	const [start, end] = [number("from"), number("to")];
	return {
		document,
		...(page ? { page: page - 1 } : {}),
		...(annotation ? { annotation } : {}),
		...(page && start !== undefined && end !== undefined && end > start ? { range: { start, end } } : {}),
	};
}
