//! Prints the page of an invented record, to look at in a browser: a small one, or one of as many
//! incidents as the first argument says.

use std::io::Write;

#[allow(dead_code, unused_imports, reason = "the tests use more of it")]
#[path = "../tests/it/fixture/mod.rs"]
mod fixture;

fn main() -> std::io::Result<()> {
    let incidents = std::env::args().nth(1).and_then(|n| n.parse().ok());
    let parts = incidents.map_or_else(fixture::invented, fixture::many);
    let page = tollbook_publish::page::html(&parts.record());
    std::io::stdout().write_all(page.as_bytes())
}
