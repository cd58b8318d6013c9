//! What can be typed: the subcommands and their options.

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use model::{AnnotationId, AnnotationKind, CharRange, Color, ContributionId, MeetingId, PageIndex};
use std::{num::NonZeroU32, path::PathBuf};

/// Reads a meeting's presentation PDFs against its programme, offline.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, propagate_version = true, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Arguments {
    /// The library's folder; by default in the platform's data folder
    #[arg(long, global = true, value_name = "DIR", env = "RAPPORTEUR_LIBRARY", hide_env_values = true, value_hint = ValueHint::DirPath)]
    pub library: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "Answers go to standard output, everything else to standard error. \
Exit status: 0 done, 1 failed, 2 bad use.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take PDF files, and those in folders, into the library
    Import {
        #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// Opens those that are locked; it is never stored
        #[arg(long, value_name = "PASSWORD")]
        password: Option<String>,
    },
    /// Read a meeting's programme, or show it
    #[command(subcommand, visible_alias = "program")]
    Programme(Programme),
    /// List what is in the library, and where on a programme it stands
    Documents {
        /// Only documents of this meeting
        #[arg(long, value_name = "ID")]
        meeting: Option<MeetingId>,
    },
    /// Print the text of a PDF file, a form feed after each page; needs no library
    Text {
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Where to write the text, `-` or nothing is standard output
        #[arg(value_name = "OUT", value_hint = ValueHint::AnyPath)]
        output: Option<PathBuf>,
        #[command(flatten)]
        only: OnlyPages,
        /// Opens the file where it is locked
        #[arg(long, value_name = "PASSWORD")]
        password: Option<String>,
    },
    /// Recognize the text of scanned pages, by Tesseract, so that they can be searched and quoted
    Ocr {
        /// Only these, and there also pages that failed before: ids or the beginnings of them, or names of files
        #[arg(value_name = "DOCUMENT")]
        documents: Vec<String>,
        /// What they are written in: ar, zh, en, fr, ru or es, or as Tesseract calls it; found out where not said
        #[arg(long, value_name = "LANGUAGE")]
        language: Option<String>,
    },
    /// Draw pages of a PDF file as PNG; needs no library
    Render {
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        #[command(flatten)]
        which: WhichPages,
        /// How many pixels across
        #[arg(long, short, value_name = "W", default_value = "1280", value_parser = clap::value_parser!(u32).range(1..=16384))]
        width: u32,
        /// Where to write the image, `-` or nothing is standard output; with --pages, the folder for FILE-N.png
        #[arg(long, short, value_name = "OUT", value_hint = ValueHint::AnyPath)]
        output: Option<PathBuf>,
        /// Opens the file where it is locked
        #[arg(long, value_name = "PASSWORD")]
        password: Option<String>,
    },
    /// Search pages, titles, names and annotations
    Search {
        #[arg(required = true, value_name = "QUERY")]
        query: Vec<String>,
        /// Only in this document
        #[arg(long, value_name = "DOCUMENT")]
        document: Option<String>,
        /// Order by this meeting's programme
        #[arg(long, value_name = "ID")]
        meeting: Option<MeetingId>,
        /// How many hits at the most
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u32,
    },
    /// List, make, delete and export annotations
    #[command(subcommand)]
    Annotations(Annotations),
    /// Write annotations for other programs
    Export(Export),
    /// Count tags by session, organization or speaker
    Matrix(Matrix),
    /// List, make, rename and delete tags
    #[command(subcommand)]
    Tags(Tags),
    /// List the people, organizations, sessions and official documents that pages name
    Mentions {
        /// Only in this document
        #[arg(long, value_name = "DOCUMENT")]
        document: Option<String>,
    },
    /// List people, or show what one gave and where pages name them
    People {
        /// A name, as printed anywhere
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Say whether a document belongs to a contribution
    #[command(subcommand)]
    Match(Match),
    /// Say that a document is a newer version of another: its annotations come along, doubtful ones wait in the window
    Revise {
        /// The older version: a document's id or the beginning of it, or the name of a file that it was seen in
        #[arg(value_name = "OLD")]
        older: String,
        /// The newer version
        #[arg(value_name = "NEW")]
        newer: String,
        /// Only compare; nothing is recorded
        #[arg(long)]
        preview: bool,
    },
    /// See whether everything is there, readable, and as it was
    Check {
        /// Mend what can be mended
        #[arg(long)]
        repair: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Programme {
    /// Read a programme: a saved web page or text; reading it again changes only what has changed
    Import {
        /// A file, or `-` for standard input
        #[arg(value_name = "FILE|-", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Show the meeting: days, sessions, contributions and their documents
    Show {
        /// Which meeting, where there are several
        #[arg(long, value_name = "ID")]
        meeting: Option<MeetingId>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Annotations {
    /// List annotations in the order of the programme
    List(Which),
    /// Mark words of a page
    Add {
        /// A document's id or the beginning of it, or the name of a file that it was seen in
        #[arg(value_name = "DOCUMENT")]
        document: String,
        /// Which page, counted from 1
        #[arg(long, short, value_name = "N")]
        page: PageNumber,
        #[command(flatten)]
        place: Place,
        /// highlight, underline, strike_out or squiggle
        #[arg(long, default_value = "highlight", value_parser = parse_kind)]
        kind: AnnotationKind,
        /// yellow, red, green, blue, purple, magenta, orange or gray
        #[arg(long, default_value = "yellow", value_parser = parse_color)]
        color: Color,
        #[arg(long, default_value = "", hide_default_value = true)]
        comment: String,
        /// A tag's name; made where there is none. May be given several times
        #[arg(long = "tag", value_name = "NAME")]
        tags: Vec<String>,
    },
    /// Delete annotations
    Delete {
        #[arg(required = true, value_name = "ID")]
        ids: Vec<AnnotationId>,
    },
    /// The same as `rapporteur export`
    Export(Export),
}

/// Which words: one of the two.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Place {
    /// The words to highlight, as they stand on the page; white space does not matter
    #[arg(long, value_name = "WORDS")]
    pub quote: Option<String>,
    /// The place of the words in the page's text, in characters from 0, end excluded
    #[arg(long, value_name = "START..END", value_parser = parse_range)]
    pub range: Option<CharRange>,
}

/// Which pages: one of the two.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct WhichPages {
    /// Which page, counted from 1
    #[arg(long, short, value_name = "N")]
    pub page: Option<PageNumber>,
    /// Which pages, the first and the last, counted from 1; `-` alone is all of them
    #[arg(long, value_name = "[FIRST]-[LAST]", allow_hyphen_values = true)]
    pub pages: Option<PageNumbers>,
}

/// Which pages, where not all are wanted.
#[derive(Debug, Args)]
pub struct OnlyPages {
    /// Only this page, counted from 1
    #[arg(long, short, value_name = "N", conflicts_with_all = ["pages", "first", "last"])]
    page: Option<PageNumber>,
    /// Only these pages, the first and the last, counted from 1
    #[arg(long, value_name = "[FIRST]-[LAST]", allow_hyphen_values = true, conflicts_with_all = ["first", "last"])]
    pages: Option<PageNumbers>,
    /// From this page on, counted from 1
    #[arg(long, short, value_name = "N")]
    first: Option<PageNumber>,
    /// Up to this page
    #[arg(long, short, value_name = "N")]
    last: Option<PageNumber>,
}

impl OnlyPages {
    pub fn numbers(&self) -> PageNumbers {
        match self.page {
            Some(page) => PageNumbers { first: Some(page), last: Some(page) },
            None => self.pages.unwrap_or(PageNumbers { first: self.first, last: self.last }),
        }
    }
}

/// Which annotations.
#[derive(Debug, Args)]
pub struct Which {
    /// Only those in this document: its id or the beginning of it, or the name of a file that it was seen in
    #[arg(long, value_name = "DOCUMENT")]
    pub document: Option<String>,
    /// Only those of this meeting's documents
    #[arg(long, value_name = "ID")]
    pub meeting: Option<MeetingId>,
    /// Only those with this tag
    #[arg(long, value_name = "NAME")]
    pub tag: Option<String>,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "FORMAT")]
    pub format: Format,
    /// Only those in this document: its id or the beginning of it, or the name of a file that it was seen in
    #[arg(long, value_name = "DOCUMENT")]
    pub document: Option<String>,
    /// Only those of this meeting's documents
    #[arg(long, value_name = "ID")]
    pub meeting: Option<MeetingId>,
    /// Where to write; `-` or nothing is standard output. For annotated PDFs of several documents, a folder
    #[arg(long, short, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The PDF itself with real annotations in it
    AnnotatedPdf,
    /// W3C Web Annotation, JSON-LD
    WebAnnotation,
    Markdown,
    /// A table, for spreadsheets
    Csv,
}

#[derive(Debug, Args)]
pub struct Matrix {
    /// Which meeting, where there are several
    #[arg(long, value_name = "ID")]
    pub meeting: Option<MeetingId>,
    /// What the columns are
    #[arg(long, value_enum, default_value = "session")]
    pub by: Axis,
    #[arg(long, value_enum, default_value = "markdown")]
    pub format: TableFormat,
    /// Where to write; `-` or nothing is standard output
    #[arg(long, short, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Axis {
    Session,
    Organization,
    Speaker,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Csv,
    Markdown,
}

#[derive(Debug, Subcommand)]
pub enum Tags {
    /// List tags with how often each is used
    List,
    /// Make a tag
    Add { name: String },
    /// Give a tag another name
    Rename { name: String, new_name: String },
    /// Delete a tag, and take it off all annotations
    Delete { name: String },
}

#[derive(Debug, Subcommand)]
pub enum Match {
    /// It belongs there: a suggestion becomes a fact
    Accept(Pair),
    /// It does not: the suggestion will not be made again
    Reject(Pair),
}

#[derive(Debug, Args)]
pub struct Pair {
    /// A document's id or the beginning of it, or the name of a file that it was seen in
    #[arg(value_name = "DOCUMENT")]
    pub document: String,
    /// A contribution's id, as `rapporteur documents` shows it
    #[arg(value_name = "CONTRIBUTION")]
    pub contribution: ContributionId,
}

/// A page as people count, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumber(NonZeroU32);

impl PageNumber {
    pub fn index(self) -> PageIndex {
        PageIndex(self.0.get() - 1)
    }
}

impl std::str::FromStr for PageNumber {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(PageNumber).map_err(|_| "pages are counted from 1")
    }
}

/// Pages from one to another, both included; to the ends of the file where they are not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumbers {
    first: Option<PageNumber>,
    last: Option<PageNumber>,
}

impl PageNumbers {
    /// Those of them that a file with so many pages has; `None` where it has none of them.
    pub fn of_file(self, n_pages: u32) -> Option<std::ops::Range<u32>> {
        let first = self.first.map_or(0, |page| page.index().0);
        let end = self.last.map_or(n_pages, |page| page.index().0 + 1).min(n_pages);
        (first < end).then_some(first..end)
    }

    /// The page that is asked for first.
    pub fn first(self) -> PageIndex {
        self.first.map_or(PageIndex(0), PageNumber::index)
    }
}

impl std::str::FromStr for PageNumbers {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "pages are FIRST-LAST, counted from 1, such as 2-5, 3- or -";
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let parse = |text: &str| match text {
            "" => Ok(None),
            number => number.parse().map(Some).map_err(|_| FORM),
        };
        let (first, last): (Option<PageNumber>, Option<PageNumber>) = (parse(first)?, parse(last)?);
        match (first, last) {
            (Some(first), Some(last)) if last.0 < first.0 => Err(FORM),
            (None, None) if text.is_empty() => Err(FORM),
            _ => Ok(PageNumbers { first, last }),
        }
    }
}

fn parse_color(name: &str) -> Result<Color, String> {
    Color::from_name(name).ok_or_else(|| format!("the colors are {}", Color::ALL.map(Color::name).join(", ")))
}

fn parse_kind(name: &str) -> Result<AnnotationKind, &'static str> {
    let kind = AnnotationKind::from_name(name).filter(|kind| kind.marks_words());
    kind.ok_or("words are marked by highlight, underline, strike_out or squiggle")
}

fn parse_range(text: &str) -> Result<CharRange, &'static str> {
    let parsed = text.split_once("..").and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    match parsed {
        Some((start, end)) if start < end => Ok(CharRange::new(start, end)),
        _ => Err("a range is START..END, such as 10..24"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_grammar_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn pages_are_from_one_to_another() {
        let of_nine = |text: &str| text.parse::<PageNumbers>().map(|pages| pages.of_file(9));
        assert_eq!(of_nine("2-5"), Ok(Some(1..5)));
        assert_eq!(of_nine("3"), Ok(Some(2..3)));
        assert_eq!(of_nine("8-"), Ok(Some(7..9)));
        assert_eq!(of_nine("-"), Ok(Some(0..9)));
        assert_eq!(of_nine("5-70"), Ok(Some(4..9)), "a file has no more than it has");
        assert_eq!(of_nine("10-"), Ok(None));
        for bad in ["", "0-2", "5-2", "a-b", "1-2-3"] {
            assert!(of_nine(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_range_has_a_start_and_a_later_end() {
        assert_eq!(parse_range("10..24"), Ok(CharRange::new(10, 24)));
        for bad in ["10", "24..10", "3..3", "..4", "a..b"] {
            assert!(parse_range(bad).is_err(), "{bad}");
        }
    }
}
