// Links from outside that lead into the library.

import * as backend from "$lib/backend";
import { m } from "$lib/messages";
import { parseSpotLink } from "$lib/reader/spotLink";
import { documents } from "./documents.svelte";
import { navigation } from "./navigation.svelte";
import { toasts } from "./toasts.svelte";

/** Opens what the application was asked to open, now and from now on; answers what ends it. */
export async function followLinks(): Promise<() => void> {
	const take = async () => {
		for (const link of await backend.takeLinks()) await open(link);
	};
	const end = await backend.onLink(() => void take());
	await take();
	return end;
}

async function open(link: string) {
	const spot = parseSpotLink(link);
	await documents.refetch();
	if (!spot || !documents.card(spot.document)) {
		toasts.failed(spot ? m.links.notHere : m.links.unknown, link);
		return;
	}
	const { document, page, annotation, range } = spot;
	navigation.openDocument(document, {
		...(page !== undefined ? { page } : {}),
		...(annotation ? { annotation } : {}),
		...(page !== undefined && range ? { ranges: { page, ranges: [range] } } : {}),
	});
}
