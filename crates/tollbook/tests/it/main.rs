//! Whole runs of the program, as a user or a script sees them. Every report here is invented.

mod bad_input;
mod carry;
mod casebook;
mod cli;
mod demo;
mod determinism;
mod estimate;
mod full_disk;
mod images;
mod import;
mod jail;
mod judge;
mod judged;
mod kept;
mod listen;
mod lists;
mod ocr;
mod pages;
mod places;
mod program;
mod publish;
mod read_only;
mod truth;
mod validators;
mod walk;
