import { expect, test } from "vitest";
import { clock, duration, instantOf, localTime } from "./clock";

test("time that has passed is written by minutes, and by hours where there are any", () => {
	expect(duration(0)).toBe("0:00");
	expect(duration(187.9)).toBe("3:07");
	expect(duration(3729)).toBe("1:02:09");
	expect(duration(-5)).toBe("0:00");
});

test("the clock is that of the place", () => {
	const at = Date.parse("2016-11-30T15:42:30Z");
	expect(clock(at, -5 * 3600)).toBe("10:42");
	expect(clock(at, null)).toBe("15:42");
});

test("a local time is an instant by its offset", () => {
	expect(instantOf("2016-11-30", "10:00:00", -18000)).toBe(Date.parse("2016-11-30T15:00:00Z"));
	expect(instantOf("2016-11-30", null, -18000)).toBeNull();
	expect(instantOf("2016-11-30", "10:00:00", null)).toBeNull();
});

test("what was said is timed by the clock of the place, else by that of this machine", () => {
	const note = { at: "2016-11-30T15:42:10Z" };
	expect(localTime({ local: "2016-11-30T10:42:10", note })).toBe("2016-11-30T10:42");
	expect(localTime({ local: null, note })).toMatch(/^2016-(11-30|12-01)T\d\d:\d\d$/);
});
