import { expect, test } from "vitest";
import type { CreditView } from "$lib/backend";
import { creditAffiliation, creditName, languageName, sessionWords } from "./names";

const credit = (fields: Partial<CreditView>): CreditView => ({
	role: "speaker",
	honorific: null,
	person: null,
	name: null,
	organization: null,
	affiliation: null,
	acronym: null,
	...fields,
});

test("a name keeps its honorific and its affiliation", () => {
	const speaker = credit({ honorific: "Dr.", name: "Mahmoud Nagah Ahmed Farag Khalaf", affiliation: "Al-Azhar Observer" });
	expect(creditName(speaker)).toBe("Dr. Mahmoud Nagah Ahmed Farag Khalaf");
	expect(creditAffiliation(speaker)).toBe("Al-Azhar Observer");
});

test("an organization alone stands where the name would, and only there", () => {
	const organization = credit({ affiliation: "ICPVTR" });
	expect(creditName(organization)).toBe("ICPVTR");
	expect(creditAffiliation(organization)).toBeNull();
});

test("a language that is no code is shown as it came", () => {
	expect(languageName("ar")).toBe("Arabic");
	expect(languageName("not a code")).toBe("not a code");
});

test("a session is called as the programme prints it", () => {
	const session = { number: "1", label: null, title: "Tides", room: null };
	expect(sessionWords(session)).toBe("Session 1 · Tides");
	expect(sessionWords({ ...session, label: "Workshop 1" })).toBe("Workshop 1 · Tides");
	expect(sessionWords({ ...session, label: "第一次会议", title: null })).toBe("第一次会议");
});
