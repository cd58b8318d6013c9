//! Has the command line linked for one place in memory, on Linux.
//!
//! The tables that it comes with (names of glyphs, entities of HTML, syllables of Pinyin) hold some 60,000 addresses.
//! In a program that may lie anywhere, the loader writes each of them at every start, on 300 pages that it copies for
//! it: a third of the time that the text of a small deck takes. What is lost is that the place of the program's own
//! code is random; those of its heap, stack and libraries are, and the walls around a worker stand (ARCHITECTURE.md).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // Other C libraries have the whole program linked in, by start files of their own.
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
