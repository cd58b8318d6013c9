//! The library's own copies of documents, and files that appear whole or not at all.

use crate::{Error, paths::Paths};
use model::DocumentId;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// A file on its way into the library, complete and on disk under a temporary name.
pub struct Incoming {
    pub id: DocumentId,
    pub n_bytes: u64,
    /// Where the copy lies until it is kept; removed when dropped.
    path: PathBuf,
}

impl Incoming {
    /// Copies a file into the library under a temporary name, fsynced, and hashes what was copied.
    pub fn copy(paths: &Paths, source: &Path) -> Result<Incoming, Error> {
        let from = File::open(source).map_err(Error::io("open", source))?;
        Incoming::receive(paths, from, source)
    }

    /// The same for bytes that come from no file.
    pub fn of_bytes(paths: &Paths, bytes: &[u8]) -> Result<Incoming, Error> {
        Incoming::receive(paths, bytes, Path::new("-"))
    }

    fn receive(paths: &Paths, mut from: impl Read, source: &Path) -> Result<Incoming, Error> {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let n = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = paths.incoming().join(format!("{}-{n}", std::process::id()));
        let mut to = File::create(&path).map_err(Error::io("write", &path))?;
        let mut incoming = Incoming { id: DocumentId::from_sha256(&[0; 32]), n_bytes: 0, path: path.clone() };
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 20];
        loop {
            let n = from.read(&mut buffer).map_err(Error::io("read", source))?;
            if n == 0 {
                break;
            }
            hasher.update(&buffer[..n]);
            to.write_all(&buffer[..n]).map_err(Error::io("write", &path))?;
            incoming.n_bytes += n as u64;
        }
        to.sync_all().map_err(Error::io("write", &path))?;
        incoming.id = DocumentId::from_sha256(&hasher.finalize().into());
        Ok(incoming)
    }

    /// Where the bytes are now.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the copy its lasting name: rename, then fsync of the folder.
    pub fn keep(self, paths: &Paths) -> Result<PathBuf, Error> {
        let kept = paths.document(&self.id);
        let folder = kept.parent().unwrap_or(paths.dir());
        let is_new = !folder.exists();
        make_folder(folder).map_err(Error::io("make the folder", folder))?;
        if !kept.exists() {
            // Windows refuses to rename over a read-only file, and there is no need to.
            let mut permissions = fs::metadata(&self.path).map_err(Error::io("read", &self.path))?.permissions();
            permissions.set_readonly(true);
            fs::rename(&self.path, &kept).map_err(Error::io("write", &kept))?;
            fs::set_permissions(&kept, permissions).map_err(Error::io("protect", &kept))?;
            sync_folder(folder)?;
            if is_new && let Some(above) = folder.parent() {
                // Its own name is on disk only then.
                sync_folder(above)?;
            }
        }
        Ok(kept)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Gone already if it was kept.
        let _ = fs::remove_file(&self.path);
    }
}

/// Writes a file so that it is there whole or not at all, whatever happens meanwhile.
pub fn write_whole(path: &Path, parts: &[&[u8]]) -> Result<(), Error> {
    write(path, parts, File::sync_data)
}

/// The same for what can be made again, and whose reader sees when it is damaged: it is not waited for until it lies
/// on the disk, which takes longer than making it. Only a power cut may lose it.
pub fn write_derived(path: &Path, parts: &[&[u8]]) -> Result<(), Error> {
    write(path, parts, |_| Ok(()))
}

fn write(path: &Path, parts: &[&[u8]], finish: impl FnOnce(&File) -> io::Result<()>) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder).map_err(Error::io("make the folder", folder))?;
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let n = COUNTER.fetch_add(1, Ordering::Relaxed);
    let temporary = path.with_extension(format!("{}-{n}.tmp", std::process::id()));
    let written = File::create(&temporary).and_then(|mut file| {
        parts.iter().try_for_each(|part| file.write_all(part))?;
        finish(&file)
    });
    let renamed = written.and_then(|()| fs::rename(&temporary, path));
    renamed.map_err(|source| {
        let _ = fs::remove_file(&temporary);
        Error::Io { doing: "write", path: path.to_owned(), source }
    })
}

/// Makes a folder within one that is there, or within one of those: a library that was moved away must not be begun
/// anew in its old place.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent().filter(|above| !above.is_dir()) {
        make_one(above)?;
    }
    make_one(folder)
}

/// Another program may make the same.
fn make_one(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if !folder.is_dir() => Err(error),
        _ => Ok(()),
    }
}

/// Can anything be written into the folder? Nothing stays of the try.
pub fn try_to_write(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!("probe-{}", std::process::id()));
    fs::write(&probe, b"")?;
    fs::remove_file(&probe)
}

/// SHA-256 of a file, as a document id.
pub fn hash(path: &Path) -> Result<DocumentId, Error> {
    let mut file = File::open(path).map_err(Error::io("open", path))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = file.read(&mut buffer).map_err(Error::io("read", path))?;
        if n == 0 {
            return Ok(DocumentId::from_sha256(&hasher.finalize().into()));
        }
        hasher.update(&buffer[..n]);
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn hash_bytes(bytes: &[u8]) -> String {
    DocumentId::from_sha256(&Sha256::digest(bytes).into()).as_str().to_owned()
}

/// An id that follows from what it is made of: whatever is done twice meets itself.
pub fn derived_uuid(seed: &str) -> uuid::Uuid {
    let hash: [u8; 32] = Sha256::digest(seed.as_bytes()).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Puts the names in a folder on disk: those of files that were made in it, or renamed into it.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> Result<(), Error> {
    File::open(folder).and_then(|f| f.sync_all()).map_err(Error::io("write", folder))
}

/// Elsewhere a rename is durable by itself, or a folder cannot be synced at all.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> Result<(), Error> {
    Ok(())
}
