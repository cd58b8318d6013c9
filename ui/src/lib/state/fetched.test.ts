import { expect, test } from "vitest";
import { Fetched } from "./fetched.svelte";

test("changes that come while a fetch runs are fetched once more, not once each", async () => {
	let n_calls = 0;
	const fetched = new Fetched(async () => ++n_calls);
	await Promise.all([fetched.refetch(), fetched.refetch(), fetched.refetch()]);
	expect(n_calls).toBe(2);
	expect(fetched.value).toBe(2);
});

test("what nobody looked at is not fetched again", () => {
	let n_calls = 0;
	const fetched = new Fetched(async () => ++n_calls);
	fetched.changed();
	expect(n_calls).toBe(0);
});

test("a failure keeps the last answer and says why", async () => {
	let fails = false;
	const fetched = new Fetched(async () => {
		if (fails) throw { code: "other", message: "the disk is gone" };
		return 1;
	});
	await fetched.refetch();
	fails = true;
	await fetched.refetch();
	expect(fetched.value).toBe(1);
	expect(fetched.error).toBe("the disk is gone");
});
