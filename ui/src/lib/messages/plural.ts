// Chooses the words for a count.

import { locale } from "./locale";

const rules = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);

/** Such as `plural(2, { one: "# slide", other: "# slides" })`; `#` becomes the number. `zero` is for none at all. */
export function plural(n: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
	const form = n === 0 && forms.zero ? forms.zero : (forms[rules.select(n)] ?? forms.other);
	return form.replace("#", numbers.format(n));
}
