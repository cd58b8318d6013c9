//! The application in its real window.

#![cfg(target_os = "linux")]

mod access;
mod crossing;
mod identity;
mod journey;
mod marking;
mod narrow;
mod notes;
mod placing;
mod programme;
mod reader;
mod room;
mod searching;
mod several;
mod themes;
mod trouble;
mod turned;
mod versions;
