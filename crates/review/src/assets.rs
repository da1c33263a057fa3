//! Scripts and styles: ours, as they stand in `ui/`, without a step that builds them.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// A file of `ui/` with its type.
struct Asset {
    name: &'static str,
    media: &'static str,
    bytes: &'static [u8],
}

macro_rules! assets {
    ($($name:literal $media:literal)+) => {
        const ASSETS: &[Asset] = &[$(Asset {
            name: $name,
            media: $media,
            bytes: include_bytes!(concat!("../ui/", $name)),
        }),+];
    };
}

assets! {
    "style.css" "text/css; charset=utf-8"
    "panel.css" "text/css; charset=utf-8"
    "icon.svg" "image/svg+xml"
    "app.js" "text/javascript; charset=utf-8"
    "keys.js" "text/javascript; charset=utf-8"
    "live.js" "text/javascript; charset=utf-8"
    "overview.js" "text/javascript; charset=utf-8"
    "quotes.js" "text/javascript; charset=utf-8"
    "select.js" "text/javascript; charset=utf-8"
    "upload.js" "text/javascript; charset=utf-8"
}

/// The style of an estimate's panel, for pages that stand alone.
pub const PANEL_STYLE: &str = include_str!("../ui/panel.css");

/// Answers with a file. It may be kept as long as its address, which has its hash, is the same.
pub async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => {
            let headers = [
                (header::CONTENT_TYPE, asset.media),
                (header::CACHE_CONTROL, "private, no-cache"),
            ];
            (headers, asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Part of every address, so that it is another one as soon as any of the files changes.
static MARK: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = Sha256::new();
    for asset in ASSETS {
        hasher.update(asset.bytes);
    }
    let digest = hasher.finalize();
    digest[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
});

/// The address of a file.
pub fn address(name: &str) -> String {
    format!("/assets/{name}?{}", *MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_ours_asks_for_anything_outside_and_styles_know_no_left_or_right() {
        // An SVG file names its namespace, which is no address that is asked for.
        for asset in ASSETS.iter().filter(|asset| asset.name != "icon.svg") {
            let text = std::str::from_utf8(asset.bytes).expect("UTF-8");
            for outside in [
                "http:",
                "https:",
                "//cdn",
                "@import",
                "eval(",
                "innerHTML =",
            ] {
                assert!(!text.contains(outside), "{}: {outside}", asset.name);
            }
            let physical = [
                "margin-left",
                "margin-right",
                "padding-left",
                "padding-right",
                "text-align:left",
                "text-align:right",
                "border-left",
                "border-right",
                "float:left",
                "float:right",
                "\nleft:",
                ";left:",
                ";right:",
            ];
            for side in physical {
                assert!(
                    !asset.name.ends_with(".css") || !text.contains(side),
                    "{side}"
                );
            }
        }
    }
}
