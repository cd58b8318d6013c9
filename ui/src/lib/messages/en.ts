// The strings of the interface, in English: all but the reader's.

export const en = {
	app: { name: "Rapporteur" },
	close: "Close",
};
