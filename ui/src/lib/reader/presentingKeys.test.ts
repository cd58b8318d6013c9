import { expect, test } from "vitest";
import { presentingKey } from "./presentingKeys";

test("a remote control's keys page, and darken the screen", () => {
	expect(["PageDown", "PageUp", ".", "b"].map(presentingKey)).toEqual(["next", "previous", "black", "black"]);
});

test("other keys mean nothing", () => {
	expect(presentingKey("q")).toBeNull();
	expect(presentingKey("constructor")).toBeNull();
});
