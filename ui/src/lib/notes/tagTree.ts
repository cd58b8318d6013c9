// The codebook as a tree: who is below whom, and in which order they are read.

import type { TagId, TagView } from "$lib/backend";

export interface TagNode {
	view: TagView;
	depth: number;
	/** The names from the top down to this one. */
	path: string[];
	n_children: number;
}

/** Depth first, by name; a tag whose parent is not there stands at the top. */
export function flattened(all: readonly TagView[], folded: ReadonlySet<TagId> = new Set()): TagNode[] {
	const ids = new Set(all.map(({ tag }) => tag.id));
	const children = new Map<TagId | null, TagView[]>();
	for (const view of all) {
		const parent = view.tag.parent && ids.has(view.tag.parent) ? view.tag.parent : null;
		const group = children.get(parent);
		if (group) group.push(view);
		else children.set(parent, [view]);
	}
	const text = new Intl.Collator(undefined, { numeric: true });
	const nodes: TagNode[] = [];
	const seen = new Set<TagId>();
	const walk = (parent: TagId | null, path: string[]) => {
		for (const view of (children.get(parent) ?? []).toSorted((a, b) => text.compare(a.tag.name, b.tag.name))) {
			// A ring, which the backend refuses, must not hang the window.
			if (seen.has(view.tag.id)) continue;
			seen.add(view.tag.id);
			const here = [...path, view.tag.name];
			nodes.push({ view, depth: path.length, path: here, n_children: children.get(view.tag.id)?.length ?? 0 });
			if (!folded.has(view.tag.id)) walk(view.tag.id, here);
		}
	};
	walk(null, []);
	return nodes;
}

/** A tag and those below it. */
export function below(all: readonly TagView[], tag: TagId): Set<TagId> {
	const found = new Set([tag]);
	let grew = true;
	while (grew) {
		grew = false;
		for (const { tag: other } of all) {
			if (other.parent && found.has(other.parent) && !found.has(other.id)) {
				found.add(other.id);
				grew = true;
			}
		}
	}
	return found;
}
