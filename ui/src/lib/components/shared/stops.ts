// The arrows go from stop to stop: elements with `data-stop` within one that scrolls.

/** Moves the keyboard to where `key` leads; `false` where it leads nowhere. */
export function moveStop(container: HTMLElement, key: string): boolean {
	const stops = [...container.querySelectorAll<HTMLElement>("[data-stop]")];
	const here = stops.findIndex((stop) => stop === document.activeElement || stop.parentElement?.contains(document.activeElement));
	const next = { ArrowDown: here + 1, ArrowUp: Math.max(0, here - 1), Home: 0, End: stops.length - 1 }[key];
	const stop = next === undefined ? undefined : stops[Math.min(stops.length - 1, next)];
	if (!stop) return false;
	stop.focus({ preventScroll: true });
	(stop.closest("li, article") ?? stop).scrollIntoView({ block: "nearest" });
	return true;
}
