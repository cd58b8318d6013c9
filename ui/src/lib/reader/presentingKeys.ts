// What keys mean while slides are presented, those of remote controls among them.

export type PresentingAction =
	| "next"
	| "previous"
	| "first"
	| "last"
	| "black"
	| "white"
	| "pointer"
	| "screen"
	| "end";

const KEYS: Record<string, PresentingAction> = {
	arrowright: "next",
	arrowdown: "next",
	// Remote controls page.
	pagedown: "next",
	" ": "next",
	enter: "next",
	n: "next",
	arrowleft: "previous",
	arrowup: "previous",
	pageup: "previous",
	backspace: "previous",
	p: "previous",
	home: "first",
	end: "last",
	b: "black",
	".": "black",
	w: "white",
	",": "white",
	l: "pointer",
	m: "screen",
	f5: "end",
	escape: "end",
};

const actions = new Map(Object.entries(KEYS));

export const presentingKey = (key: string): PresentingAction | null => actions.get(key.toLowerCase()) ?? null;
