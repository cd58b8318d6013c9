// Dates and times of a programme, which are local to the meeting and have no zone of their own.

import { locale } from "$lib/messages/locale";

const long = new Intl.DateTimeFormat(locale, {
	weekday: "long",
	day: "numeric",
	month: "long",
	year: "numeric",
	timeZone: "UTC",
});
const short = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
const full = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const instant = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });

const civil = (date: string) => new Date(`${date}T00:00:00Z`);

/** Such as `Wednesday 30 November 2016`. */
export const longDate = (date: string) => long.format(civil(date));

/** Such as `30 Nov`. */
export const shortDate = (date: string) => short.format(civil(date));

/** Such as `30 November – 1 December 2016`. */
export const dateSpan = (first: string, last: string) =>
	first === last ? full.format(civil(first)) : full.formatRange(civil(first), civil(last));

/** `10:00:00` as `10:00`. */
export const shortTime = (time: string) => time.slice(0, 5);

/** Such as `10:00–13:00`; the end alone says nothing. */
export function timeSpan(start: string | null, end: string | null): string | null {
	if (!start) return null;
	return end ? `${shortTime(start)}–${shortTime(end)}` : shortTime(start);
}

/** An instant in the zone of this machine. */
export const shortInstant = (at: string) => instant.format(new Date(at));

/** The day of an instant in the zone of this machine. */
export const instantDay = (at: string) => day.format(new Date(at));
