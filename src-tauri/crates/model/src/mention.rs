//! What pages name: people and organizations of the register, sessions, and official documents by their symbols.

use crate::{
    CharRange, ContributionId, CreditView, DocumentId, MeetingId, Organization, OrganizationId, PageIndex, Person,
    PersonId, Role, Session, SessionId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place of a page's text where something is named; found by the machine, exactly or by an alias.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mention {
    pub document: DocumentId,
    pub document_title: String,
    pub page: PageIndex,
    pub range: CharRange,
    /// As it stands there.
    pub words: String,
    pub target: MentionTarget,
}

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum MentionTarget {
    Person {
        person: PersonId,
    },
    Organization {
        organization: OrganizationId,
    },
    /// In one form, however it was printed.
    Symbol {
        symbol: String,
        /// What a corrigendum, an addendum or a revision is one of.
        base: Option<String>,
        /// Whose it is, where each meeting numbers anew, as it does its agenda; nothing where that is not known, and of
        /// what is one in the whole world.
        #[serde(default)]
        meeting: Option<MeetingId>,
    },
    /// Of the meeting that the document belongs to, by its number; of any meeting, by its title.
    Session {
        session: SessionId,
    },
}

/// Which mentions to list; `None` does not restrict.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct MentionFilter {
    #[serde(default)]
    pub document: Option<DocumentId>,
    #[serde(default)]
    pub target: Option<MentionTarget>,
}

/// All that is known of a person or an organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NamePage {
    pub person: Option<Person>,
    pub organization: Option<Organization>,
    /// Every other name that they are known by, as printed.
    pub other_names: Vec<String>,
    /// Names of the register, and spellings, that the reader says are theirs too.
    pub members: Vec<NameMember>,
    /// Names that may be theirs.
    pub proposals: Vec<NameProposal>,
    /// Places where they may be meant.
    pub likely: Vec<NameMention>,
    /// What they gave or chaired.
    pub credits: Vec<NameCredit>,
    /// Where pages name them; those of their own decks are marked.
    pub mentions: Vec<NameMention>,
}

/// A part that somebody had, with the affiliation as printed there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NameCredit {
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub session: Option<SessionId>,
    pub session_heading: Option<String>,
    pub session_name: Option<SessionName>,
    /// `None` where the part is one in the session.
    pub contribution: Option<ContributionId>,
    pub contribution_title: Option<String>,
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    pub role: Role,
    pub name: Option<String>,
    pub affiliation: Option<String>,
}

/// A mention of a person, an organization, a session or a symbol, with what stands around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NameMention {
    pub mention: Mention,
    /// It stands in a deck of theirs, or of the session: said by them, not about them.
    pub is_own: bool,
    /// The sentence up to it.
    pub before: String,
    /// The sentence after it.
    pub after: String,
    /// Where the document stands on a programme.
    pub place: Option<MentionPlace>,
}

/// Where a document that names something stands on a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MentionPlace {
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub contribution: ContributionId,
    pub contribution_title: Option<String>,
    pub session: Option<SessionId>,
    pub session_name: Option<SessionName>,
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    /// Speakers with their affiliations, as printed.
    pub byline: Option<String>,
    /// The place is a guess that the reader has not confirmed.
    pub suggested: bool,
}

/// A session by its parts, for whoever puts them into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SessionName {
    pub number: Option<String>,
    /// Stands for the number where it is there: `Panel 1`.
    pub label: Option<String>,
    pub title: Option<String>,
    pub room: Option<String>,
}

/// A person or an organization in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegisterEntry {
    pub target: MentionTarget,
    pub name: String,
    /// An affiliation of theirs as printed, or an acronym.
    pub detail: Option<String>,
    /// Contributions that are theirs.
    pub n_given: u32,
    /// Sessions that they led.
    pub n_led: u32,
}

/// An official document in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SymbolEntry {
    pub symbol: String,
    /// What a corrigendum, an addendum or a revision is one of.
    pub base: Option<String>,
    /// Whose item it is, where each meeting numbers anew.
    pub meeting: Option<MeetingId>,
    pub meeting_title: Option<String>,
    pub info: SymbolInfo,
    pub n_mentions: u32,
    pub n_documents: u32,
    /// Where the documents that cite it stand, each once.
    pub places: Vec<MentionPlace>,
}

/// All that is known of an official document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SymbolPage {
    pub symbol: SymbolEntry,
    /// Its base, and those that it is the base of, as far as pages name them.
    pub related: Vec<String>,
    pub mentions: Vec<NameMention>,
}

/// A session that pages name: what it is, and where they name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SessionPage {
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub session: Session,
    /// Of who leads it.
    pub credits: Vec<CreditView>,
    /// Talks that are not withdrawn.
    pub n_talks: u32,
    /// Those in decks of the session itself are marked as its own.
    pub mentions: Vec<NameMention>,
    /// Where its number is named in documents of which it is not known whose they are; suggestions that the reader has
    /// not decided on.
    pub possible: Vec<NameMention>,
    /// What the reader has decided of such documents.
    pub judged: Vec<JudgedMention>,
}

/// The reader's word on whether a document means a session where it names the session's number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JudgedMention {
    pub document: DocumentId,
    pub document_title: String,
    pub meant: bool,
}

/// What an official document is, as its symbol tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SymbolInfo {
    pub organ: SymbolOrgan,
    /// The name of a body outside the United Nations, whose document it is.
    pub body: Option<String>,
    pub kind: SymbolKind,
    pub year: Option<u16>,
    /// Of the General Assembly or the Human Rights Council, as printed: `75`, `XXX`.
    pub session: Option<String>,
}

/// Whose document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SymbolOrgan {
    GeneralAssembly,
    SecurityCouncil,
    EconomicAndSocialCouncil,
    /// One of the Economic and Social Council's.
    Commission,
    HumanRightsCouncil,
    Secretariat,
    TreatyBody,
    StatesParties,
    Conference,
    Other,
}

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SymbolKind {
    Resolution,
    Decision,
    PresidentialStatement,
    MeetingRecord,
    Draft,
    Information,
    ConferenceRoomPaper,
    GeneralComment,
    Addendum,
    Corrigendum,
    Revision,
    Amendment,
    Regulation,
    Directive,
    Standard,
    Treaty,
    /// No document, but what one is submitted under.
    AgendaItem,
    Document,
}

/// What a name of the register is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    Person,
    Organization,
}

impl NameKind {
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Organization => "organization",
        }
    }

    pub fn from_name(name: &str) -> Option<NameKind> {
        [NameKind::Person, NameKind::Organization].into_iter().find(|kind| kind.name() == name)
    }
}

/// The reader's word on two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NameVerdict {
    Same,
    Different,
    /// Asked again later, after all others.
    Unsure,
}

impl NameVerdict {
    pub fn name(self) -> &'static str {
        match self {
            NameVerdict::Same => "same",
            NameVerdict::Different => "different",
            NameVerdict::Unsure => "unsure",
        }
    }

    pub fn from_name(name: &str) -> Option<NameVerdict> {
        [NameVerdict::Same, NameVerdict::Different, NameVerdict::Unsure].into_iter().find(|v| v.name() == name)
    }
}

/// Two names that may be one's, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NameProposal {
    pub kind: NameKind,
    pub one: NameSide,
    pub other: NameSide,
    /// From 0 to 1.
    pub score: f32,
    pub evidence: Vec<NameEvidence>,
    /// The reader has looked at it, and was not sure.
    pub unsure: bool,
}

/// One of two names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NameSide {
    /// Of a person or an organization.
    pub id: String,
    pub name: String,
    /// An affiliation as printed.
    pub detail: Option<String>,
    pub n_credits: u32,
}

/// What speaks for two names' being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NameEvidence {
    /// The same parts, in whatever order, case and marks.
    SameParts,
    /// The same sounds in another script.
    OtherScript,
    /// A letter or a vowel apart.
    Spelling,
    /// Initials of one stand for words of the other.
    Initials,
    /// One has more names than the other.
    FewerParts,
    /// The same affiliation is printed beside both.
    SameAffiliation,
}

/// A name that is one with another, and can be told apart again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NameMember {
    /// `None` of a spelling that no programme has.
    pub id: Option<String>,
    pub name: String,
}
