// The codebook: the reader's tags as a tree, and which of them were used last.

import * as backend from "$lib/backend";
import type { Tag, TagId, TagPatch } from "$lib/backend";
import { fold } from "$lib/format/matching";
import { below, flattened } from "$lib/notes/tagTree";
import { Fetched } from "./fetched.svelte";

const RECENT_KEY = "rapporteur.tags.recent";
const MAX_RECENT = 12;

class TagsState {
	#tags = new Fetched(backend.listTags);

	all = $derived(this.#tags.value ?? []);
	error = $derived(this.#tags.error);
	/** From the top down, by name. */
	tree = $derived(flattened(this.all));
	#byId = $derived(new Map(this.all.map((view) => [view.tag.id, view])));
	/** Used last, newest first; those that are gone are left out. */
	#recent = $state.raw<TagId[]>(read());
	recent = $derived(this.#recent.filter((id) => this.#byId.has(id)));

	want() {
		this.#tags.want();
	}

	changed() {
		this.#tags.changed();
	}

	get(id: TagId) {
		return this.#byId.get(id) ?? null;
	}

	/** The names of those that are there. */
	namesOf = (ids: TagId[]): string[] => ids.map(this.nameOf).filter((name) => name !== null);

	nameOf = (id: TagId): string | null => this.#byId.get(id)?.tag.name ?? null;

	/** The tag and those below it. */
	below = (id: TagId): ReadonlySet<TagId> => below(this.all, id);

	/** A tag was given to something: it comes first the next time. */
	use(id: TagId) {
		this.#recent = [id, ...this.#recent.filter((other) => other !== id)].slice(0, MAX_RECENT);
		localStorage.setItem(RECENT_KEY, JSON.stringify(this.#recent));
	}

	/** Tags were made in being given to something. */
	async made(names: readonly string[]) {
		await this.#tags.refetch();
		for (const name of names) {
			const found = this.all.find(({ tag }) => fold(tag.name) === fold(name.trim()));
			if (found) this.use(found.tag.id);
		}
	}

	/** Makes a tag, or answers the one that has this name already. */
	async create(name: string): Promise<Tag> {
		const tag = await backend.createTag(name.trim());
		await this.#tags.refetch();
		return tag;
	}

	async update(id: TagId, patch: Partial<TagPatch>) {
		await backend.updateTag(id, patch);
		await this.#tags.refetch();
	}

	async merge(from: TagId, into: TagId) {
		await backend.mergeTags(from, into);
		await this.#tags.refetch();
	}

	async split(id: TagId, name: string, annotations: string[]): Promise<Tag> {
		const tag = await backend.splitTag(id, name, annotations);
		await this.#tags.refetch();
		return tag;
	}

	async delete(id: TagId) {
		await backend.deleteTag(id);
		await this.#tags.refetch();
	}
}

function read(): TagId[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(RECENT_KEY) ?? "[]");
		return Array.isArray(kept) ? kept.filter((id): id is TagId => typeof id === "string") : [];
	} catch {
		return [];
	}
}

export const tags = new TagsState();
