//! Packs that only those who are meant can open: the `age` format, which the program `age` reads as well.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::secrecy::SecretString;
use clap::Args;

use crate::error::InputError;

/// How an encrypted file begins.
const MARK: &[u8] = b"age-encryption.org/";

/// For whom a pack is sealed.
#[derive(Debug, Args)]
pub struct Seal {
    /// Encrypt it for this age recipient (age1...); may be given several times
    #[arg(long, value_name = "RECIPIENT", conflicts_with = "passphrase_file")]
    recipient: Vec<String>,
    /// Encrypt it with the passphrase that is the first line of this file; - is standard input
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// With what a pack is opened.
#[derive(Debug, Args)]
pub struct Unseal {
    /// The age identity file (AGE-SECRET-KEY-...) that opens an encrypted pack
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    identity: Option<PathBuf>,
    /// Open it with the passphrase that is the first line of this file; - is standard input
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Seal {
    /// Whether anything is encrypted.
    pub fn is_asked(&self) -> bool {
        !self.recipient.is_empty() || self.passphrase_file.is_some()
    }

    /// Gives `write` what it is to write to, and ends it.
    pub fn write<T>(
        &self,
        file: &File,
        write: impl FnOnce(&mut dyn Write) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let mut out = io::BufWriter::with_capacity(256 << 10, file);
        if !self.is_asked() {
            let written = write(&mut out)?;
            out.flush()?;
            return Ok(written);
        }
        let encryptor = match &self.passphrase_file {
            Some(file) => age::Encryptor::with_user_passphrase(passphrase(file)?),
            None => {
                let recipients = self.recipients()?;
                let recipients = recipients.iter().map(|one| one as &dyn age::Recipient);
                age::Encryptor::with_recipients(recipients)
                    .map_err(|fault| InputError::Seal(fault.to_string()))?
            }
        };
        let mut sealed = encryptor.wrap_output(&mut out)?;
        let written = write(&mut sealed)?;
        sealed.finish()?.flush()?;
        Ok(written)
    }

    fn recipients(&self) -> Result<Vec<age::x25519::Recipient>, InputError> {
        let read = |name: &String| {
            age::x25519::Recipient::from_str(name)
                .map_err(|fault| InputError::Seal(format!("{name}: {fault}")))
        };
        self.recipient.iter().map(read).collect()
    }
}

impl Unseal {
    /// What stands in the pack, whether it is encrypted or not.
    pub fn open(&self, path: &Path) -> anyhow::Result<Box<dyn Read>> {
        let fault = |fault| InputError::file(path, fault);
        let mut file = BufReader::with_capacity(256 << 10, File::open(path).map_err(fault)?);
        if !file.fill_buf().map_err(fault)?.starts_with(MARK) {
            return Ok(Box::new(file));
        }
        let shown = path.display().to_string();
        let sealed = |fault: age::DecryptError| InputError::Sealed {
            path: shown.clone(),
            fault: fault.to_string(),
        };
        let decryptor = age::Decryptor::new_buffered(file).map_err(sealed)?;
        let identities = self.identities(&shown)?;
        let identities = identities
            .iter()
            .map(|one| one.as_ref() as &dyn age::Identity);
        let opened = decryptor.decrypt(identities).map_err(sealed)?;
        Ok(Box::new(opened))
    }

    fn identities(&self, pack: &str) -> anyhow::Result<Vec<Box<dyn age::Identity>>> {
        if let Some(file) = &self.passphrase_file {
            return Ok(vec![Box::new(age::scrypt::Identity::new(passphrase(
                file,
            )?))]);
        }
        let Some(path) = &self.identity else {
            let (path, fault) = (pack.to_owned(), "it is encrypted".to_owned());
            return Err(InputError::Sealed { path, fault }.into());
        };
        let text = fs::read_to_string(path).map_err(|fault| InputError::file(path, fault))?;
        let mut identities: Vec<Box<dyn age::Identity>> = Vec::new();
        for line in text
            .lines()
            .filter(|line| line.starts_with("AGE-SECRET-KEY-"))
        {
            let identity = age::x25519::Identity::from_str(line).map_err(|fault| {
                let path = path.display();
                InputError::Seal(format!("{path}: {fault}"))
            })?;
            identities.push(Box::new(identity));
        }
        Ok(identities)
    }
}

/// The first line of a file, or of standard input.
pub fn passphrase(path: &Path) -> anyhow::Result<SecretString> {
    let mut line = String::new();
    let fault = |fault| InputError::file(path, fault);
    match path.as_os_str() == "-" {
        true => io::stdin().lock().read_line(&mut line),
        false => File::open(path)
            .map_err(fault)
            .map(BufReader::new)?
            .read_line(&mut line),
    }
    .map_err(fault)?;
    let words = line.trim_end_matches(['\r', '\n']);
    if words.is_empty() {
        let path = path.display();
        return Err(InputError::Seal(format!("{path}: its first line is empty")).into());
    }
    Ok(SecretString::from(words))
}
