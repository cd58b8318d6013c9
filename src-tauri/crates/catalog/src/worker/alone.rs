//! A worker of one thread, for a program of a few milliseconds: it reads, works and answers in turn. Threads, and waking
//! them, would take longer than reading most pages.

use super::{
    opened::{Opened, Work, nothing_open},
    protocol::{Answer, Answered, Envelope, Reply, Request, read_frame, write_frame},
    serve::{EndsProcess, STACK},
};
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// Gives the first thread of this process as deep a stack as a worker's others have; answers whether it may have it.
///
/// It grows as it is used, up to the limit that holds when it does: 128 MiB below it are kept free, see `mmap_base` of
/// the kernel.
pub fn deepen_stack() -> bool {
    let Ok((_, hard)) = rlimit::getrlimit(rlimit::Resource::STACK) else { return false };
    let wanted = STACK as u64;
    hard >= wanted && rlimit::setrlimit(rlimit::Resource::STACK, wanted, hard).is_ok()
}

/// Answers requests until the input ends.
pub fn serve(input: &mut impl Read, out: &mut File) -> io::Result<()> {
    // Nothing of the process that this one was split off from is come back to.
    let _end = EndsProcess { only_in_panic: true };
    let mut next = read_frame(input)?;
    while let Some((Envelope { id, request }, _)) = next {
        let opened = match request {
            Request::Open { path, password } => Opened::open(Path::new(&path), password.as_deref()),
            _ => Err(nothing_open()),
        };
        next = match opened {
            Ok((opened, answer)) => {
                write_frame(out, &Reply { id, result: Ok(answer) }, &[])?;
                serve_open(&opened, input, out)?
            }
            Err(failure) => {
                write_frame(out, &Reply { id, result: Err(failure) }, &[])?;
                read_frame(input)?
            }
        };
    }
    Ok(())
}

type Frame = Option<(Envelope, Vec<u8>)>;

/// Answers what is asked of the open file; answers the request that opens another.
fn serve_open(opened: &Opened, input: &mut impl Read, out: &mut File) -> io::Result<Frame> {
    let mut reader = opened.reader();
    while let Some((Envelope { id, request }, payload)) = read_frame(input)? {
        let (result, payload): Answered = match request {
            Request::Open { .. } => return Ok(Some((Envelope { id, request }, payload))),
            // Nothing ever waits here.
            Request::Forget { .. } => (Ok(Answer::Done), vec![]),
            Request::Inspect => (opened.inspect(), vec![]),
            Request::Annotate { annotations, tags, colors, taken_over } => {
                opened.annotate(&annotations, &tags, &colors, &taken_over)
            }
            Request::Text { page } => opened.perform(&mut reader, Work::Text(page)),
            Request::Links => opened.perform(&mut reader, Work::Links),
            Request::Scan { page, turn } => opened.perform(&mut reader, Work::Scan(page, turn)),
            Request::Image { page, width, theme, .. } => {
                opened.perform(&mut reader, Work::Image { page, width, theme })
            }
        };
        write_frame(out, &Reply { id, result }, &payload)?;
    }
    Ok(None)
}
