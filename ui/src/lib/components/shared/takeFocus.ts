// The keyboard goes along to a place that opens, so that the arrows work there at once.

/** Focuses the element as it appears, unless the keyboard is in use elsewhere. */
export function takeFocus(element: HTMLElement) {
	const { activeElement } = document;
	if (!activeElement || activeElement === document.body || activeElement.closest("nav"))
		element.focus({ preventScroll: true });
}
