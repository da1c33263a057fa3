/// Declares a closed vocabulary: an enum, the word of each variant as it stands in files, and the
/// way back. One macro, so that a vocabulary is a table and cannot drift from its words.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("`", $word, "`")] $variant,)+ }

        impl $name {
            /// Every variant, in the order of the published vocabulary.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as it stands in files.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $crate::kept::Kept for $name {
            fn put(&self, to: &mut Vec<u8>) {
                to.push(*self as u8);
            }

            fn take(from: &mut $crate::kept::Bytes<'_>) -> Option<Self> {
                Self::ALL.get(usize::from(u8::take(from)?)).copied()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::claim::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|v| v.word() == word).ok_or_else(|| {
                    $crate::claim::UnknownWord {
                        vocabulary: stringify!($name),
                        word: word.to_owned(),
                        words: Self::ALL.iter().map(|known| known.word()).collect(),
                    }
                })
            }
        }
    };
}
pub(crate) use vocabulary;
