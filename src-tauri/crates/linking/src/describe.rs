//! What an official document is, as its symbol tells.

use analysis::Numbered;
use model::{SymbolInfo, SymbolKind, SymbolOrgan};

/// What a symbol in its one form says of its document.
pub fn describe(symbol: &str) -> SymbolInfo {
    let whole = |one: &Numbered| one.symbol == symbol;
    if let Some(numbered) = analysis::numbered(symbol).into_iter().find(whole) {
        let body = (!numbered.body.is_empty()).then(|| numbered.body.to_owned());
        let kind = kind_named(numbered.kind);
        return SymbolInfo { organ: SymbolOrgan::Other, body, kind, year: numbered.year, session: None };
    }
    let (bare, inner) = match symbol.split_once(" (") {
        Some((bare, inner)) => (bare, Some(inner.trim_end_matches(')'))),
        None => (symbol, None),
    };
    let parts: Vec<&str> = bare.split('/').collect();
    let has = |mark: &str| parts[1..].iter().any(|part| part.starts_with(mark) && part.len() > mark.len());
    let is = |name: &str| parts.contains(&name);
    let organ = match (parts[0], parts.get(1).copied().unwrap_or_default()) {
        ("A", "HRC") | ("HRC", _) => SymbolOrgan::HumanRightsCouncil,
        ("A" | "E" | "TD", second) if second.starts_with("CONF.") => SymbolOrgan::Conference,
        ("A", _) => SymbolOrgan::GeneralAssembly,
        ("S", _) => SymbolOrgan::SecurityCouncil,
        ("E", second) if second.starts_with("CN.") => SymbolOrgan::Commission,
        ("E", _) => SymbolOrgan::EconomicAndSocialCouncil,
        ("ST", _) => SymbolOrgan::Secretariat,
        ("CCPR" | "CAT" | "CERD" | "CRC" | "CEDAW" | "CMW" | "CRPD" | "CED" | "HRI", _) => SymbolOrgan::TreatyBody,
        ("FCCC" | "CTOC" | "CAC" | "CCW" | "BWC" | "NPT" | "SPLOS" | "APLC" | "CCM" | "ICCD" | "CBD", _) => {
            SymbolOrgan::StatesParties
        }
        _ => SymbolOrgan::Other,
    };
    // What it is to another document says more than what that one is.
    let kind = if has("Corr.") {
        SymbolKind::Corrigendum
    } else if has("Add.") {
        SymbolKind::Addendum
    } else if has("Amend.") {
        SymbolKind::Amendment
    } else if has("L.") {
        SymbolKind::Draft
    } else if has("Rev.") {
        SymbolKind::Revision
    } else if is("RES") {
        SymbolKind::Resolution
    } else if is("DEC") {
        SymbolKind::Decision
    } else if is("PRST") {
        SymbolKind::PresidentialStatement
    } else if has("PV.") || has("SR.") {
        SymbolKind::MeetingRecord
    } else if has("INF.") || is("INF") {
        SymbolKind::Information
    } else if has("CRP.") {
        SymbolKind::ConferenceRoomPaper
    } else if is("GC") {
        SymbolKind::GeneralComment
    } else {
        SymbolKind::Document
    };
    let is_year = |text: &&str| {
        text.len() == 4
            && text.bytes().all(|b| b.is_ascii_digit())
            && (text.starts_with("19") || text.starts_with("20"))
    };
    let year = inner.filter(is_year).or_else(|| parts[1..].iter().copied().find(is_year));
    // The General Assembly and its Council count sessions.
    let session = match organ {
        SymbolOrgan::GeneralAssembly | SymbolOrgan::HumanRightsCouncil if year.is_none() => {
            let is_session = |text: &&str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
            inner.or_else(|| parts[1..].iter().copied().find(is_session)).map(str::to_owned)
        }
        _ => None,
    };
    SymbolInfo { organ, body: None, kind, year: year.and_then(|year| year.parse().ok()), session }
}

/// Of a scheme of `analysis`.
fn kind_named(name: &str) -> SymbolKind {
    match name {
        "regulation" => SymbolKind::Regulation,
        "directive" => SymbolKind::Directive,
        "decision" => SymbolKind::Decision,
        "standard" => SymbolKind::Standard,
        "treaty" => SymbolKind::Treaty,
        "agenda_item" => SymbolKind::AgendaItem,
        _ => SymbolKind::Document,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_other_bodies_are_known_by_their_schemes() {
        let told = |symbol: &str| {
            let SymbolInfo { body, kind, year, .. } = describe(symbol);
            (body, kind, year)
        };
        let body = |name: &str| Some(name.to_owned());
        let iso = body("International Organization for Standardization");
        assert_eq!(told("ISO/IEC 27001:2022"), (iso, SymbolKind::Standard, Some(2022)));
        assert_eq!(told("COM(2020) 795"), (body("European Union"), SymbolKind::Document, Some(2020)));
        assert_eq!(told("Directive 95/46/EC"), (body("European Union"), SymbolKind::Directive, None));
        assert_eq!(told("agenda item 7 (a)"), (None, SymbolKind::AgendaItem, None));
    }

    #[test]
    fn a_symbol_tells_what_its_document_is() {
        let told = |symbol: &str| {
            let SymbolInfo { organ, kind, year, session, .. } = describe(symbol);
            (organ, kind, year, session)
        };
        use {SymbolKind as K, SymbolOrgan as O};
        assert_eq!(told("S/RES/2178 (2014)"), (O::SecurityCouncil, K::Resolution, Some(2014), None));
        assert_eq!(told("A/RES/75/291"), (O::GeneralAssembly, K::Resolution, None, Some("75".to_owned())));
        assert_eq!(told("A/RES/3363 (XXX)"), (O::GeneralAssembly, K::Resolution, None, Some("XXX".to_owned())));
        assert_eq!(told("S/PRST/2015/11"), (O::SecurityCouncil, K::PresidentialStatement, Some(2015), None));
        assert_eq!(told("S/PV.7272"), (O::SecurityCouncil, K::MeetingRecord, None, None));
        assert_eq!(told("A/HRC/47/L.12/Rev.1"), (O::HumanRightsCouncil, K::Draft, None, Some("47".to_owned())));
        assert_eq!(told("CCPR/C/GC/34"), (O::TreatyBody, K::GeneralComment, None, None));
        assert_eq!(told("A/75/1/Add.2").1, K::Addendum);
    }
}
