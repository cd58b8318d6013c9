//! The nevers of ARCHITECTURE.md, checked over the tree; each check is shown to fail on a bad snippet.

#[path = "tidy/manifests.rs"]
mod manifests;
#[path = "tidy/migrations.rs"]
mod migrations;
#[path = "tidy/sources.rs"]
mod sources;
#[path = "tidy/tree.rs"]
mod tree;
#[path = "tidy/ui.rs"]
mod ui;

use tree::{Source, sources};

/// One never: its name, what it finds in the tree, and a snippet that it must find fault with.
struct Never {
    check: fn(&[Source]) -> Vec<String>,
    bad: &'static [(&'static str, &'static str)],
}

/// The tree keeps the never, and each bad snippet, alone, breaks it.
fn hold(never: Never) {
    let complaints = (never.check)(&sources());
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    for (path, text) in never.bad {
        let snippet = Source { path: (*path).to_owned(), text: (*text).to_owned() };
        let complaints = (never.check)(&[snippet]);
        assert!(!complaints.is_empty(), "the check finds nothing wrong with {path}:\n{text}");
    }
}

#[test]
fn crates_use_only_what_the_layer_table_allows() {
    hold(Never {
        check: manifests::layers,
        bad: &[
            ("src-tauri/crates/store/Cargo.toml", "[dependencies]\nmodel.workspace = true\ncatalog.workspace = true\n"),
            ("src-tauri/crates/model/Cargo.toml", "[dependencies]\nstore = { workspace = true }\n"),
            ("src-tauri/crates/newcomer/Cargo.toml", "[dependencies]\n"),
        ],
    });
}

#[test]
fn guest_libraries_stay_in_their_home() {
    hold(Never {
        check: manifests::guests,
        bad: &[
            ("src-tauri/crates/catalog/Cargo.toml", "[dependencies]\nrusqlite.workspace = true\n"),
            ("src-tauri/crates/catalog/src/lib.rs", "//! It.\nuse lopdf::Document;\n"),
            ("src-tauri/crates/catalog/src/lib.rs", "//! It.\nfn f() { let _ = tokio::spawn(async {}); }\n"),
        ],
    });
}

#[test]
fn pure_crates_touch_no_disk_clock_or_terminal() {
    hold(Never {
        check: sources::purity,
        bad: &[
            ("src-tauri/crates/pdf/src/lib.rs", "//! It.\nuse std::fs;\n"),
            ("src-tauri/crates/linking/src/lib.rs", "//! It.\nfn f() { let _ = std::time::SystemTime::now(); }\n"),
            ("src-tauri/crates/export/src/csv.rs", "//! It.\nfn f(p: &std::path::Path) {}\n"),
            ("src-tauri/crates/analysis/src/lib.rs", "//! It.\nuse std::{collections::HashMap, env};\n"),
        ],
    });
}

#[test]
fn sql_is_written_in_the_store_alone() {
    hold(Never {
        check: sources::sql,
        bad: &[("src-tauri/crates/catalog/src/lib.rs", "//! It.\nconst Q: &str = \"SELECT id FROM tags\";\n")],
    });
}

#[test]
fn migrations_are_only_appended() {
    hold(Never {
        check: migrations::unchanged,
        bad: &[("src-tauri/crates/store/migrations/0001_edited.sql", "CREATE TABLE edited (id TEXT) STRICT;\n")],
    });
}

#[test]
fn programs_are_started_where_they_are_held_in_check() {
    hold(Never {
        check: sources::programs,
        bad: &[("src-tauri/crates/catalog/src/export.rs", "//! It.\nfn f() { Command::new(\"open\").spawn(); }\n")],
    });
}

#[test]
fn files_are_written_where_files_are_kept() {
    hold(Never {
        check: sources::file_writes,
        bad: &[
            ("src-tauri/crates/catalog/src/link.rs", "//! It.\nfn f() { std::fs::write(original, b\"\"); }\n"),
            (
                "src-tauri/src/commands/import.rs",
                "//! It.\nfn f() { OpenOptions::new().write(true).open(original); }\n",
            ),
        ],
    });
}

#[test]
fn the_library_does_not_print() {
    hold(Never {
        check: sources::printing,
        bad: &[("src-tauri/crates/catalog/src/lib.rs", "//! It.\nfn f() { println!(\"done\"); }\n")],
    });
}

#[test]
fn nobody_branches_on_an_errors_words() {
    hold(Never {
        check: sources::error_words,
        bad: &[
            ("src-tauri/crates/catalog/src/lib.rs", "//! It.\nif error.to_string().contains(\"password\") {}\n"),
            ("ui/src/lib/state/x.ts", "// It.\nif (error.message.includes('password')) ask();\n"),
        ],
    });
}

#[test]
fn sources_say_what_they_are_and_stay_short() {
    let long = "//! It.\n".repeat(801);
    let complaints = sources::shape(&[Source { path: "tests/long.rs".into(), text: long }]);
    assert!(!complaints.is_empty(), "a long file passes");
    hold(Never {
        check: sources::shape,
        bad: &[
            ("src-tauri/crates/pdf/src/silent.rs", "use std::sync::Arc;\n"),
            ("ui/src/lib/format/silent.ts", "export const x = 1;\n"),
            ("ui/src/views/Silent.svelte", "<script lang=\"ts\"></script>\n"),
            ("src-tauri/crates/pdf/src/utils.rs", "//! Odds and ends.\n"),
            ("ui/src/lib/helpers/index.ts", "// Odds and ends.\n"),
        ],
    });
}

#[test]
fn one_door_leads_from_the_interface_to_tauri() {
    hold(Never {
        check: ui::door,
        bad: &[("ui/src/lib/state/x.svelte.ts", "// It.\nimport { invoke } from \"@tauri-apps/api/core\";\n")],
    });
}

#[test]
fn the_interface_imports_downwards_alone() {
    hold(Never {
        check: ui::directions,
        bad: &[
            (
                "ui/src/lib/components/shared/Row.svelte",
                "<!-- It. -->\n<script>import Tag from \"$lib/components/tag/Tag.svelte\";</script>\n",
            ),
            (
                "ui/src/lib/components/reader/Page.svelte",
                "<!-- It. -->\n<script>import Tree from \"../tag/Tree.svelte\";</script>\n",
            ),
            (
                "ui/src/lib/components/shared/Row.svelte",
                "<!-- It. -->\n<script>import { library } from \"$lib/state/library.svelte\";</script>\n",
            ),
            ("ui/src/lib/state/x.svelte.ts", "// It.\nimport Page from \"$lib/components/reader/Page.svelte\";\n"),
            (
                "ui/src/lib/components/reader/Page.svelte",
                "<!-- It. -->\n<script>import Home from \"../../../views/Home.svelte\";</script>\n",
            ),
            ("ui/src/lib/format/x.ts", "// It.\nimport { library } from \"../state/library.svelte\";\n"),
        ],
    });
}

#[test]
fn words_for_the_reader_are_in_the_message_files() {
    hold(Never {
        check: ui::words,
        bad: &[
            ("ui/src/lib/components/tag/Tag.svelte", "<!-- It. -->\n<p>Add a tag</p>\n"),
            ("ui/src/lib/components/tag/Tag.svelte", "<!-- It. -->\n{#if a > b}\n\t<p class={c}>Hello</p>\n{/if}\n"),
            ("ui/src/lib/components/tag/Tag.svelte", "<!-- It. -->\n<input placeholder=\"Search\" />\n"),
            (
                "ui/src/lib/components/tag/Tag.svelte",
                "<!-- It. -->\n<button aria-label=\"Close\" onclick={() => a > b}></button>\n",
            ),
        ],
    });
}

#[test]
fn what_is_shown_is_said_as_well() {
    hold(Never {
        check: ui::said,
        bad: &[
            ("ui/src/views/X.svelte", "<ul class=\"rows\"><li>One</li></ul>\n"),
            ("ui/src/views/X.svelte", "<span role=\"status\">{count}</span>\n"),
            ("ui/src/views/X.svelte", "<p aria-live=\"polite\">{count}</p>\n"),
        ],
    });
}

#[test]
fn generated_types_have_no_twin() {
    let generated =
        Source { path: "ui/src/lib/backend/types/Tag.ts".into(), text: "export type Tag = { id: string };\n".into() };
    let twin = Source {
        path: "ui/src/lib/state/tags.svelte.ts".into(),
        text: "// It.\ninterface Tag { id: string }\n".into(),
    };
    assert!(!ui::twins(&[generated, twin]).is_empty(), "a twin passes");
    hold(Never { check: ui::twins, bad: &[] });
}

#[test]
fn screen_pixels_and_utf16_offsets_stay_in_their_folder() {
    hold(Never {
        check: ui::pixels,
        bad: &[
            ("ui/src/lib/state/x.svelte.ts", "// It.\nconst y = element.getBoundingClientRect().top;\n"),
            ("ui/src/lib/state/x.svelte.ts", "// It.\nconst y = text.charCodeAt(0);\n"),
        ],
    });
}
