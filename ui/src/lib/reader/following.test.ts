import { expect, test } from "vitest";
import { follower } from "./following";

test("the other turns as far as the one did", () => {
	expect(follower([3, 8], [5, 8])).toEqual({ idx: 1, page: 10 });
	expect(follower([3, 8], [3, 7])).toEqual({ idx: 0, page: 2 });
});

test("what moved together is left alone", () => {
	expect(follower([3, 8], [4, 9])).toBeNull();
	expect(follower([3, 8], [3, 8])).toBeNull();
});
