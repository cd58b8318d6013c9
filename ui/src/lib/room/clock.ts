// How times of the room are written, and how long somebody has spoken: functions of instants alone.

const two = (n: number) => String(n).padStart(2, "0");

/** Seconds as `3:07` or `1:02:09`. */
export function duration(seconds: number): string {
	const s = Math.max(0, Math.floor(seconds));
	const hours = Math.floor(s / 3600);
	const rest = `${hours > 0 ? two(Math.floor(s / 60) % 60) : Math.floor(s / 60)}:${two(s % 60)}`;
	return hours > 0 ? `${hours}:${rest}` : rest;
}

/** The clock at a place that is so many seconds ahead of UTC: `10:42`; of UTC itself where the offset is not known. */
export function clock(millis: number, utcOffset: number | null): string {
	return new Date(millis + (utcOffset ?? 0) * 1000).toISOString().slice(11, 16);
}

/** The instant of a local date and time, in milliseconds; `null` where one is not known. */
export function instantOf(date: string | null, time: string | null, utcOffset: number | null): number | null {
	if (!date || !time || utcOffset === null) return null;
	return Date.parse(`${date}T${time.slice(0, 8)}Z`) - utcOffset * 1000;
}

/** When something was said as `2016-11-30T10:42`: by the clock of the place, or of this machine where no zone is known. */
export function localTime({ local, note }: { local: string | null; note: { at: string } }): string {
	if (local) return local.slice(0, 16);
	const at = new Date(note.at);
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
