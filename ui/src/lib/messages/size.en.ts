// Strings of how large the interface is drawn, in English.

export const size = {
	larger: "Larger",
	smaller: "Smaller",
	usual: (now: number) => (now === 1 ? "Usual size" : `Usual size (now ${Math.round(now * 100)} %)`),
};
