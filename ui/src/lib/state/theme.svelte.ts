// Light, dark, or as the system has it.

const KEY = "rapporteur.theme";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

class ThemeState {
	choice = $state<Theme>(themes.find((theme) => theme === localStorage.getItem(KEY)) ?? "system");

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
