import { expect, test } from "vitest";
import type { ContributionView, DayView, SessionView } from "$lib/backend";
import { clockAt, timetable } from "./timetable";

const talk = (start: string | null, end: string | null, room: string | null) =>
	({ contribution: { id: `${start} ${room}`, start, end, room }, credits: [], materials: [], problems: [] }) as unknown as ContributionView;

const day = (contributions: ContributionView[]): DayView => ({
	date: "2031-05-06",
	segments: [{ segment: null, sessions: [{ session: null, credits: [], contributions }] }],
});

test("rooms stand beside each other, and so do talks that meet in one room", () => {
	const { rooms, from, to, untimed } = timetable(
		day([
			talk("09:30:00", "10:30:00", "Room 10"),
			talk("09:00:00", "10:00:00", "Room 2"),
			talk("09:30:00", "09:45:00", "Room 2"),
			talk("10:00:00", null, "Room 2"),
			talk(null, null, "Room 2"),
		]),
		() => "",
	);
	expect(rooms.map(({ name }) => name)).toEqual(["Room 2", "Room 10"]);
	expect(rooms[0]?.slots.map(({ lane, lanes, end }) => [lane, lanes, end])).toEqual([
		[0, 2, 600],
		[1, 2, 585],
		[0, 1, 630],
	]);
	expect([from, to, untimed.length]).toEqual([540, 660, 1]);
});

test("a session with hours stands there where its talks have none", () => {
	const session = (id: string, room: string, contributions: ContributionView[]) =>
		({ session: { id, start: "10:30:00", end: "12:00:00", room }, credits: [], contributions }) as unknown as SessionView;
	const beside = [
		session("coasts", "Room A", [talk(null, null, null)]),
		session("ports", "Room B", []),
		session("talks", "Room C", [talk("10:30:00", "11:00:00", null)]),
	];
	const { rooms, untimed } = timetable({ date: "2031-05-06", segments: [{ segment: null, sessions: beside }] }, () => "");
	expect(rooms.map(({ name, slots }) => [name, slots.length, slots[0]?.end])).toEqual([
		["Room A", 1, 720],
		["Room B", 1, 720],
		["Room C", 1, 660],
	]);
	expect(untimed).toEqual([]);
});

test("what ends past midnight ends on the same evening", () => {
	expect(timetable(day([talk("23:00:00", "00:30:00", "A")]), () => "").to).toBe(25 * 60);
});

test("the clock is the meeting's", () => {
	expect(clockAt(new Date("2031-05-06T23:30:00Z"), "Asia/Tokyo")).toEqual({ date: "2031-05-07", minutes: 510 });
});
