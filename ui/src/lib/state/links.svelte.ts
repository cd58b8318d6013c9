// Links between any two things: all of them, and the one that is being made.

import * as backend from "$lib/backend";
import type { LinkDraft, LinkId, LinkPatch, LinkView, Thing, ThingView } from "$lib/backend";
import { linksOf } from "$lib/format/things";
import { m } from "$lib/messages";
import { Fetched } from "./fetched.svelte";
import { history } from "./history.svelte";
import { library } from "./library.svelte";
import { navigation } from "./navigation.svelte";
import { toasts } from "./toasts.svelte";

class LinksState {
	#links = new Fetched<LinkView[]>(backend.listMadeLinks);

	all = $derived(this.#links.value ?? []);
	fetched = $derived(this.#links.value !== null);
	error = $derived(this.#links.error);
	/** What a link is being made from. */
	making = $state.raw<{ thing: Thing; title: string } | null>(null);
	/** The link that is being changed, and whether it is read from its end. */
	changing = $state.raw<{ view: LinkView; backward: boolean } | null>(null);

	want() {
		this.#links.want();
	}

	changed() {
		this.#links.changed();
	}

	of(thing: Thing): LinkView[] {
		return linksOf(this.all, thing);
	}

	async create(draft: LinkDraft): Promise<boolean> {
		try {
			await backend.createLink(draft);
			await this.#links.refetch();
			toasts.done(m.crossing.links.done, history.undoing("create_link"));
			return true;
		} catch (error) {
			toasts.failed(m.crossing.links.failed, error);
			return false;
		}
	}

	async update(id: LinkId, patch: Partial<LinkPatch>): Promise<boolean> {
		try {
			await backend.updateLink(id, patch);
			await this.#links.refetch();
			toasts.done(m.crossing.links.changed, history.undoing("update_link"));
			return true;
		} catch (error) {
			toasts.failed(m.crossing.links.changeFailed, error);
			return false;
		}
	}

	async delete(id: LinkId) {
		try {
			await backend.deleteLink(id);
			await this.#links.refetch();
			toasts.done(m.crossing.links.deleted, history.undoing("delete_link"));
		} catch (error) {
			toasts.failed(m.crossing.links.deleteFailed, error);
		}
	}

	/** To wherever a thing is shown. */
	async open({ thing, document, page, meeting }: ThingView) {
		switch (thing.kind) {
			case "annotation":
				if (document) navigation.openDocument(document, { page: page ?? 0, annotation: thing.annotation });
				break;
			case "slide":
				navigation.openDocument(thing.document, { page: thing.page });
				break;
			case "document":
				navigation.openDocument(thing.document);
				break;
			case "session":
				await library.openSession(thing.session, meeting);
				break;
			case "contribution":
				if (meeting && meeting !== library.meeting?.id) await library.choose(meeting);
				library.reveal({ contribution: thing.contribution });
				break;
			case "person":
				navigation.openName({ person: thing.person });
				break;
			case "organization":
				navigation.openName({ organization: thing.organization });
				break;
			case "symbol":
				navigation.openName({ symbol: thing.symbol, meeting: thing.meeting });
		}
	}
}

export const links = new LinksState();
