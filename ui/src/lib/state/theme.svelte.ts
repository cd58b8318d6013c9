// Light, dark, or as the system has it.

const KEY = "rapporteur.theme";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

class ThemeState {
	#system = $state(matchMedia("(prefers-color-scheme: dark)").matches);
	choice = $state<Theme>(themes.find((theme) => theme === localStorage.getItem(KEY)) ?? "system");
	/** What the window is at present. */
	dark = $derived(this.choice === "dark" || (this.choice === "system" && this.#system));

	constructor() {
		matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => (this.#system = matches));
	}

	choose(choice: Theme) {
		this.choice = choice;
		localStorage.setItem(KEY, choice);
		this.apply();
	}

	apply() {
		if (this.choice === "system") delete document.documentElement.dataset.theme;
		else document.documentElement.dataset.theme = this.choice;
	}
}

export const theme = new ThemeState();
