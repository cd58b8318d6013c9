// A day's talks as a timetable: a column a room, places by time.

import type { ContributionView, DayView, SessionView } from "$lib/backend";

export interface Slot {
	/** A talk; or a session with hours whose talks have none of their own. */
	of: ContributionView | SessionView;
	/** The session's name where it is the first of it in its room. */
	session: string | null;
	/** Minutes since midnight; past midnight they go on counting. */
	start: number;
	end: number;
	/** Slots that run at the same time in one room stand beside each other. */
	lane: number;
	lanes: number;
}

export interface Timetable {
	rooms: { name: string | null; slots: Slot[] }[];
	/** Whole hours that hold every slot. */
	from: number;
	to: number;
	untimed: ContributionView[];
}

/** What is given no end lasts so long, or until the next one in its room. */
const USUAL = 30;
const MIN = 5;

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function span(start: string, end: string | null): { start: number; end: number } {
	const from = minutes(start);
	let to = end ? minutes(end) : from;
	// In the evening it ends past midnight; else the end is a slip, and none is known.
	if (to < from) to = from >= 20 * 60 ? to + 24 * 60 : from;
	return { start: from, end: to };
}

export function timetable(day: DayView, sessionName: (session: DayView["segments"][0]["sessions"][0]) => string): Timetable {
	const untimed: ContributionView[] = [];
	const byRoom = new Map<string | null, Slot[]>();
	for (const session of day.segments.flatMap((segment) => segment.sessions)) {
		const own = session.session;
		if (own?.start && !session.contributions.some(({ contribution }) => contribution.start)) {
			const name = own.room ?? null;
			const slots = byRoom.get(name) ?? [];
			slots.push({ of: session, session: null, ...span(own.start, own.end), lane: 0, lanes: 1 });
			byRoom.set(name, slots);
			continue;
		}
		let first = true;
		for (const view of session.contributions) {
			const { start, end, room } = view.contribution;
			if (!start) {
				untimed.push(view);
				continue;
			}
			const name = room ?? session.session?.room ?? null;
			const slots = byRoom.get(name) ?? [];
			slots.push({ of: view, session: first ? sessionName(session) : null, ...span(start, end), lane: 0, lanes: 1 });
			byRoom.set(name, slots);
			first = false;
		}
	}
	const rooms = [...byRoom].map(([name, slots]) => ({ name, slots: place(slots) }));
	const text = new Intl.Collator(undefined, { numeric: true });
	rooms.sort((a, b) => Number(a.name === null) - Number(b.name === null) || text.compare(a.name ?? "", b.name ?? ""));
	const all = rooms.flatMap(({ slots }) => slots);
	const from = Math.floor(Math.min(...all.map(({ start }) => start)) / 60) * 60;
	const to = Math.ceil(Math.max(...all.map(({ end }) => end)) / 60) * 60;
	return { rooms, from: all.length > 0 ? from : 0, to: all.length > 0 ? to : 0, untimed };
}

function place(slots: Slot[]): Slot[] {
	slots.sort((a, b) => a.start - b.start || a.end - b.end);
	slots.forEach((slot, idx) => {
		if (slot.end > slot.start) return;
		const next = slots.slice(idx + 1).find(({ start }) => start > slot.start);
		slot.end = Math.max(slot.start + MIN, Math.min(slot.start + USUAL, next?.start ?? Infinity));
	});
	// Those that meet share the width.
	let group: Slot[] = [];
	let ends = -1;
	const settle = () => group.forEach((slot) => (slot.lanes = Math.max(...group.map(({ lane }) => lane)) + 1));
	for (const slot of slots) {
		if (slot.start >= ends) {
			settle();
			group = [];
		}
		const taken = new Set(group.filter(({ end }) => end > slot.start).map(({ lane }) => lane));
		while (taken.has(slot.lane)) slot.lane += 1;
		group.push(slot);
		ends = Math.max(ends, slot.end);
	}
	settle();
	return slots;
}

/** Minutes since midnight where the meeting is, and the day there. */
export function clockAt(now: Date, zone: string | null): { date: string; minutes: number } {
	const parts = new Intl.DateTimeFormat("en-CA", {
		timeZone: zone ?? undefined,
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		hourCycle: "h23",
	}).formatToParts(now);
	const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
	return { date: `${of("year")}-${of("month")}-${of("day")}`, minutes: Number(of("hour")) * 60 + Number(of("minute")) };
}
