// How people, sessions and languages are written.

import type { CreditView, Session, SessionName } from "$lib/backend";
import { locale, m } from "$lib/messages";

/** The honorific and the name as printed; the affiliation where only an organization is named. */
export function creditName(credit: CreditView): string {
	if (credit.name) return credit.honorific ? `${credit.honorific} ${credit.name}` : credit.name;
	return credit.affiliation ?? credit.acronym ?? "";
}

/** The affiliation that stands beside the name; none where it is the name already. */
export function creditAffiliation(credit: CreditView): string | null {
	return credit.name ? (credit.affiliation ?? credit.acronym) : null;
}

/** All of them in a line, such as `Arije Antinori, V.S. Subrahmanian`. */
export const creditNames = (credits: CreditView[]) => credits.map(creditName).filter(Boolean).join(", ");

/** Such as `Session I · Technical challenges`. */
export function sessionHeading(session: Session | null): string {
	return session ? sessionWords(session) : m.programme.noSession;
}

/** What stands for a session's number: as the programme prints it, such as `Panel 1`. */
export const sessionLabel = ({ number, label }: Pick<SessionName, "number" | "label">) =>
	label ?? (number ? m.programme.session(number) : null);

/** A session by its label and title; by its room where it has neither. */
export function sessionWords(session: SessionName): string {
	const { title, room } = session;
	const words = [sessionLabel(session), title].filter(Boolean);
	return words.join(" · ") || room || m.programme.noSession;
}

const languages = new Intl.DisplayNames([locale], { type: "language", fallback: "code" });

/** The language's name from its ISO 639-1 code. */
export function languageName(code: string): string {
	try {
		return languages.of(code) ?? code;
	} catch {
		return code;
	}
}
