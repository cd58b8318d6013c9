import { expect, test } from "vitest";
import { dateSpan, longDate, shortDate, timeSpan } from "./dates";

test("a civil date is the same day in every zone", () => {
	expect(longDate("2016-11-30")).toMatch(/^Wednesday,? 30 November 2016$/);
	expect(shortDate("2016-12-01")).toBe("1 Dec");
});

test("a span of one day is that day", () => {
	expect(dateSpan("2016-12-01", "2016-12-01")).toBe("1 December 2016");
	expect(dateSpan("2016-11-30", "2016-12-01").replaceAll(/\s/g, " ")).toBe("30 November – 1 December 2016");
});

test("times lose their seconds, and an end alone is not shown", () => {
	expect(timeSpan("10:00:00", "13:00:00")).toBe("10:00–13:00");
	expect(timeSpan("15:00:00", null)).toBe("15:00");
	expect(timeSpan(null, "13:00:00")).toBeNull();
});
