//! The pages as a browser gets them.

mod door;
mod guard;
mod house;
mod pages;
