//! The keys, as a page that needs no script to be read.

use maud::html;

use crate::frame::{self, SCREENS};
use crate::visit::{Answer, Visit};

/// Keys with the messages that tell what they do.
const KEYS: [(&str, &str); 19] = [
    ("?", "key-keys"),
    ("/", "key-search"),
    ("j k", "key-rows"),
    ("Enter", "key-open"),
    ("← → ↑ ↓", "key-cells"),
    ("u", "undo"),
    ("y", "verdict-same"),
    ("n", "verdict-different"),
    ("s", "verdict-unsure"),
    ("x", "key-skip"),
    ("c", "key-confirm"),
    ("d", "key-reject"),
    ("e", "key-correct"),
    ("← →", "key-words"),
    ("[ ]", "key-more"),
    ("1 – 7", "key-tell"),
    ("m", "key-note"),
    ("1 – 9", "key-candidates"),
    ("p", "key-place"),
];

/// Shows the keys.
pub fn show(visit: &Visit) -> Answer {
    let main = html! {
        h1 { (visit.say("keys")) }
        p.lead { (visit.say(if visit.keys { "keys-on" } else { "keys-off" })) " " a href="/settings" { (visit.say("nav-settings")) } }
        table.plain {
            @for (_, name, key) in SCREENS {
                tr { th scope="row" { kbd { "g" } kbd { (key) } } td { (visit.say(name)) } }
            }
            @for (key, message) in KEYS {
                tr { th scope="row" { @for one in key.split(' ') { kbd { (one) } } } td { (visit.say(message)) } }
            }
        }
    };
    frame::page(visit, &visit.say("keys"), main)
}
