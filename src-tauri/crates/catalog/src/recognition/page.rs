//! One page: drawn by a worker, its language and turn found, its words read.

use super::{
    layout::{self, Found},
    overlooked,
    program::{Arranged, Picture, RunError, Tesseract},
    record::{Recognized, Record},
};
use crate::{
    Error, lock, pages,
    reading::Reading,
    worker::{Answer, CallError, Request},
};
use analysis::Lang;
use model::{PageIndex, Rotation};
use std::{
    sync::{Mutex, atomic::AtomicBool},
    time::Duration,
};

/// From this many characters on, a page says something of its document's language.
const TELLING: u32 = 40;

/// What is read in the wrong language is read with less confidence than this.
const PLAUSIBLE: u8 = 72;

/// How many pages in a row must be in one language before the others are taken to be.
const N_VOTES: usize = 2;

/// How pages of one document are read.
pub struct Reader<'a> {
    pub tesseract: &'a Tesseract,
    pub page_limit: Duration,
    pub cancelled: &'a AtomicBool,
    /// What the reader says that it is written in.
    pub fixed: Option<String>,
    /// What its drawn text, its title and its file's name are written in.
    pub hint: Option<Lang>,
    pub votes: Mutex<Votes>,
}

/// What the document's pages turned out to be written in.
#[derive(Default)]
pub struct Votes(Vec<String>);

impl Votes {
    fn settled(&self) -> Option<&String> {
        let last = self.0.last()?;
        (self.0.iter().rev().take_while(|vote| *vote == last).count() >= N_VOTES).then_some(last)
    }
}

/// A page as it was drawn for this.
struct Drawn {
    pixels: Vec<u8>,
    width: u32,
    height: u32,
    to_user: [f32; 6],
}

/// Why a page's attempt did not come to an end of its own.
enum Stop {
    Error(Error),
    Failed(String),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Error(error)
    }
}

impl From<RunError> for Stop {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Start(source) => Stop::Error(Error::RecognizerStart { source }),
            RunError::Cancelled => Stop::Error(Error::Cancelled),
            RunError::TimedOut => Stop::Failed("it took longer than the limit".to_owned()),
            RunError::Failed(reason) => Stop::Failed(reason),
        }
    }
}

impl Reader<'_> {
    /// Reads one page of the document that is open in `reading`.
    ///
    /// Fails only where going on with other pages makes no sense.
    pub fn page(&self, reading: &mut Reading, index: PageIndex) -> Result<Record, Error> {
        match self.attempt(reading, index) {
            Ok(mut recognized) => {
                recognized.engine = self.tesseract.name.clone();
                Ok(Record::Done(recognized))
            }
            Err(Stop::Failed(reason)) => Ok(Record::Failed { reason }),
            Err(Stop::Error(error)) => Err(error),
        }
    }

    fn attempt(&self, reading: &mut Reading, index: PageIndex) -> Result<Recognized, Stop> {
        let mut drawn = draw(reading, index, Rotation::None)?;
        let known = self.fixed.clone().or_else(|| lock(&self.votes).settled().cloned());
        let mut readings = vec![];
        if let Some(languages) = known {
            let (read, words) = self.words(&drawn, &languages)?;
            if is_plausible(&read) {
                return self.look_again(&drawn, read, words);
            }
            readings.push((read, words));
        }
        let script = self.script(&drawn)?;
        let turn = script.as_ref().map_or(Rotation::None, |script| Rotation::from_degrees(script.turn));
        if turn != Rotation::None {
            drawn = draw(reading, index, turn)?;
            readings.clear();
        }
        for languages in self.candidates(script.as_ref().map(|script| script.name.as_str())) {
            if readings.iter().any(|(read, _)| read.languages == languages) {
                continue;
            }
            let (mut read, mut words) = self.words(&drawn, &languages)?;
            if self.fixed.is_none()
                && languages == "eng"
                && let Some(better) = self.latin(&read)
            {
                (read, words) = self.words(&drawn, &better)?;
            }
            let is_good = is_plausible(&read);
            readings.push((read, words));
            if is_good {
                break;
            }
        }
        let (read, words) = layout::best(readings).unwrap_or_default();
        if !is_plausible(&read) {
            return Ok(read);
        }
        if read.n_chars() >= TELLING {
            lock(&self.votes).0.push(read.languages.clone());
        }
        self.look_again(&drawn, read, words)
    }

    fn words(&self, drawn: &Drawn, languages: &str) -> Result<(Recognized, Vec<Found>), Stop> {
        let table =
            self.tesseract.words(&drawn.picture(), Arranged::Freely, languages, self.page_limit, self.cancelled)?;
        let words = layout::words(&table);
        Ok((drawn.lines(&words, languages), words))
    }

    /// Reads what the engine passed over at first.
    fn look_again(&self, drawn: &Drawn, read: Recognized, mut words: Vec<Found>) -> Result<Recognized, Stop> {
        let Some(sheet) = overlooked::sheet(&drawn.picture(), &layout::areas(&words)) else { return Ok(read) };
        let (picture, block) = (sheet.picture(), Arranged::InOneBlock);
        match self.tesseract.words(&picture, block, &read.languages, self.page_limit, self.cancelled) {
            Ok(table) if layout::add(&mut words, &table, &sheet) => Ok(drawn.lines(&words, &read.languages)),
            // What was read at first is there all the same.
            Ok(_) | Err(RunError::TimedOut | RunError::Failed(_)) => Ok(read),
            Err(error) => Err(error.into()),
        }
    }

    /// `None` where there is too little to tell.
    fn script(&self, drawn: &Drawn) -> Result<Option<layout::Script>, Stop> {
        if !self.tesseract.has("osd") {
            return Ok(None);
        }
        match self.tesseract.script(&drawn.picture(), self.page_limit, self.cancelled) {
            Ok(answer) => Ok(layout::script(&answer)),
            // It ends with an error where it finds too few letters.
            Err(RunError::Failed(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// What to try, likeliest first, of what the engine has data for.
    fn candidates(&self, script: Option<&str>) -> Vec<String> {
        if let Some(languages) = &self.fixed {
            return vec![languages.clone()];
        }
        let of_script = match script {
            Some("Arabic") => Some("ara"),
            Some("Cyrillic") => Some("rus"),
            Some("Han" | "HanS" | "HanT") => Some("chi_sim"),
            Some("Japanese") => Some("jpn"),
            Some("Korean" | "Hangul") => Some("kor"),
            Some("Greek") => Some("ell"),
            Some("Hebrew") => Some("heb"),
            Some("Latin") => Some("eng"),
            Some(_) | None => None,
        };
        let hinted = self.hint.map(engine_language);
        let voted = lock(&self.votes).0.last().map(|vote| vote.split('+').next().unwrap_or(vote).to_owned());
        let others = ["eng", "ara", "rus", "chi_sim"];
        let names = of_script.into_iter().chain(voted.as_deref()).chain(hinted).chain(others);
        let mut candidates: Vec<String> = vec![];
        for name in names.filter(|name| self.tesseract.has(name)) {
            let languages = with_latin(self.tesseract, name);
            if !candidates.contains(&languages) {
                candidates.push(languages);
            }
        }
        candidates
    }

    /// The language that a page read as English turns out to be written in, if it can be read better so.
    fn latin(&self, read: &Recognized) -> Option<String> {
        let text: Vec<&str> = read.lines.iter().map(|line| line.text.as_str()).collect();
        let language = analysis::language(&text.join("\n")).or(self.hint)?;
        let name = engine_language(language);
        (matches!(language, Lang::Fr | Lang::Es) && self.tesseract.has(name)).then(|| name.to_owned())
    }
}

impl Drawn {
    fn picture(&self) -> Picture<'_> {
        Picture { width: self.width, height: self.height, pixels: &self.pixels }
    }

    fn lines(&self, words: &[Found], languages: &str) -> Recognized {
        let map = pdf::PixelMap(self.to_user);
        let read = layout::lines(words, |x, y| map.point(x, y));
        Recognized { languages: languages.to_owned(), ..read }
    }
}

fn draw(reading: &mut Reading, page: PageIndex, turn: Rotation) -> Result<Drawn, Stop> {
    match reading.ask(&Request::Scan { page, turn })? {
        Ok((Answer::Scanned { width, height, to_user, .. }, pixels)) => {
            // What a worker says is believed only as far as it can do no harm.
            let is_whole = u64::from(width) * u64::from(height) == pixels.len() as u64;
            if !is_whole || to_user.iter().any(|number| !number.is_finite()) {
                return Err(Stop::Failed("its image is not what it should be".to_owned()));
            }
            Ok(Drawn { pixels, width, height, to_user })
        }
        Ok(_) => Err(Stop::Failed("its reader answered something else".to_owned())),
        Err(CallError::Cancelled) => Err(Stop::Error(Error::Cancelled)),
        Err(error) => Err(Stop::Failed(crate::chain(&pages::call_error(error)))),
    }
}

/// Nothing read is plausible where nothing more can be expected: that is for the script to say.
fn is_plausible(read: &Recognized) -> bool {
    read.confidence() >= PLAUSIBLE && read.n_chars() >= 8
}

/// Tesseract's name of a language.
pub fn engine_language(language: Lang) -> &'static str {
    match language {
        Lang::Ar => "ara",
        Lang::Zh => "chi_sim",
        Lang::En => "eng",
        Lang::Fr => "fra",
        Lang::Ru => "rus",
        Lang::Es => "spa",
    }
}

/// Slides in other scripts name things in Latin letters, which the data of these two languages lacks.
pub fn with_latin(tesseract: &Tesseract, name: &str) -> String {
    match name {
        "ara" | "rus" if tesseract.has("eng") => format!("{name}+eng"),
        _ => name.to_owned(),
    }
}

/// The other way: ISO 639-1 of the six, else the engine's own name.
pub fn language_code(languages: &str) -> String {
    let first = languages.split('+').next().unwrap_or(languages);
    let known = Lang::ALL.into_iter().find(|&language| engine_language(language) == first);
    known.map_or_else(|| first.to_owned(), |language| language.code().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_settled_by_two_pages_that_agree() {
        let votes = |names: &[&str]| Votes(names.iter().map(|&name| name.to_owned()).collect());
        assert_eq!(votes(&["fra"]).settled(), None);
        assert_eq!(votes(&["eng", "fra"]).settled(), None);
        assert_eq!(votes(&["eng", "fra", "fra"]).settled().map(String::as_str), Some("fra"));
    }

    #[test]
    fn languages_have_the_names_that_readers_know() {
        for (engine, code) in [("ara+eng", "ar"), ("chi_sim", "zh"), ("deu", "deu")] {
            assert_eq!(language_code(engine), code);
        }
    }
}
