// Prose in paragraphs.

/** What stands between blank lines. */
export const paragraphs = (text: string | null): string[] =>
	(text ?? "")
		.split(/\n\s*\n/u)
		.map((paragraph) => paragraph.trim())
		.filter(Boolean);
