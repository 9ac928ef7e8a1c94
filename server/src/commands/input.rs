//! What commands read: files, folders, standard input.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use rackboard_model::file::Read;

/// A place to read from, as it is named in the output.
#[derive(Debug)]
pub struct Input {
    /// The path as given, or found in a folder that was given; `-` is standard input.
    pub name: String,
    path: Option<PathBuf>,
}

impl Input {
    /// The input of that name.
    pub fn new(path: &Path) -> Self {
        Self {
            name: path.display().to_string(),
            path: (path != Path::new("-")).then(|| path.to_owned()),
        }
    }

    /// All inputs that are named: a folder stands for the files in it at any depth, in the order of their names, without
    /// hidden ones. What cannot be listed stays in the list, and fails when it is read.
    pub fn all(paths: &[PathBuf]) -> Vec<Self> {
        let mut inputs = Vec::new();
        for path in paths {
            if path.is_dir() {
                let mut files = Vec::new();
                match files_in(path, &mut files) {
                    Ok(()) if !files.is_empty() => inputs.extend(files.iter().map(|file| Self::new(file))),
                    _ => inputs.push(Self::new(path)),
                }
            } else {
                inputs.push(Self::new(path));
            }
        }
        inputs
    }

    /// The design in it. Told by its content: the name does not matter. The error is a sentence without the name.
    pub fn design(&self) -> Result<Read, String> {
        let rackboard_interchange::Read { document, problems, .. } =
            rackboard_interchange::read(&self.bytes()?).map_err(|error| error.to_string())?;
        Ok(Read { document, problems })
    }

    /// Its content as text.
    pub fn text(&self) -> Result<String, String> {
        String::from_utf8(self.bytes()?)
            .map_err(|error| format!("byte {}: this is no text in UTF-8", error.utf8_error().valid_up_to()))
    }

    /// Its content, one byte more than is allowed at most.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        const MOST: u64 = rackboard_interchange::MAX_FILE as u64 + 1;
        let mut bytes = Vec::new();
        let read = match &self.path {
            // One byte too many, for the reader to see that it is too many.
            None => io::stdin().lock().take(MOST).read_to_end(&mut bytes),
            Some(path) if path.is_dir() => return Err("there are no files in this folder".to_owned()),
            Some(path) => File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes)),
        };
        read.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => format!("it cannot be read ({error})"),
        })?;
        Ok(bytes)
    }
}

fn files_in(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // Not followed: a link could lead round in a circle.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            files_in(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}
