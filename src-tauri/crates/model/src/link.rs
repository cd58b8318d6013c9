//! Links that the reader makes between any two things, and how things are named at either end.

use crate::{
    AnnotationId, ContributionId, DocumentId, LinkId, MeetingId, OrganizationId, PageIndex, PersonId, SessionId,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Anything that a link can begin or end at.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Thing {
    Annotation {
        annotation: AnnotationId,
    },
    Slide {
        document: DocumentId,
        page: PageIndex,
    },
    Document {
        document: DocumentId,
    },
    Contribution {
        contribution: ContributionId,
    },
    Session {
        session: SessionId,
    },
    Person {
        person: PersonId,
    },
    Organization {
        organization: OrganizationId,
    },
    /// An official document, in its symbol's one form.
    Symbol {
        symbol: String,
        /// Whose it is, where each meeting numbers anew; nothing in links that earlier versions made.
        #[serde(default)]
        meeting: Option<MeetingId>,
    },
}

/// What the beginning of a link is to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Relation {
    Agrees,
    Contradicts,
    BuildsOn,
    Answers,
    Supersedes,
    /// In the reader's own words.
    Free {
        words: String,
    },
}

/// Two things that the reader linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Link {
    pub id: LinkId,
    pub origin: Thing,
    pub target: Thing,
    pub relation: Relation,
    /// Markdown; empty where there is none.
    pub note: String,
    pub author: String,
    #[ts(type = "string")]
    pub created_at: Timestamp,
}

/// A link that is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkDraft {
    pub origin: Thing,
    pub target: Thing,
    pub relation: Relation,
    #[serde(default)]
    pub note: String,
}

/// What is to change of a link; `None` leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct LinkPatch {
    #[serde(default)]
    pub relation: Option<Relation>,
    #[serde(default)]
    pub note: Option<String>,
}

/// A link with both ends named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkView {
    pub link: Link,
    pub origin: ThingView,
    pub target: ThingView,
}

/// A thing as a list names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ThingView {
    pub thing: Thing,
    /// What it is called, or its words; empty where it is gone.
    pub title: String,
    /// Whose it is, or where it stands.
    pub detail: Option<String>,
    /// Where it is opened.
    pub document: Option<DocumentId>,
    pub page: Option<PageIndex>,
    pub meeting: Option<MeetingId>,
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    /// It was deleted, or has left the library.
    pub gone: bool,
}
