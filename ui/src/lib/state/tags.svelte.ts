// The reader's tags.

import * as backend from "$lib/backend";
import type { Tag, TagId } from "$lib/backend";
import { Fetched } from "./fetched.svelte";

class TagsState {
	#tags = new Fetched(backend.listTags);

	all = $derived(this.#tags.value ?? []);
	#names = $derived(new Map(this.all.map(({ tag }) => [tag.id, tag.name])));

	want() {
		this.#tags.want();
	}

	changed() {
		this.#tags.changed();
	}

	nameOf(id: TagId): string | null {
		return this.#names.get(id) ?? null;
	}

	/** Makes a tag, or answers the one that has this name already. */
	async create(name: string): Promise<Tag> {
		const tag = await backend.createTag(name.trim());
		await this.#tags.refetch();
		return tag;
	}
}

export const tags = new TagsState();
