//! What pages name: people and organizations of the register, and official documents by their symbols.

use crate::{
    CharRange, ContributionId, DocumentId, MeetingId, Organization, OrganizationId, PageIndex, Person, PersonId, Role,
    SessionId,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
    /// `None` where the part is one in the session.
    pub contribution: Option<ContributionId>,
    pub contribution_title: Option<String>,
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    pub role: Role,
    pub name: Option<String>,
    pub affiliation: Option<String>,
}

/// A mention of a person or an organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NameMention {
    pub mention: Mention,
    /// It stands in a deck of theirs: said by them, not about them.
    pub is_own: bool,
}
