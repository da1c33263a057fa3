//! What a person does here. On one machine everybody chooses their own role: it keeps a person from what they
//! do not mean to do, and a coder from what others judged. It is no password and keeps nobody out.

/// A role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Does everything.
    #[default]
    Owner,
    /// Judges, settles what coders judged, and sees how far they agree.
    Adjudicator,
    /// Judges claims of sources without seeing what others judged.
    Coder,
    /// Writes releases.
    Publisher,
    /// Reads.
    Reader,
    /// Reads, without the names of those who judged.
    DataReader,
}

/// Forms that change nothing in the casebook.
const HARMLESS: [&str; 2] = ["/settings", "/estimate"];

/// What is coded.
const CODING: [&str; 4] = ["claim", "field", "new_claim", "withdraw"];

impl Role {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Owner,
        Self::Adjudicator,
        Self::Coder,
        Self::Publisher,
        Self::Reader,
        Self::DataReader,
    ];

    /// Its word, as browsers remember it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Adjudicator => "adjudicator",
            Self::Coder => "coder",
            Self::Publisher => "publisher",
            Self::Reader => "reader",
            Self::DataReader => "data-reader",
        }
    }

    /// The role of that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether pages hold what nobody but the coder judged.
    pub const fn is_blind(self) -> bool {
        matches!(self, Self::Coder)
    }

    /// Whether pages tell who judged.
    pub const fn sees_names(self) -> bool {
        !matches!(self, Self::DataReader)
    }

    /// Whether any form that judges is for it.
    pub const fn judges(self) -> bool {
        matches!(self, Self::Owner | Self::Adjudicator | Self::Coder)
    }

    /// Whether a page of this path is for it to read.
    pub fn may_read(self, path: &str) -> bool {
        match self {
            Self::Coder => !["/agreement", "/public", "/add"]
                .iter()
                .any(|others| path.starts_with(others)),
            // It tells by name how each coder judged.
            Self::DataReader if path == "/agreement" => false,
            Self::Publisher | Self::Reader | Self::DataReader => ![
                "/queue", "/pair", "/persons", "/person", "/words", "/place", "/add",
            ]
            .contains(&path),
            Self::Owner | Self::Adjudicator => true,
        }
    }

    /// Whether it may send a form to this path.
    pub fn may_write(self, path: &str) -> bool {
        let judged = ["/judge/", "/api/v1/judgements/"]
            .iter()
            .find_map(|forms| path.strip_prefix(forms));
        let judged = judged.map(|kind| {
            if kind == "withdrawal" {
                "withdraw"
            } else {
                kind
            }
        });
        HARMLESS.contains(&path)
            || match self {
                Self::Owner => true,
                Self::Adjudicator => path != "/public",
                Self::Coder => judged.is_some_and(|kind| CODING.contains(&kind)),
                Self::Publisher => path == "/public",
                Self::Reader | Self::DataReader => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_writes_what_is_its_own() {
        let forms = [
            "/judge/claim",
            "/judge/field",
            "/judge/pair",
            "/judge/person",
            "/judge/settle",
            "/judge/withdraw",
            "/api/v1/judgements/withdrawal",
            "/api/v1/judgements/grade",
            "/add",
            "/public",
            "/log",
            "/settings",
        ];
        let may: Vec<String> = Role::ALL
            .into_iter()
            .map(|role| {
                let may = forms
                    .iter()
                    .map(|path| if role.may_write(path) { 'x' } else { '-' });
                format!("{} {}", may.collect::<String>(), role.word())
            })
            .collect();
        let expected = [
            "xxxxxxxxxxxx owner",
            "xxxxxxxxx-xx adjudicator",
            "xx---xx----x coder",
            "---------x-x publisher",
            "-----------x reader",
            "-----------x data-reader",
        ];
        assert_eq!(may, expected);
    }

    #[test]
    fn a_coder_sees_no_page_of_what_others_judged() {
        for path in ["/agreement", "/public", "/public/open"] {
            assert!(!Role::Coder.may_read(path), "{path}");
        }
        assert!(Role::Coder.may_read("/sources") && Role::Coder.may_read("/words"));
        assert!(Role::Reader.may_read("/agreement") && !Role::DataReader.may_read("/agreement"));
        assert!(!Role::Reader.may_read("/queue") && Role::Reader.may_read("/incident/TB-0"));
    }
}
