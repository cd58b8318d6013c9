//! The library as a whole, without a window.

mod care;
mod history;
mod hostile;
mod index_harm;
mod index_kill;
mod kill;
mod lighting;
mod links;
mod marks;
mod matching;
mod names;
mod passwords;
mod pipeline;
mod power_cut;
mod printed;
mod recognition;
mod room;
mod round_trip;
mod searching;
mod take_over;
mod trouble;
mod versions;
