//! A report as words and sentences, for slots that no claim has.

/// A word of the text, in capitals, with its bytes.
pub struct Word<'t> {
    /// As written.
    pub text: &'t str,
    /// Past the last byte.
    pub end: usize,
    /// Its sentence.
    pub sentence: usize,
    /// Whether a comma, a bracket or another mark stands before it.
    pub parted: bool,
}

/// A text cut into words.
pub struct Words<'t> {
    text: &'t str,
    /// In order.
    pub words: Vec<Word<'t>>,
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &str = "COL DR ENG GEN LT MAJ MR MRS MSGR NO SGT ST CAPT BRIG REV U.S";

impl<'t> Words<'t> {
    /// Cuts a text.
    pub fn of(text: &'t str) -> Words<'t> {
        let mut words: Vec<Word<'t>> = Vec::new();
        let (mut sentence, mut parted, mut start) = (0, true, None);
        let mut blank = false;
        for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
            let next = text[at..].chars().nth(1).unwrap_or(' ');
            let inner = matches!(c, '-' | '\'' | '.' | ',' | '/') && next.is_alphanumeric();
            if c.is_alphanumeric() || start.is_some() && inner {
                start = start.or(Some(at));
                continue;
            }
            if let Some(from) = start.take() {
                words.push(Word {
                    text: &text[from..at],
                    end: at,
                    sentence,
                    parted,
                });
                (parted, blank) = (false, false);
            }
            match c {
                '.' | '!' | '?' if next.is_whitespace() && !is_abbreviation(&words) => {
                    (sentence, parted) = (sentence + 1, true)
                }
                // A blank line ends a paragraph.
                '\n' if blank => (sentence, parted) = (sentence + 1, true),
                '\n' => blank = true,
                c if c.is_whitespace() => {}
                _ => parted = true,
            }
        }
        Words { text, words }
    }

    /// The first word behind the dateline: behind its dash and the remarks in brackets that follow.
    pub fn body(&self) -> usize {
        const LONGEST: usize = 240;
        let head = self.text.char_indices().nth(LONGEST);
        let head = &self.text[..head.map_or(self.text.len(), |(at, _)| at)];
        let Some((line, _)) = head.split_once("--") else {
            return 0;
        };
        let mut at = line.len() + 2;
        while let Some(remark) = self.text[at..].trim_start().strip_prefix('[') {
            let Some((inside, rest)) = remark.split_once(']') else {
                break;
            };
            at = self.text.len() - rest.len();
            if inside.len() > LONGEST {
                break;
            }
        }
        self.at(at)
    }

    /// The index of the word at a byte.
    pub fn at(&self, byte: usize) -> usize {
        self.words.partition_point(|w| w.end <= byte)
    }

    /// Whether an apostrophe stands right behind a word: "DEEBS' MURDER".
    pub fn owned(&self, at: usize) -> bool {
        let end = self.words[at].end;
        self.text[end..].starts_with(['\'', '’'])
    }

    /// The words from `from` to `to`, joined by spaces.
    pub fn join(&self, from: usize, to: usize) -> String {
        let words: Vec<&str> = self.words[from..to].iter().map(|w| w.text).collect();
        words.join(" ")
    }

    /// Whether a word is in a list; past the ends it is in none.
    pub fn is(&self, at: usize, list: &str) -> bool {
        self.words.get(at).is_some_and(|w| is_in(list, w.text))
    }

    /// The first word of the noun group that ends with `head`: back to a word that opens or ends
    /// groups, or to a mark.
    pub fn group_start(&self, head: usize) -> usize {
        const LONGEST: usize = 6;
        let mut at = head;
        while at > 0
            && head - at < LONGEST
            && !self.words[at].parted
            && !is_in(CLOSED, self.words[at - 1].text)
            && !self.words[at - 1]
                .text
                .starts_with(|c: char| c.is_ascii_digit())
        {
            at -= 1;
        }
        at
    }
}

fn is_abbreviation(words: &[Word<'_>]) -> bool {
    words.last().is_some_and(|w| is_in(ABBREVIATIONS, w.text))
}

/// Whether a list of words in capitals has the word.
pub fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace()
        .any(|w| w.eq_ignore_ascii_case(word))
}

/// Words that stand around groups of nouns and are not part of them.
const CLOSED: &str = "A AN THE THIS THAT THESE THOSE SOME ANY EACH EVERY ANOTHER OTHER ONE TWO THREE FOUR FIVE SIX \
    SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN TWENTY THIRTY FORTY FIFTY HUNDRED SEVERAL MANY \
    FEW VARIOUS BOTH ALL HIS HER ITS THEIR OUR MY YOUR WHOSE IN AT ON OF BY TO FROM WITH WITHOUT FOR AGAINST NEAR INSIDE \
    OUTSIDE BETWEEN AMONG AND OR BUT AS WHEN WHILE WHO WHICH WHERE WHOM IS ARE WAS WERE BE BEEN HAS HAVE HAD WILL WOULD \
    IT HE SHE THEY WE NOT NO ALSO LEAST MORE THAN ABOUT APPROXIMATELY OVER ABOVE UNDER AFTER BEFORE DURING UNTIL SINCE \
    ATTACKED DESTROYED DAMAGED BOMBED BURNED KILLED WOUNDED INJURED MURDERED KIDNAPPED EXPLODED FIRED HIT STRUCK BLEW \
    BLOWN BLOWING PLACED PLANTED HURLED THREW THROWN DYNAMITED AMBUSHED INTO ONTO UP DOWN OFF TODAY YESTERDAY TONIGHT \
    FRONT CALLED NAMED SAID REPORTED LEAVING LEFT INCLUDING PARTIALLY TOTALLY COMPLETELY SEVERELY SERIOUSLY SLIGHTLY \
    THROUGH ALONG BELONGING LOCATED AIMED MACHINEGUNNED DEMOLISHED SHATTERED BURNING DESTROYING DAMAGING ATTACKING \
    ATTACK CAUSED CAUSING RAZED RANSACKED OCCUPIED SEIZED STORMED RAIDED LOOTED STOLE ROBBED HIJACKED";
