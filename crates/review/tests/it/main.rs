//! The pages as a browser gets them.

mod accounts;
mod api;
mod door;
mod guard;
mod house;
mod pages;
mod roles;
mod words;
