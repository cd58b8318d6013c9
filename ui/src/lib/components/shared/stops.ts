// The arrows go from stop to stop: elements with `data-stop` within one that scrolls.

/** Moves the keyboard to where `key` leads; `false` where it leads nowhere. */
export function moveStop(container: HTMLElement, key: string): boolean {
	const stops = [...container.querySelectorAll<HTMLElement>("[data-stop]")];
	const here = stops.findIndex((stop) => stop === document.activeElement || stop.parentElement?.contains(document.activeElement));
	const first = here < 0 ? firstSeen(container, stops) : here;
	const next = { ArrowDown: here < 0 ? first : here + 1, ArrowUp: here < 0 ? first : Math.max(0, here - 1), Home: 0, End: stops.length - 1 }[key];
	const stop = next === undefined ? undefined : stops[Math.min(stops.length - 1, next)];
	if (!stop) return false;
	stop.focus({ preventScroll: true });
	(stop.closest("li, article") ?? stop).scrollIntoView({ block: "nearest" });
	return true;
}

/** Where the eye is when the keyboard is nowhere yet. */
function firstSeen(container: HTMLElement, stops: HTMLElement[]): number {
	const { top } = container.getBoundingClientRect();
	const padding = Number.parseFloat(getComputedStyle(container).scrollPaddingBlockStart) || 0;
	return Math.max(0, stops.findIndex((stop) => stop.getBoundingClientRect().top >= top + padding));
}
