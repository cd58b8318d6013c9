// Things that can be linked: what tells them apart, and which pages show them.

import type { LinkView, Relation, Thing } from "$lib/backend";
import { m } from "$lib/messages";

/** The same for the same thing. */
export const thingKey = (thing: Thing): string =>
	"page" in thing ? `slide ${thing.document} ${thing.page}` : Object.values(thing).join(" ");

/** The links that begin or end at a thing. */
export function linksOf(all: readonly LinkView[], thing: Thing): LinkView[] {
	const key = thingKey(thing);
	return all.filter(({ link }) => thingKey(link.origin) === key || thingKey(link.target) === key);
}

/** The relation in words, read from the link's beginning or from its end. */
export function relationWords(relation: Relation, backward: boolean): string {
	if (relation.kind === "free") return relation.words;
	return (backward ? m.crossing.links.backward : m.crossing.links.forward)[relation.kind];
}
