//! The TypeScript twins of the vocabulary are what these types say. `UPDATE=1` writes them anew.

use model::*;
use std::{any::TypeId, collections::BTreeMap, fs, path::Path};
use ts_rs::{Config, TS, TypeVisitor};

/// Declarations by name, of the types visited and all that they are made of.
struct Declarations {
    config: Config,
    seen: Vec<TypeId>,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        // Only types of our own are declared; those built into TypeScript have no file to go to.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let name = T::ident(&self.config);
            self.by_name.insert(name, format!("{docs}export {}\n", T::decl(&self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

#[test]
fn typescript_twins_are_up_to_date() {
    let mut declarations =
        Declarations { config: Config::new().with_large_int("number"), seen: vec![], by_name: BTreeMap::new() };
    macro_rules! visit { ($($t:ty)*) => { $( declarations.visit::<$t>(); )* } }
    visit! {
        AnnotationDraft AnnotationFilter AnnotationPatch AnnotationShape AnnotationView BackupView CarryDecision CarryOutcome CheckFinding ColorName
        CommandError CopyReport DocumentRow DocumentView Event ExportFormat HistoryState Job KeptSearchView
        LibraryView MatrixFormat MeetingView Mention MentionFilter NamePage NameVerdict Organization PageText
        PageTheme PdfLink
        Person ProgrammeReport ProgrammeSource ProgrammeTable QuerySuggestion ReadOptions RecognitionView
        CitationTable LinkDraft LinkPatch LinkView RegisterEntry Revision RevisionReport RevisionView ReviewDecisions RoomNoteDraft RoomNotePatch RoomNotePut RoomNoteView
        RoomView SearchRequest SearchResults SessionPage SourceText SymbolEntry SymbolPage TagPatch TagView ThemeMatrix ThingView
    }
    let mut text = String::from("// Generated from the crate `model` by its test `bindings`; do not edit.\n\n");
    text.extend(declarations.by_name.values().map(|d| format!("{d}\n")));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/lib/backend/types.ts");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).expect("the generated file can be written");
    }
    let on_disk = fs::read_to_string(&path).unwrap_or_default();
    assert!(on_disk == text, "types.ts is out of date: UPDATE=1 cargo test -p rapporteur-model");
}
