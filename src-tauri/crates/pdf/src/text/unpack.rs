//! Unpacks streams with one decompressor for all of a document: setting one up takes longer than unpacking most of
//! them.

use flate2::{Decompress, FlushDecompress, Status};
use hayro::hayro_syntax::object::{Array, Name, Stream};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// Shared by its clones.
#[derive(Clone, Default)]
pub(super) struct Unpacker(Rc<RefCell<Option<Decompress>>>);

impl Unpacker {
    /// The stream's bytes, as hayro has them; `None` where its filters cannot be undone.
    pub fn unpack<'a>(&self, stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
        let inflated = is_deflated(stream).then(|| self.inflate(&stream.raw_data())).flatten();
        // What is damaged, hayro saves what it can of.
        inflated.map(Cow::Owned).or_else(|| stream.decoded_data().ok())
    }

    /// `None` where the data is not whole.
    fn inflate(&self, data: &[u8]) -> Option<Vec<u8>> {
        /// Page content is packed to a quarter or so.
        const USUAL_RATIO: usize = 5;
        /// Room that is made before it is known to be needed, in bytes.
        const MOST_AHEAD: usize = 1 << 20;
        let mut decompressor = self.0.borrow_mut();
        let decompressor = decompressor.get_or_insert_with(|| Decompress::new(true));
        decompressor.reset(true);
        let mut out = Vec::with_capacity((data.len() * USUAL_RATIO).clamp(64, MOST_AHEAD));
        loop {
            let read = decompressor.total_in() as usize;
            let before = out.len();
            match decompressor.decompress_vec(data.get(read..)?, &mut out, FlushDecompress::None).ok()? {
                Status::StreamEnd => return Some(out),
                // Nothing comes any more although there is room.
                Status::Ok | Status::BufError if out.len() < out.capacity() && out.len() == before => return None,
                Status::Ok | Status::BufError => out.reserve(out.len().max(64)),
            }
        }
    }
}

/// Is that all that was done to it? Predictors and files outside are rare, and hayro's business.
fn is_deflated(stream: &Stream<'_>) -> bool {
    let dict = stream.dict();
    let is_plain = ["DecodeParms", "DP", "F"].iter().all(|key| !dict.contains_key(key));
    let filter = dict.get::<Name<'_>>("Filter").or_else(|| {
        let filters = dict.get::<Array<'_>>("Filter")?;
        let mut filters = filters.iter::<Name<'_>>();
        filters.next().filter(|_| filters.next().is_none())
    });
    is_plain && filter.is_some_and(|filter| matches!(&*filter, b"FlateDecode" | b"Fl"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    #[test]
    fn streams_are_unpacked_one_after_the_other_and_what_is_cut_off_is_left_to_others() {
        let pack = |data: &[u8]| {
            let mut encoder = ZlibEncoder::new(vec![], Compression::default());
            encoder.write_all(data).and_then(|()| encoder.finish()).expect("memory takes it")
        };
        let unpacker = Unpacker::default();
        let mixed: Vec<u8> = (0..200_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let zeros = vec![0; 1 << 20];
        for data in [&b"BT (Words) Tj ET"[..], &mixed, &zeros, b""] {
            let packed = pack(data);
            assert_eq!(unpacker.inflate(&packed).as_deref(), Some(data));
            assert_eq!(
                unpacker.inflate(&[&packed[..], b"\r\n"].concat()).as_deref(),
                Some(data),
                "a line break behind"
            );
            assert_eq!(unpacker.inflate(&packed[..packed.len() / 2]), None);
        }
        assert_eq!(unpacker.inflate(b"no zlib"), None);
    }
}
