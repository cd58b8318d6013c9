//! A web page to lines.
//!
//! The tokens of html5ever are enough: a line ends where a block begins or ends, so that an unclosed `<li>` costs
//! nothing, and no tree is built whose depth a hostile page could choose.

mod speaker;

use crate::grid::{Cell, Grid};
use crate::line::{Header, Line, Page, Row, Shape, collapse};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use speaker::Speaker;
use std::borrow::Cow;
use std::cell::RefCell;

/// The lines of a page, without its navigation and footer.
pub(crate) fn page(html: &str) -> Page {
    let html = headings_as_tags(html);
    let html = tame_tags(&html);
    let (builder, closed) = read(&html, true);
    // A <nav> that never ends would take the page with it.
    let builder = if closed { builder } else { read(&html, false).0 };
    let lines = builder.lines;
    let has_substance =
        |region: Region| lines.iter().any(|(of, line)| *of >= region && crate::outline::is_telling(&line.text));
    let region = if has_substance(Region::Main) {
        Region::Main
    } else if has_substance(Region::Article) {
        Region::Article
    } else {
        Region::Page
    };
    let lines = lines.into_iter().filter(|(of, _)| *of >= region).map(|(_, line)| line).collect();
    let title = Some(collapse(&builder.title)).filter(|title| !title.is_empty());
    Page { title, lines, is_marked_up: true, is_page: true, year: None }
}

/// Markdown with pieces of a page in it: its headings and items are given tags, line by line.
fn headings_as_tags(html: &str) -> Cow<'_, str> {
    let is_heading = |line: &str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    let start = html.get(..2000).unwrap_or(html).to_ascii_lowercase();
    if start.contains("<html") || start.contains("<body") || !html.lines().any(is_heading) {
        return Cow::Borrowed(html);
    }
    let (mut out, mut in_front) = (String::with_capacity(html.len()), html.starts_with("---"));
    for (idx, line) in html.lines().enumerate() {
        let level = line.bytes().take_while(|&byte| byte == b'#').count();
        if in_front {
            in_front = idx == 0 || !line.starts_with("---");
        } else if is_heading(line) && level <= 6 {
            out.push_str(&format!("<h{level}>{}</h{level}>", line[level..].trim()));
        } else if let Some(item) = line.strip_prefix("* ").or_else(|| line.strip_prefix("- ")) {
            out.push_str(&format!("<li>{item}</li>"));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    Cow::Owned(out)
}

/// Where on a page a line stands; the best place is the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Region {
    #[default]
    Page,
    Article,
    Main,
}

fn read(html: &str, skips_frame: bool) -> (Builder, bool) {
    let sink = Sink { builder: RefCell::new(Builder { skips_frame, ..Builder::default() }) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut builder = tokenizer.sink.builder.into_inner();
    builder.flush();
    let closed = builder.skipping.is_none();
    (builder, closed)
}

/// Closes tags that have more attributes than a tag has: the tokenizer compares every attribute of a tag with every
/// other, and a hostile page must not make it slow.
fn tame_tags(html: &str) -> Cow<'_, str> {
    const MAX_GAPS: usize = 512;
    let mut tamed = String::new();
    let (mut kept, mut n_gaps) = (0, None::<usize>);
    for (at, byte) in html.bytes().enumerate() {
        match (byte, &mut n_gaps) {
            (b'<', _) => n_gaps = Some(0),
            (b'>', _) => n_gaps = None,
            (b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'"' | b'\'', Some(n)) => {
                *n += 1;
                if *n > MAX_GAPS {
                    tamed.push_str(&html[kept..at]);
                    tamed.push('>');
                    kept = at;
                    n_gaps = None;
                }
            }
            _ => {}
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    tamed.push_str(&html[kept..]);
    Cow::Owned(tamed)
}

/// All that a page says for machines in JSON-LD, as one list.
pub(crate) fn embedded(html: &str) -> Option<String> {
    const KIND: &str = "application/ld+json";
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(KIND) {
        rest = &rest[at + KIND.len()..];
        let Some(open) = rest.find('>') else { break };
        let inner = &rest[open + 1..];
        let end = inner.find("</script").unwrap_or(inner.len());
        found.push(inner[..end].trim());
        rest = &inner[end..];
    }
    (!found.is_empty()).then(|| format!("[{}]", found.join(",\n")))
}

/// The text of a piece of markup: without tags, with its entities resolved.
pub(crate) fn text_of(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let sink = Characters::default();
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&tame_tags(html)));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.text.into_inner()
}

/// What `&name;` stands for; itself where that is unknown.
pub(crate) fn entity(name: &str) -> String {
    text_of(&format!("&{name};"))
}

#[derive(Default)]
struct Characters {
    text: RefCell<String>,
}

impl TokenSink for Characters {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::TagToken(tag) if matches!(&*tag.name, "p" | "br" | "li" | "div" | "h1" | "h2" | "h3" | "td") => {
                self.text.borrow_mut().push('\n');
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

struct Sink {
    builder: RefCell<Builder>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<()> {
        let mut builder = self.builder.borrow_mut();
        match token {
            Token::CharacterTokens(text) => builder.text(&text, line_number),
            Token::TagToken(tag) => return builder.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Builder {
    title: String,
    lines: Vec<(Region, Line)>,
    text: String,
    has_text: bool,
    number: u32,
    links: Vec<String>,
    heading: Option<u8>,
    n_lists: u32,
    in_item: bool,
    in_link: bool,
    in_title: bool,
    in_main: bool,
    n_articles: u32,
    skips_frame: bool,
    /// Who speaks, by the class of the element that is open.
    speaker: Option<Speaker>,
    table: Table,
    /// The element whose content is left out, and how many of its name are open.
    skipping: Option<(String, u32)>,
}

impl Builder {
    fn text(&mut self, text: &str, line_number: u64) {
        if self.skipping.is_some() {
            return;
        }
        if self.in_title {
            self.title.push_str(text);
            return;
        }
        if !self.has_text && !text.trim().is_empty() {
            self.has_text = true;
            // The number is that of the token's end.
            let n_after = text.trim_start().bytes().filter(|&b| b == b'\n').count() as u64;
            self.number = u32::try_from(line_number.saturating_sub(n_after)).unwrap_or(u32::MAX).max(1);
        }
        if let Some(speaker) = &mut self.speaker {
            return speaker.text(text);
        }
        self.text.push_str(text);
        self.cell_text(text);
    }

    /// Who speaks is a line of its own, below a time of day; elsewhere, people stand in pages for other reasons.
    fn speaker_tag(&mut self, tag: &Tag, opens: bool) {
        const N_LINES: usize = 12;
        if let Some(speaker) = &mut self.speaker
            && speaker.tag(&tag.name, opens)
        {
            self.end_speaker();
        }
        if opens
            && self.table.n_open == 0
            && let Some(speaker) = Speaker::begin(tag, self.speaker.as_ref())
        {
            // Nothing of a timetable goes on so long.
            const LONGEST: usize = 400;
            let is_time = |(_, line): &(Region, Line)| crate::date::times(&line.text).is_some();
            let last = || self.lines.iter().rev().take(N_LINES).any(is_time);
            if self.speaker.is_some()
                || self.text.len() <= LONGEST && crate::date::times(&collapse(&self.text)).is_some()
                || last()
            {
                self.end_speaker();
                self.flush();
                self.speaker = Some(speaker);
            }
        }
    }

    fn end_speaker(&mut self) {
        let Some((text, raw)) = self.speaker.take().and_then(Speaker::line) else { return };
        self.flush();
        let region = self.region();
        let line = Line { text, raw, number: self.number, ..Line::default() };
        self.lines.push((region, line));
    }

    fn region(&self) -> Region {
        match (self.in_main, self.n_articles) {
            (true, _) => Region::Main,
            (false, 0) => Region::Page,
            (false, _) => Region::Article,
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let opens = tag.kind == TagKind::StartTag;
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth = if opens { *depth + 1 } else { *depth - 1 };
                if *depth == 0 {
                    self.skipping = None;
                }
            }
            return raw(name, opens);
        }
        self.speaker_tag(tag, opens);
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "select" | "button"
            | "textarea" | "math"
                if opens && !tag.self_closing =>
            {
                self.skipping = Some((name.to_owned(), 1));
            }
            "nav" | "footer" | "aside" if self.skips_frame => {
                self.flush();
                if opens {
                    self.skipping = Some((name.to_owned(), 1));
                }
            }
            // A title inside a picture is none of the page.
            "title" => self.in_title = opens && self.title.is_empty(),
            "a" => {
                self.in_link = opens;
                let href = tag.attrs.iter().find(|attr| &*attr.name.local == "href");
                if let (true, Some(href)) = (opens, href) {
                    self.link(href.value.trim());
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = opens.then(|| name.as_bytes()[1] - b'0');
            }
            "li" | "dt" => {
                self.flush();
                self.in_item = opens;
            }
            "dd" => {
                self.flush();
                // What is defined by a time is what happens then, and no item of a list.
                let is_time = |line: &Line| crate::date::times(&line.text).is_some_and(|(.., rest)| rest.is_empty());
                self.in_item = opens && !self.lines.last().is_some_and(|(_, line)| is_time(line));
            }
            "ul" | "ol" | "dl" | "menu" => {
                self.flush();
                self.n_lists = if opens { self.n_lists + 1 } else { self.n_lists.saturating_sub(1) };
                self.in_item = !opens && self.n_lists > 0;
            }
            "main" => {
                self.flush();
                self.in_main = opens;
            }
            "article" => {
                self.flush();
                self.n_articles = if opens { self.n_articles + 1 } else { self.n_articles.saturating_sub(1) };
            }
            "td" | "th" => self.text.push(' '),
            "br" | "p" | "div" | "section" | "header" | "table" | "thead" | "tbody" | "tr" | "caption" | "hr"
            | "blockquote" | "pre" | "figure" | "figcaption" | "address" | "body" | "html" | "head" | "form"
            | "fieldset" | "option" | "summary" | "details" | "center" | "nav" | "footer" | "aside" => self.flush(),
            _ => {}
        }
        self.table_tag(tag, opens);
        raw(name, opens)
    }

    fn link(&mut self, href: &str) {
        let is_elsewhere = !href.is_empty()
            && !href.starts_with('#')
            && !["javascript:", "mailto:", "tel:"]
                .iter()
                .any(|scheme| href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
        if is_elsewhere {
            self.links.push(href.to_owned());
        }
    }

    /// Ends the line.
    fn flush(&mut self) {
        let text = collapse(&self.text);
        self.text.clear();
        self.has_text = false;
        if text.is_empty() {
            // A link may stand around the block that carries its text.
            if !self.in_link {
                self.links.clear();
            }
            return;
        }
        let shape = match self.heading {
            Some(level) => Shape::Heading(level),
            None if self.in_item => Shape::Item,
            None => Shape::Text,
        };
        let region = self.region();
        let links = std::mem::take(&mut self.links);
        self.lines.push((
            region,
            Line { raw: text.clone(), text, number: self.number, shape, links, labels: Vec::new(), row: None },
        ));
    }
}

/// The table that is being read; one within another is text of its cell.
#[derive(Default)]
struct Table {
    n_open: u32,
    header: Option<Header>,
    grid: Option<Grid>,
    /// How many columns and rows each cell of the open row spans.
    spans: Vec<(usize, usize)>,
    /// Columns that cells of the rows above still take, and for how many rows.
    taken: Vec<usize>,
    /// What those cells say, below a header of talks.
    going_on: Vec<String>,
    /// Of the row that is open, with how many lines there were before it.
    cells: Option<(Vec<String>, usize)>,
    in_cell: bool,
    last: Option<Row>,
}

impl Builder {
    fn table_tag(&mut self, tag: &Tag, opens: bool) {
        let span = |name: &str| -> usize {
            let value = tag.attrs.iter().find(|attr| &*attr.name.local == name);
            value.and_then(|attr| attr.value.trim().parse().ok()).unwrap_or(1).clamp(1, 100)
        };
        match (&*tag.name, opens) {
            ("table", true) => {
                self.table.n_open += 1;
                if self.table.n_open == 1 {
                    self.table = Table { n_open: 1, ..Table::default() };
                }
            }
            ("table", false) => {
                self.end_row();
                self.table.n_open = self.table.n_open.saturating_sub(1);
            }
            _ if self.table.n_open != 1 => {}
            ("tr", true) => {
                self.end_row();
                self.table.cells = Some((Vec::new(), self.lines.len()));
                self.table.spans.clear();
            }
            ("tr", false) => self.end_row(),
            ("td" | "th", _) => {
                if let (true, Some((cells, _))) = (opens, &mut self.table.cells) {
                    cells.push(String::new());
                    self.table.spans.push((span("colspan"), span("rowspan")));
                }
                self.table.in_cell = opens;
            }
            ("br" | "p" | "div" | "li", _) => self.cell_text("\n"),
            _ => {}
        }
    }

    fn cell_text(&mut self, text: &str) {
        if let (true, Some((cells, _))) = (self.table.in_cell, &mut self.table.cells)
            && let Some(cell) = cells.last_mut()
        {
            cell.push_str(text);
        }
    }

    /// A row of a table whose header is understood is one line, whatever its cells hold.
    fn end_row(&mut self) {
        self.table.in_cell = false;
        let Some((cells, n_before)) = self.table.cells.take() else { return };
        if self.table.grid.is_some() {
            return self.end_grid_row(&cells, n_before);
        }
        let cells: Vec<String> = cells.iter().map(|cell| in_one_line(cell)).collect();
        let cells = self.spread(cells);
        match &self.table.header {
            None => {
                self.table.header = Header::of(&cells);
                self.table.grid = Grid::of(&cells).filter(|_| self.table.header.is_none());
                if self.table.header.is_some() || self.table.grid.is_some() {
                    self.lines.truncate(n_before);
                }
            }
            Some(header) => {
                let text = collapse(&cells.join(" "));
                let Some(row) = header.row(cells, self.table.last.as_ref()) else { return };
                self.table.last = Some(row.clone());
                let Some((region, first)) = self.lines.get(n_before).cloned() else { return };
                let rest = self.lines.drain(n_before..);
                let links = rest.flat_map(|(_, line)| line.links).collect();
                let line = Line { raw: text.clone(), text, links, row: Some(row), shape: Shape::Text, ..first };
                self.lines.push((region, line));
            }
        }
    }
}

impl Builder {
    /// The cells of a row, one a column: empty where a cell spans several columns; where one of the rows above goes on,
    /// its hours, day, room or session, unless its title goes on as well.
    fn spread(&mut self, cells: Vec<String>) -> Vec<String> {
        let Table { header: Some(header), taken, going_on, spans, .. } = &mut self.table else { return cells };
        let goes_on = |at: usize, taken: &[usize]| taken.get(at).is_some_and(|n| *n > 0);
        let title_goes_on = header.title().is_some_and(|at| goes_on(at, taken));
        let mut spread = Vec::new();
        let mut begun = Vec::new();
        let mut cells = cells.into_iter().zip(spans.iter().copied());
        loop {
            let at = spread.len();
            if goes_on(at, taken) {
                taken[at] -= 1;
                let is_said = header.is_of_all(at) && !title_goes_on;
                spread.push(going_on.get(at).filter(|_| is_said).cloned().unwrap_or_default());
                continue;
            }
            let Some((cell, (n_columns, n_rows))) = cells.next() else { break };
            begun.push((at, n_columns, n_rows - 1, cell.clone()));
            spread.push(cell);
            spread.extend((1..n_columns).map(|_| String::new()));
        }
        let n = spread.len();
        taken.resize(taken.len().max(n), 0);
        going_on.resize(going_on.len().max(n), String::new());
        for (at, n_columns, n_rows, cell) in begun {
            taken[at..at + n_columns].fill(n_rows);
            going_on[at] = cell;
        }
        spread
    }

    /// A row of times is a line a cell, each with the time and what heads its column.
    fn end_grid_row(&mut self, texts: &[String], n_before: usize) {
        let Some(grid) = self.table.grid.clone() else { return };
        let mut cells: Vec<Cell> = Vec::new();
        let mut taken = std::mem::take(&mut self.table.taken);
        let mut at = 0;
        let mut skip = |cells: &mut Vec<Cell>, at: &mut usize| {
            while let Some(n) = taken.get_mut(*at).filter(|n| **n > 0) {
                *n -= 1;
                *at += 1;
                cells.push(Cell { n_columns: 1, n_rows: 1, ..Cell::default() });
            }
        };
        let mut begun = Vec::new();
        for (text, &(n_columns, n_rows)) in texts.iter().zip(&self.table.spans) {
            skip(&mut cells, &mut at);
            let lines = text.split('\n').map(collapse).filter(|line| !line.is_empty()).collect();
            begun.push((at..at + n_columns, n_rows - 1));
            at += n_columns;
            cells.push(Cell { lines, n_columns, n_rows });
        }
        skip(&mut cells, &mut at);
        taken.resize(taken.len().max(at), 0);
        for (columns, n_rows) in begun {
            columns.for_each(|column| taken[column] = n_rows);
        }
        self.table.taken = taken;
        let (Some(rows), Some((region, first))) = (grid.rows(&cells), self.lines.get(n_before).cloned()) else {
            return;
        };
        let text = collapse(&texts.join(" "));
        let links: Vec<String> = self.lines.drain(n_before..).flat_map(|(_, line)| line.links).collect();
        // Whose of several cells a link is, the line does not tell.
        let is_one = rows.len() == 1;
        self.lines.extend(rows.into_iter().map(|row| {
            let links = if is_one { links.clone() } else { Vec::new() };
            let line = Line {
                raw: text.clone(),
                text: text.clone(),
                links,
                row: Some(row),
                shape: Shape::Text,
                ..first.clone()
            };
            (region, line)
        }));
    }
}

/// The lines of a cell: people one below the other, or a text that goes on.
fn in_one_line(cell: &str) -> String {
    let mut joined = String::new();
    for part in cell.split('\n').map(collapse).filter(|part| !part.is_empty()) {
        let goes_on = joined.ends_with([',', '،', '，', '-', '–']) || part.starts_with(char::is_lowercase);
        if !joined.is_empty() {
            joined.push_str(if goes_on { " " } else { "; " });
        }
        joined.push_str(&part);
    }
    joined
}

/// How the tokenizer has to read on: these elements have no tags inside.
fn raw(name: &str, opens: bool) -> TokenSinkResult<()> {
    match name {
        _ if !opens => TokenSinkResult::Continue,
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "style" | "iframe" | "noframes" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        _ => TokenSinkResult::Continue,
    }
}
