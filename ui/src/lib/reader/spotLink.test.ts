import { expect, test } from "vitest";
import { parseSpotLink, spotLink } from "./spotLink";

const document = "ab".repeat(32);

test("a link leads to the spot that it was made for", () => {
	const spot = { document, page: 6, range: { start: 120, end: 164 } };
	expect(spotLink(spot)).toBe(`rapporteur://open/${document}?page=7&from=120&to=164`);
	expect(parseSpotLink(spotLink(spot))).toEqual(spot);
	const note = { document, page: 0, annotation: "01a20a35-a9f4-704a-9e6d-afbde1ca87ad" };
	expect(parseSpotLink(spotLink(note))).toEqual(note);
	expect(parseSpotLink(spotLink({ document }))).toEqual({ document });
});

test("what is no link of ours leads nowhere", () => {
	expect(parseSpotLink("https://example.org")).toBeNull();
	expect(parseSpotLink("rapporteur://open/../../etc/passwd")).toBeNull();
	expect(parseSpotLink(`rapporteur://open/${document}?page=x&from=1&to=2`)).toEqual({ document });
});
