//! What is said between the program and its workers: frames of a header in postcard and a payload of plain bytes.

use export::TakenOver;
use model::{
    AnnotationView, ColorName, Metadata, OutlineItem, PageIndex, PageText, PageTheme, PdfAnnotation, PdfLink, Problem,
    Rect, Rotation, Tag,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::io::{self, Read, Write};

/// No header of ours comes near: a greater length is a broken stream, or a page that would fill our own memory.
const MAX_HEADER: u32 = 64 << 20;

/// No image of ours comes near.
const MAX_PAYLOAD: u32 = 256 << 20;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Envelope {
    pub id: u64,
    pub request: Request,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Request {
    /// Opens a file, in place of the one open before.
    Open {
        path: String,
        password: Option<String>,
    },
    /// The structure of the open file.
    Inspect,
    Text {
        page: PageIndex,
    },
    /// The links on all pages.
    Links,
    /// A page as PNG; the payload has its bytes.
    Image {
        page: PageIndex,
        width: u32,
        theme: PageTheme,
        generation: u64,
        /// Nobody looks at it yet: it must not keep waiting who does.
        ahead: bool,
    },
    /// A page as text recognition wants it, turned clockwise by this much more than the file asks for; the payload has
    /// a byte a pixel.
    Scan {
        page: PageIndex,
        turn: Rotation,
    },
    /// A copy of the open file with these annotations in it; the payload has its bytes.
    Annotate {
        #[serde(with = "as_json")]
        annotations: Vec<AnnotationView>,
        tags: Vec<Tag>,
        colors: Vec<ColorName>,
        taken_over: TakenOver,
    },
    /// Gives up image requests of older generations that are still waiting.
    Forget {
        older_than: u64,
    },
}

/// Types whose enums name their variants in a field can be read from self-describing formats alone: they travel as JSON.
mod as_json {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, de::DeserializeOwned, ser};

    pub fn serialize<T: Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&serde_json::to_string(value).map_err(ser::Error::custom)?)
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        serde_json::from_str(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reply {
    pub id: u64,
    pub result: Result<Answer, Failure>,
}

/// What is answered, and its payload.
pub type Answered = (Result<Answer, Failure>, Vec<u8>);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Answer {
    /// A frame a page; `None` for pages whose frame cannot be read.
    Opened {
        frames: Vec<Option<(Rect, Rotation)>>,
    },
    Inspected(Box<Inspected>),
    Text(PageText),
    Links(Vec<PdfLink>),
    Image,
    Scanned {
        width: u32,
        height: u32,
        /// How far its lines were off the level, in degrees clockwise.
        skew: f32,
        /// The affine map from pixels to user space.
        to_user: [f32; 6],
    },
    Annotated {
        /// The original is damaged: the copy has other bytes.
        repaired: bool,
        /// Annotations that have no place on their page, and are not in the copy.
        n_unplaced: u32,
    },
    Done,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Inspected {
    pub metadata: Metadata,
    pub labels: Vec<Option<String>>,
    pub outline: Vec<OutlineItem>,
    #[serde(with = "as_json")]
    pub annotations: Vec<PdfAnnotation>,
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Failure {
    Locked(Problem),
    Problem(Problem),
    /// What was asked cannot be done with this file, and why.
    Refused {
        reason: String,
    },
    Stale,
}

/// Room for most pages' text at once.
const USUAL_FRAME: usize = 1 << 15;

/// Payloads up to here are worth copying, so that a frame is one write.
const SMALL_PAYLOAD: usize = 1 << 14;

/// Writes one frame: two lengths as little-endian u32, the header, the payload. Whoever waits for it is woken once.
pub fn write_frame(out: &mut impl Write, header: &impl Serialize, payload: &[u8]) -> io::Result<()> {
    let mut frame = Vec::with_capacity(USUAL_FRAME);
    frame.extend([0; 8]);
    let mut frame = postcard::to_extend(header, frame).map_err(io::Error::other)?;
    let lengths = [frame.len() - 8, payload.len()].map(|length| (length as u32).to_le_bytes());
    frame[..8].copy_from_slice(lengths.as_flattened());
    if payload.len() <= SMALL_PAYLOAD {
        frame.extend_from_slice(payload);
        return out.write_all(&frame);
    }
    out.write_all(&frame)?;
    out.write_all(payload)
}

/// The lengths of a frame's header and payload.
fn lengths(bytes: [u8; 8]) -> io::Result<(usize, usize)> {
    let [a, b, c, d, e, f, g, h] = bytes;
    let (n_header, n_payload) = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
    if n_header > MAX_HEADER || n_payload > MAX_PAYLOAD {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame of impossible length"));
    }
    Ok((n_header as usize, n_payload as usize))
}

/// Reads one frame; `None` at the end of the stream.
pub fn read_frame<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<(T, Vec<u8>)>> {
    let mut bytes = [0; 8];
    match from.read_exact(&mut bytes) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let (n_header, n_payload) = lengths(bytes)?;
    let mut header = vec![0; n_header];
    from.read_exact(&mut header)?;
    let mut payload = vec![0; n_payload];
    from.read_exact(&mut payload)?;
    let header = postcard::from_bytes(&header).map_err(io::Error::other)?;
    Ok(Some((header, payload)))
}

/// Takes the frame that the bytes begin with, if they have all of it, and how long it is.
pub fn first_frame<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<Option<(T, Vec<u8>, usize)>> {
    let Some((first, rest)) = bytes.split_first_chunk() else { return Ok(None) };
    let (n_header, n_payload) = lengths(*first)?;
    let Some((header, payload)) = rest.split_at_checked(n_header) else { return Ok(None) };
    let Some(payload) = payload.get(..n_payload) else { return Ok(None) };
    let header = postcard::from_bytes(header).map_err(io::Error::other)?;
    Ok(Some((header, payload.to_vec(), 8 + n_header + n_payload)))
}
