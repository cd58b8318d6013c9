// Which dropped paths are a programme and which are documents.

const programme = /\.(html?|txt|md|rst|ics|xml|json|csv|tsv)$/i;

/** Saved pages and texts are programmes; all else, folders included, goes to the import of documents. */
export function sortDropped(paths: string[]): { programmes: string[]; documents: string[] } {
	return {
		programmes: paths.filter((path) => programme.test(path)),
		documents: paths.filter((path) => !programme.test(path)),
	};
}
