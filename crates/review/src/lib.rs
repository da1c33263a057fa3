//! The pages in which a casebook is read and judged: a server on the loopback address of this machine, or for
//! other machines by accounts and encrypted.
//!
//! Every page is whole without script. Scripts and styles are ours, stand in the program, and fetch
//! nothing from outside. What the pages show is the record as [`tollbook_publish`] resolves it; what
//! they change goes through [`House`], which the binary makes of a casebook's folder.
//!
//! Nothing here draws a random number or touches a disk: the house does, and the bytes from which tokens are made
//! are passed in. A clock is read only for how long something takes: a session, a request, a wait.

mod account;
mod api;
mod assets;
mod crowd;
mod filter;
mod frame;
mod guard;
pub mod house;
mod language;
mod live;
mod pages;
mod role;
mod search;
mod serve;
mod session;
mod snapshot;
mod table;
mod tls;
mod turn;
mod visit;

pub use account::{Account, Accounts, Unfit};
pub use assets::PANEL_STYLE;
pub use house::{Case, Fault, Held, House};
pub use language::Language;
pub use role::Role;
pub use serve::{App, Door, Listening, Settings, router, serve, serve_encrypted};
pub use tls::{Identity, NoIdentity};
