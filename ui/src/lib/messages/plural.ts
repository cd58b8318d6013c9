// Chooses the words for a count.

import { locale } from "./locale";

const rules = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);

/** Such as `plural(2, { one: "# slide", other: "# slides" })`; `#` becomes the number. */
export function plural(n: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
	return (forms[rules.select(n)] ?? forms.other).replace("#", numbers.format(n));
}
