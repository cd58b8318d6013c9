//! Fuzzing what opens PDFs, on the stable toolchain: libFuzzer without its sanitizers, since the code is safe Rust and
//! what is looked for are aborts, hangs, memory and panics that get out.

use crate::{Outcome, root, steps};
use std::{
    fs,
    path::{Path, PathBuf},
};

const TARGETS: [&str; 4] = ["text", "render", "metadata", "annotations"];

/// How long each target runs unless told otherwise.
const SECONDS: u32 = 600;

/// As long as a worker may take over a page, in seconds.
const MAX_SECONDS: u32 = 20;

/// What a worker may hold, in kilobytes.
const MAX_MEMORY: u32 = 2 << 20;

/// A worker's threads have as much, in kilobytes.
const STACK: u32 = 64 << 10;

/// Larger seeds are left out: a mutant of them is drawn for seconds.
const MAX_SEED: u64 = 100_000;

/// Coverage counters and comparisons, as `cargo fuzz` asks for them.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// What stands in a PDF, for mutations that mean something.
const WORDS: &str = "obj endobj stream endstream xref trailer startxref %%EOF %PDF-1.7 << >> [ ] ( ) < > R null true \
/Type /Page /Pages /Kids /Count /Parent /Catalog /Contents /Resources /Font /XObject /ExtGState /ColorSpace /Pattern \
/Shading /MediaBox /CropBox /Rotate /Length /Filter /FlateDecode /ASCII85Decode /ASCIIHexDecode /LZWDecode \
/RunLengthDecode /CCITTFaxDecode /DCTDecode /JPXDecode /JBIG2Decode /DecodeParms /Predictor /Columns /Type0 /Type1 \
/Type3 /TrueType /CIDFontType0 /CIDFontType2 /ToUnicode /Encoding /Identity-H /Differences /W /DW /FontFile2 \
/FontFile3 /CharProcs /Annots /Annot /Highlight /QuadPoints /Rect /AP /N /Outlines /First /Next /Dest /PageLabels \
/Nums /S /Image /Form /Group /SMask /BBox /Matrix /Function /FunctionType /Domain /Range /C0 /C1 /Size /ObjStm /XRef \
/Index /Prev /Root /Info /ID /Encrypt q Q cm Do BT ET Tf Td Tj TJ Tm re f W n sh gs scn rg BI ID EI BDC EMC d0 d1";

/// Runs one target, or each, for so many seconds; fails in the end where something was found.
pub fn run(args: &[String]) -> Outcome {
    let (targets, seconds) = match args {
        [] => (TARGETS.to_vec(), SECONDS),
        [target, rest @ ..] => {
            let known = TARGETS.iter().find(|known| *known == target);
            let known = known.ok_or(format!("no target is `{target}`: there are {}", TARGETS.join(", ")))?;
            let seconds = rest.first().map_or(Ok(SECONDS), |seconds| seconds.parse());
            (vec![*known], seconds.map_err(|_| "give the time in seconds".to_owned())?)
        }
    };
    let folder = root().join("src-tauri/fuzz");
    let program = build(&folder)?;
    let seeds = seeds(&folder)?;
    let words = folder.join("corpus/words.dict");
    let lines: Vec<String> = WORDS.split_whitespace().map(|word| format!("\"{word}\"\n")).collect();
    fs::write(&words, lines.concat()).map_err(|error| format!("{}: {error}", words.display()))?;
    let mut found = vec![];
    for target in targets {
        let (kept, findings) = (folder.join("corpus").join(target), folder.join("findings").join(target));
        for folder in [&kept, &findings] {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        // In a fork of its own, what is found does not end the run.
        let script = format!(
            "ulimit -s {STACK} && ulimit -d {MAX_MEMORY} && exec nice -n 10 \"$0\" -fork=1 -ignore_crashes=1 -ignore_timeouts=1 \
             -ignore_ooms=1 -timeout={MAX_SECONDS} -rss_limit_mb={} -max_total_time={seconds} -max_len=131072 \
             -dict=\"$1\" -artifact_prefix=\"$2/\" \"$3\" \"$4\"",
            MAX_MEMORY >> 10
        );
        let (program, words) = (program.join(target).display().to_string(), words.display().to_string());
        let [findings_text, kept, seeds] = [&findings, &kept, &seeds].map(|path| path.display().to_string());
        steps::run(steps::command("sh", &["-c", &script, &program, &words, &findings_text, &kept, &seeds], &folder))?;
        let n_found = fs::read_dir(&findings).map_or(0, |entries| entries.count());
        if n_found > 0 {
            found.push(format!("{n_found} findings of `{target}` are in {findings_text}"));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

/// Builds the targets; answers the folder that they are in.
fn build(folder: &Path) -> Result<PathBuf, String> {
    let host = steps::output("rustc", &["--print", "host-tuple"]).ok_or("rustc does not say for what it builds")?;
    let target_dir = steps::target_dir().join("fuzz");
    // Named, so that the flags are not for what is run by the build.
    let mut command = steps::cargo(&["build", "--release", "--target", &host, "--manifest-path"]);
    command.arg(folder.join("Cargo.toml"));
    command.env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", &target_dir);
    steps::run(command)?;
    Ok(target_dir.join(host).join("release"))
}

/// Gathers small PDFs to begin with: the sample's decks, the tests' texts, and the real odd files where they are.
/// Where qpdf is there, each also with its streams open, so that a mutation reaches what is in them.
fn seeds(folder: &Path) -> Result<PathBuf, String> {
    let seeds = folder.join("corpus/seeds");
    fs::create_dir_all(&seeds).map_err(|error| format!("{}: {error}", seeds.display()))?;
    let from = ["src-tauri/sample/meeting", "src-tauri/crates/pdf/tests", "../shared/corpus/odd-pdf"];
    let mut folders: Vec<PathBuf> = from.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_pdf = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
            if path.is_dir() {
                folders.push(path);
            } else if is_pdf && entry.metadata().is_ok_and(|metadata| metadata.len() <= MAX_SEED) {
                let to = seeds.join(entry.file_name());
                fs::copy(&path, &to).map_err(|error| format!("{}: {error}", path.display()))?;
                let opened = to.with_extension("open.pdf");
                let [from, to] = [&path, &opened].map(|path| path.display().to_string());
                let _ = steps::output("qpdf", &["--stream-data=uncompress", "--object-streams=disable", &from, &to]);
                if fs::metadata(&opened).is_ok_and(|metadata| metadata.len() > MAX_SEED) {
                    // What cannot be left out is only slow.
                    let _ = fs::remove_file(&opened);
                }
            }
        }
    }
    Ok(seeds)
}
