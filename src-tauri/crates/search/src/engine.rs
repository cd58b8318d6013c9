//! What an index must be able to do; everything else works with any that can.

use crate::{Error, Filter, Found, Op, Query, Suggest, Wanted};
use analysis::Lang;

/// An index of one library.
///
/// It keeps no text and decides nothing: what it answers are keys, places and counts. An implementation must
/// - take [`Op`]s in order, all or none, and find what they put once [`Engine::apply`] has returned;
/// - cut texts by [`analysis::tokens`] in [`analysis::Mode::Index`], language by entry, so that what it finds is what
///   [`crate::light`] lights: a stem that is asked for is met by that stem of a text, and by a word that reads so;
/// - answer while it is written to, and never fail for what a query says;
/// - rank: titles before bodies before what stands around; the word itself before its other forms before its
///   variants; people, sessions and organisations that are called so before pages.
pub trait Engine: Send + Sync {
    /// Makes the changes in order, all or none; they are kept and can be found when this returns.
    fn apply(&self, ops: &[Op]) -> Result<(), Error>;

    /// The best hits of a query. An empty query finds nothing.
    fn search(&self, query: &Query, filter: &Filter, wanted: Wanted) -> Result<Found, Error>;

    /// The entries most like a text, best first.
    fn similar(&self, text: &str, lang: Option<Lang>, filter: &Filter, n_hits: usize) -> Result<Found, Error>;

    /// The query with the words that only the index knows: other spellings of the names it asks for, and what is near
    /// a `~word`. Search and light the same one.
    fn expand(&self, query: &Query) -> Result<Query, Error>;

    /// What may have been meant by a query with words that stand nowhere: the query so understood, and as it would
    /// be typed.
    fn corrected(&self, typed: &str, query: &Query) -> Result<Option<(Query, String)>, Error>;

    /// Words that begin so, the commonest first.
    fn suggest(&self, what: Suggest, prefix: &str, limit: usize) -> Result<Vec<String>, Error>;

    /// How many entries there are.
    fn n_entries(&self) -> u64;
}
