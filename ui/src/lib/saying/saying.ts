// Words that come and change while one looks at them, for those who do not see them.

import { announcing } from "$lib/saying/announcing.svelte";
import type { Attachment } from "svelte/attachments";

/** WebKitGTK tells a screen reader neither which option a field points out nor of alerts: those we say ourselves. */
const SILENT = navigator.userAgent.includes("Linux");

const words = (element: HTMLElement) => element.innerText.replace(/\s+/g, " ").trim();

function sayChanges(element: HTMLElement, urgent: boolean) {
	let last = "";
	const say = () => {
		const text = words(element);
		if (text !== last) announcing.say(text, urgent);
		last = text;
	};
	say();
	const observer = new MutationObserver(say);
	observer.observe(element, { subtree: true, childList: true, characterData: true });
	return () => observer.disconnect();
}

/** Says the element's text, now and whenever it becomes another. */
export const aloud: Attachment<HTMLElement> = (element) => sayChanges(element, false);

/** Says an alert's text at once, where the web view does not. */
export const alarming: Attachment<HTMLElement> = (element) => (SILENT ? sayChanges(element, true) : undefined);

/** Says the option that a field's keys have come to, where the web view does not. */
export const saysOption: Attachment<HTMLElement> = (field) => {
	if (!SILENT) return;
	let last = "";
	let timers: ReturnType<typeof setTimeout>[] = [];
	const say = () => {
		const id = field.getAttribute("aria-activedescendant");
		const option = id ? document.getElementById(id) : null;
		const text = option ? words(option) : "";
		if (text !== last) announcing.say(text);
		last = text;
	};
	const stop = () => timers.forEach(clearTimeout);
	const ask = () => {
		stop();
		// The list follows what is typed; where it has to be fetched, a little later.
		timers = [250, 900].map((delay) => setTimeout(say, delay));
	};
	field.addEventListener("keyup", ask);
	return () => {
		stop();
		field.removeEventListener("keyup", ask);
	};
};
