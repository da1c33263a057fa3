//! `cargo xtask train` makes the models that the program carries.
//!
//! It reads a treebank, `pos/en_ewt-{train,dev,test}.conllu.gz` of the data folder. Only whoever
//! trains needs it; the program and its tests have the model.

pub mod groups;
pub mod learn;
pub mod treebank;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tollbook_extract::tag::perceptron::Model;

use treebank::Sentence;

const OUTPUT: &str = "crates/extract/data/tag/en-upos.v1.bin.gz";

/// Where the treebank is.
#[derive(clap::Args)]
pub struct Options {
    /// The data folder, which holds `pos`.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The file to write.
    #[arg(long, default_value = OUTPUT)]
    output: PathBuf,
}

/// Trains, writes the model and prints what share of tags it gets right. The part `test` has no say
/// in it.
pub fn run(options: &Options) -> Result<()> {
    let packed = Model::pack(learn::train(&part(&options.data, "train")?))?;
    fs::write(&options.output, &packed)
        .with_context(|| format!("cannot write {}", options.output.display()))?;
    let model = Model::unpack(&packed).context("the model just written can be read")?;
    eprintln!("{}: {} bytes", options.output.display(), packed.len());
    for name in ["dev", "test"] {
        let sentences = part(&options.data, name)?;
        for (case, change) in learn::CASES {
            let (right, all) = learn::score(&model, &sentences, change);
            let share = right as f64 / all.max(1) as f64;
            eprintln!("{name}, {case}: {share:.4} of {all} tokens");
        }
    }
    Ok(())
}

/// A part of the treebank.
pub fn part(data: &Path, name: &str) -> Result<Vec<Sentence>> {
    treebank::read(&path(data, name))
}

/// Where a part lies.
pub fn path(data: &Path, name: &str) -> PathBuf {
    data.join("pos").join(format!("en_ewt-{name}.conllu.gz"))
}
