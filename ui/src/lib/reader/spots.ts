// Which of the spots drawn over a page the pointer is on, without lying in the way of the text beneath.

/** Where an element is on screen, for what is shown beside it. */
export const boxOf = (element: Element): DOMRect => element.getBoundingClientRect();

/** Calls back when the pointer comes to another spot of the page, or to none; answers what ends that. */
export function followSpots(
	page: HTMLElement,
	spots: () => Iterable<SVGElement>,
	onspot: (spot: SVGElement | null) => void,
): () => void {
	let on: SVGElement | null = null;
	const tell = (spot: SVGElement | null) => {
		if (spot === on) return;
		on = spot;
		onspot(spot);
	};
	const move = (event: PointerEvent) => {
		// Who drags is selecting.
		if (event.buttons !== 0) return tell(null);
		const { clientX: x, clientY: y } = event;
		tell(
			[...spots()].find((spot) => {
				const box = boxOf(spot);
				return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
			}) ?? null,
		);
	};
	const leave = () => tell(null);
	page.addEventListener("pointermove", move, { passive: true });
	page.addEventListener("pointerleave", leave);
	return () => {
		page.removeEventListener("pointermove", move);
		page.removeEventListener("pointerleave", leave);
	};
}
