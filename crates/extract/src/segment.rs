//! Text to lines, sentences and units, with what is quoted and what is heading kept apart.

use std::ops::Range;

use crate::lexicon::{ENGLISH, Gram, Lex};
use crate::token::{Shape, Token, tokens};

mod dateline;
mod upper;

pub use upper::is_common;

/// A word, or a phrase that the lexicon knows as one.
#[derive(Clone, Copy)]
pub struct Unit {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// What its first token looks like.
    pub shape: Shape,
    /// What is known of it.
    pub lex: &'static Lex,
    /// Whether it starts with a capital letter; in a line of capitals, whether it would elsewhere.
    pub capital: bool,
    /// Whether its line is printed in capitals.
    pub shouted: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

impl Unit {
    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }

    /// Whether it is any of these marks.
    pub fn is_any(&self, marks: &[char]) -> bool {
        matches!(self.shape, Shape::Mark(c) if marks.contains(&c))
    }

    /// Whether the lexicon gives it any of these classes.
    pub fn has(&self, gram: Gram) -> bool {
        self.lex.gram.has(gram)
    }
}

/// How a line stands in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Running text.
    Prose,
    /// An item of a list.
    Item,
    /// A heading or title.
    Heading,
}

/// A sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its units.
    pub units: Range<usize>,
    /// The number of its line.
    pub line: usize,
    /// How its line stands.
    pub kind: LineKind,
    /// Whether it opens its line.
    pub opens: bool,
    /// Units of a label at its start ("Kunduz, Dasht-e-Archi:"), without the mark that ends it.
    pub label: Range<usize>,
}

/// A text cut into units and sentences.
pub struct Segments<'a> {
    /// The text.
    pub text: &'a str,
    /// The text in lower case, ASCII letters only, so that byte offsets agree.
    lower: String,
    /// Whether the text as a whole is printed in capitals.
    shouts: bool,
    /// All units in order.
    pub units: Vec<Unit>,
    /// All sentences in order.
    pub sentences: Vec<Sentence>,
}

impl Segments<'_> {
    /// The words of unit `at` in lower case; empty past the end.
    #[inline]
    pub fn low(&self, at: usize) -> &str {
        self.units
            .get(at)
            .map_or("", |unit| &self.lower[unit.start..unit.end])
    }

    /// As [`Segments::low`]; empty outside of units `span`.
    #[inline]
    pub fn low_in(&self, span: Range<usize>, at: usize) -> &str {
        if span.contains(&at) { self.low(at) } else { "" }
    }

    /// Whether unit `at` stands in units `span` and has one of the classes.
    #[inline]
    pub fn has_in(&self, span: Range<usize>, at: usize, gram: Gram) -> bool {
        span.contains(&at) && self.units[at].has(gram)
    }

    /// The words of units `range` as they stand.
    pub fn words(&self, range: Range<usize>) -> &str {
        match (
            self.units.get(range.start),
            self.units.get(range.end.wrapping_sub(1)),
        ) {
            (Some(first), Some(last)) if range.start < range.end => {
                &self.text[first.start..last.end]
            }
            _ => "",
        }
    }

    /// The byte range of units `range`, which must not be empty.
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.units[range.start].start..self.units[range.end - 1].end
    }
}

/// Marks that close a quotation or a bracket, and belong to the sentence that they follow.
const CLOSERS: &[char] = &['"', '”', '»', ')', ']', '’'];

/// Cuts `text`.
pub fn segment(text: &str) -> Segments<'_> {
    let mut out = Segments {
        text,
        lower: text.to_ascii_lowercase(),
        shouts: upper::shouts(text),
        units: Vec::new(),
        sentences: Vec::new(),
    };
    for (number, line) in lines(text).into_iter().enumerate() {
        out.add_line(number, &line);
    }
    out
}

/// Logical lines: physical lines that a wrapped paragraph spreads over are one.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut after_blank = true;
    let wrapped = is_hard_wrapped(text);
    for physical in text.split_inclusive('\n') {
        let (start, end) = (at, at + physical.len());
        at = end;
        if physical.trim().is_empty() {
            after_blank = true;
            continue;
        }
        match out.last_mut() {
            Some(last)
                if !after_blank
                    && (wrapped && !starts_item(physical)
                        || is_wrapped(&text[last.clone()], physical)) =>
            {
                last.end = end
            }
            _ => out.push(start..end),
        }
        after_blank = false;
    }
    out
}

/// Whether all paragraphs are broken at one width, with blank lines between them: then a line that
/// ends with a full stop ends no paragraph.
fn is_hard_wrapped(text: &str) -> bool {
    const LINES: usize = 6;
    const WIDTHS: std::ops::RangeInclusive<usize> = 50..=84;
    let (mut inner, mut full) = (0, 0);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let goes_on = lines.peek().is_some_and(|next| !next.trim().is_empty());
        if !line.trim().is_empty() && goes_on {
            inner += 1;
            full += usize::from(WIDTHS.contains(&line.trim_end().chars().count()));
        }
    }
    inner >= LINES && full * 10 >= inner * 9
}

/// Whether `next` goes on with the sentence that `line` broke off: `line` is long and ends without
/// a mark, and `next` begins in the middle of things.
fn is_wrapped(line: &str, next: &str) -> bool {
    const FULL_LINE: usize = 55;
    let tail = line.trim_end();
    let last_row = tail.rsplit('\n').next().unwrap_or(tail);
    let open_ended = !tail.ends_with(['.', '!', '?', ':', ';', '"', '”', '»']);
    let goes_on = next
        .trim_start()
        .starts_with(|c: char| c.is_lowercase() || c.is_numeric() || c == '(');
    let width = last_row.chars().count();
    let long = width >= FULL_LINE && !starts_anew(next) && !is_wider(next, width);
    let joins = goes_on && width > 30 || long;
    open_ended && joins && !starts_item(next) || long && next.starts_with(char::is_lowercase)
}

/// Whether `line` is a whole paragraph beside rows of a given width, which it would have been broken at.
fn is_wider(line: &str, width: usize) -> bool {
    const SLACK: usize = 40;
    line.trim().chars().count() > width + SLACK
}

/// The most lines that stand before a title, or between it and the story: the publisher's name, the day, an empty
/// line or two.
const MASTHEAD: usize = 4;

/// "Friday, 7 March 2031": whether a line is nothing but a day.
fn is_day(line: &str) -> bool {
    const LONGEST: usize = 40;
    let words = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let year = |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
    let timed = |w: &str| {
        let low = w.to_lowercase();
        let known = ENGLISH.longest(|i| (i == 0).then_some(low.as_str())).1;
        known.time.is_some() || w.starts_with(|c: char| c.is_ascii_digit())
    };
    line.len() <= LONGEST && words.clone().any(year) && { words }.all(timed)
}

/// Whether a line begins anew by itself: a heading of a few capitalised words, or a label before a
/// colon ("Hajjah: two killed").
fn starts_anew(line: &str) -> bool {
    const FEW: usize = 5;
    let line = line.trim();
    let (label, rest) = line.split_once(':').unwrap_or((line, ""));
    let heading = rest.is_empty() && !line.ends_with(['.', ',', ';', '!', '?']);
    let capitals = label
        .split_whitespace()
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
    let labelled = !rest.is_empty() && rest.starts_with(' ');
    capitals && label.split_whitespace().count() <= FEW && (heading || labelled)
}

fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    let mark =
        line.starts_with(['-', '–', '—', '•', '*', '·', '>', '‣', '○']) || line.starts_with(". ");
    mark || number_of_item(line).is_some() || is_row(line)
}

/// "02/05/2021 | Kuala | Gunmen attacked": a row of a table.
fn is_row(line: &str) -> bool {
    line.contains(" | ")
}

/// Length of "12.", "3)", "(a)" at the start of a line, and of "2/" or "(3/7)", which number the
/// posts of a thread.
fn number_of_item(line: &str) -> Option<usize> {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let open = usize::from(line.starts_with('('));
    let mut end = open + digits(&line[open..]);
    if !(1..=3).contains(&(end - open)) {
        return None;
    }
    let of = line[end..].starts_with('/');
    if of {
        end += 1 + digits(&line[end + 1..]);
    }
    // "1- Mariam Saleh"
    let dashed = line[end..].starts_with("- ") || line[end..].starts_with("– ");
    let closed = dashed || line[end..].starts_with(['.', ')']);
    end += line[end..]
        .chars()
        .next()
        .filter(|_| closed)
        .map_or(0, char::len_utf8);
    ((of || closed) && line[end..].starts_with(char::is_whitespace)).then_some(end)
}

/// The posts of a thread are one story, not a list.
fn is_post(line: &str) -> bool {
    let line = line.trim_start();
    number_of_item(line).is_some_and(|end| line[..end].contains('/'))
}

impl Segments<'_> {
    fn add_line(&mut self, number: usize, line: &Range<usize>) {
        let body = self.body(line.clone());
        let first = self.units.len();
        let offset = body.start;
        let raw: Vec<Token> = tokens(&self.text[body.clone()])
            .into_iter()
            .map(|t| Token {
                start: t.start + offset,
                end: t.end + offset,
                ..t
            })
            .collect();
        let is_title = self.is_title(line);
        let is_item = body.start > line.start + leading_space(&self.text[line.clone()])
            || is_row(&self.text[line.clone()]) && !is_title;
        let is_item = is_item && !is_post(&self.text[line.clone()]);
        let shouted = upper::is_shouted(&self.text[body.clone()])
            || self.shouts && !self.text[body.clone()].contains(char::is_lowercase);
        self.add_units(&raw, shouted);
        if shouted {
            let lower = &self.lower;
            let low = |u: &Unit| &lower[u.start..u.end];
            upper::restore(&mut self.units[first..], low);
        }
        let kind = self.kind(first, is_item, is_title, &self.text[body]);
        self.add_sentences(first, number, kind);
    }

    /// The line without bullet or number.
    fn body(&self, range: Range<usize>) -> Range<usize> {
        let line = &self.text[range.clone()];
        let mut skip = leading_space(line);
        if let Some(length) = number_of_item(&line[skip..]) {
            skip += length;
        } else if starts_item(line) {
            skip += line[skip..]
                .chars()
                .take_while(|c| !c.is_alphanumeric() && !"\"“'‘@#~".contains(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        }
        range.start + skip..range.end
    }

    /// "IS executed two": a word in capitals that is a name in capitals alone.
    fn acronym(&self, token: &Token) -> Option<&'static Lex> {
        const LONGEST: usize = 4;
        let word = &self.text[token.start..token.end];
        let capitals = (2..=LONGEST).contains(&word.len())
            && word.as_bytes()[..2].iter().all(u8::is_ascii_uppercase);
        let (_, lex) = capitals.then(|| ENGLISH.longest(|i| (i == 0).then_some(word)))?;
        (!lex.is_unknown()).then_some(lex)
    }

    fn add_units(&mut self, raw: &[Token], shouted: bool) {
        let mut at = 0;
        let mut quoted = false;
        while let Some(token) = raw.get(at) {
            let word = |i: usize| raw.get(at + i).map(|t| &self.lower[t.start..t.end]);
            let acronym = self.acronym(token).filter(|_| !shouted);
            let (mut count, mut lex) =
                acronym.map_or_else(|| ENGLISH.longest(word), |lex| (1, lex));
            // "shot a man dead and wounded his wife": two deeds, where somebody follows.
            if count > 1
                && word(0) == Some("dead")
                && ENGLISH.longest(|i| word(count + i)).1.opens_group()
            {
                (count, lex) = ENGLISH.longest(|i| word(i).filter(|_| i == 0));
            }
            let last = raw[at + count - 1];
            let opening = matches!(token.shape, Shape::Mark('“' | '«'));
            let closing = matches!(token.shape, Shape::Mark('”' | '»'));
            let toggles = matches!(token.shape, Shape::Mark('"'));
            quoted = if opening {
                true
            } else if closing {
                false
            } else {
                quoted
            };
            let capital = self.text[token.start..].starts_with(char::is_uppercase);
            self.units.push(Unit {
                start: token.start,
                end: last.end,
                shape: token.shape,
                lex,
                capital,
                shouted: false,
                quoted: quoted && !opening && !toggles,
            });
            quoted ^= toggles;
            at += count;
        }
    }

    /// A heading is short, ends without a full stop and tells no story: no finite verb in lower
    /// case stands in it, or all of it is in capitals.
    fn kind(&self, first: usize, is_item: bool, is_title: bool, line: &str) -> LineKind {
        const LONGEST_HEADING: usize = 120;
        let line = line.trim_end();
        let short = line.chars().count() <= LONGEST_HEADING;
        let ends = line.ends_with(['.', '!', '?', ';', ',', '"', '”']);
        if is_item {
            LineKind::Item
        } else if short && !ends && (is_title || !self.tells(first, line)) {
            LineKind::Heading
        } else {
            LineKind::Prose
        }
    }

    /// The first line of a report, alone before a blank line or a paragraph much longer than itself, is its
    /// title: the body tells it again. The publisher's name and the day may stand before it, and the day behind.
    fn is_title(&self, line: &Range<usize>) -> bool {
        let before = self.text[..line.start].trim();
        let few = before.lines().take(MASTHEAD + 1).count() <= MASTHEAD;
        let masthead = few && before.lines().any(is_day);
        if !before.is_empty() && !masthead {
            return false;
        }
        let after = self.text[line.end..].trim_start_matches([' ', '\t', '\r']);
        let apart = before.is_empty() && after.starts_with('\n');
        let told = |line: &&str| !line.trim().is_empty() && !is_day(line);
        let width = self.text[line.clone()].trim().chars().count();
        let body = after.lines().take(MASTHEAD).find(told);
        let body = body.is_some_and(|next| is_wider(next, width));
        (apart || body) && after.trim().len() > line.len()
    }

    fn tells(&self, first: usize, line: &str) -> bool {
        let shouting = !self.shouts && !line.chars().any(char::is_lowercase);
        // "Targeted killings", "Civilian casualties": words for harm that nothing counts.
        let numbered = self.units[first..]
            .iter()
            .any(|u| u.lex.number.is_some() || matches!(u.shape, Shape::Number(_)));
        let counted = self.units[first..].iter().any(|u| {
            let lex = u.lex;
            let named = lex.act_noun.is_some() || lex.nominal.is_some() || lex.remains.is_some();
            (lex.state.is_some() || lex.remains.is_some()) && (numbered || !named)
                || lex.harm.is_some()
                || lex.suffers.is_some()
                || lex.nobody.is_some()
        });
        let after_colon = line
            .split_once(':')
            .is_some_and(|(_, rest)| rest.trim().len() > 20);
        !shouting && (counted || after_colon)
    }

    fn add_sentences(&mut self, first: usize, line: usize, kind: LineKind) {
        let end = self.units.len();
        let mut start = if kind == LineKind::Prose {
            self.after_dateline(first)
        } else {
            first
        };
        let mut opens = true;
        let mut carried = None;
        let mut closed = false;
        let body = start..end;
        for at in body {
            let unit = &self.units[at];
            if !unit.is_any(CLOSERS) {
                closed = unit.is_any(&['.', '!', '?', '؟', '…']);
            }
            let too_long = self.is_too_long(start..at + 1);
            if at + 1 == end || too_long || closed && self.next_may_open(at, end) {
                let units = start..at + 1;
                start = at + 1;
                let own = if opens {
                    self.label(units.clone(), kind)
                } else {
                    at..at
                };
                if own.end == at && !own.is_empty() && start < end && self.units[at].is('.') {
                    // "Taji. A rocket fell on a farm.": the label is a sentence of its own.
                    let first = carried.take().map_or(own.start, |c: Range<usize>| c.start);
                    carried = Some(first..own.end);
                    continue;
                }
                let label = carried.take().unwrap_or(own);
                self.sentences.push(Sentence {
                    units,
                    line,
                    kind,
                    opens,
                    label,
                });
                opens = false;
            }
        }
    }

    /// Nobody writes sentences of so many words; a table or a text made to be slow does. The layers
    /// above look back and forth within a sentence, so its length must have an end.
    fn is_too_long(&self, sentence: Range<usize>) -> bool {
        const LONG: usize = 600;
        const LONGEST: usize = 800;
        let parts = || self.units[sentence.end - 1].is_any(&[',', ';', ':', ')', '|', '/']);
        sentence.len() >= LONGEST || sentence.len() >= LONG && parts()
    }

    /// Whether what follows unit `at`, a closing mark or a quotation mark or bracket after one, can
    /// open a sentence.
    fn next_may_open(&self, at: usize, end: usize) -> bool {
        let unit = &self.units[at];
        let next = &self.units[at + 1..end];
        let Some(following) = next.first() else {
            return true;
        };
        // A quotation mark that touches the full stop closes this sentence; it does not open one.
        if following.is_any(CLOSERS) && following.start == unit.end {
            return false;
        }
        let opener = if following.is_any(&['"', '“', '(', '«', '[']) {
            next.get(1).unwrap_or(following)
        } else {
            following
        };
        let starts = opener.capital
            || matches!(opener.shape, Shape::Number(_) | Shape::Clock(_))
            || opener.is_any(&['@', '#'])
            || !opener.lex.gram.has(Gram::AND) && following.is_any(&['“', '"']);
        starts && following.start > unit.end
    }

    /// "al-Numan", "ez-Zor"
    fn is_name_with_article(&self, unit: &Unit) -> bool {
        let word = &self.text[unit.start..unit.end];
        word.split_once('-').is_some_and(|(article, name)| {
            article.len() <= 3 && name.starts_with(char::is_uppercase)
        })
    }

    /// Where a report begins behind its dateline ("KYIV, Nov 6 (Northline) - ").
    fn after_dateline(&self, first: usize) -> usize {
        let opening = self.units.get(first);
        let shouts = opening.is_some_and(|u| {
            let word = &self.text[u.start..u.end];
            word.chars().count() > 2 && word.chars().all(|c| !c.is_lowercase())
        });
        let bracketed = opening.is_some_and(|u| u.is('('));
        if !shouts && !bracketed {
            return first;
        }
        let line = &self.units[first..];
        let label = self.label(first..self.units.len(), LineKind::Prose);
        // "MON: Binnish." opens an entry of a log.
        let dated = opening.is_some_and(|u| u.lex.time.is_some());
        let town = first == 0 && shouts && !dated && !self.goes_on_in_labels();
        let ends = |u: &Unit| dateline::is_dash(u) || town && u.is(':');
        let labelled = (!label.is_empty()).then(|| label.len());
        let labelled = labelled.filter(|at| line.get(*at).is_some_and(ends));
        let Some(dash) = labelled.or_else(|| dateline::dash(line, first == 0)) else {
            return first;
        };
        let body = dash + 1;
        dateline::after_remarks(&line[body..]).map_or(first, |length| first + body + length)
    }

    /// Whether lines below the first open in capitals with a colon behind, as those of a bulletin do; or all
    /// is in capitals.
    fn goes_on_in_labels(&self) -> bool {
        const LONGEST: usize = 40;
        let labelled = |line: &str| {
            let label = line.split_once(':').map_or("", |(label, _)| label);
            let capitals = !label.contains(char::is_lowercase);
            label.contains(char::is_uppercase) && label.len() <= LONGEST && capitals
        };
        self.shouts || self.text.lines().skip(1).any(labelled)
    }

    /// The bar that closes the cells before a row's last one.
    fn last_cell(&self, sentence: Range<usize>) -> Option<usize> {
        const LONGEST_CELLS: usize = 24;
        let mut cells = sentence.take(LONGEST_CELLS);
        cells.rfind(|at| self.units[*at].is('|'))
    }

    /// A label is a few capitalised words before a colon, a dash or (in a list) a full stop.
    fn label(&self, sentence: Range<usize>, kind: LineKind) -> Range<usize> {
        const LONGEST_LABEL: usize = 12;
        let none = sentence.start..sentence.start;
        let first = &self.units[sentence.start];
        let dated = is_numeric(first.shape);
        // "1:05 p.m., Tamra, Dori quarter. Two men ...": an entry of a log.
        let clocked = matches!(first.shape, Shape::Clock(_));
        let longest_alone = if clocked { 10 } else { 4 };
        if kind == LineKind::Heading || !first.capital && !dated && !clocked {
            return none;
        }
        if let Some(cell) = self.last_cell(sentence.clone()) {
            return sentence.start..cell;
        }
        for at in sentence.clone().skip(1).take(LONGEST_LABEL) {
            let unit = &self.units[at];
            let spaced = unit.start > self.units[at - 1].end;
            // "Gaza (Deir al Balah)."
            let bracketed = self.units[at - 1].is(')');
            let longest_alone = if bracketed { 8 } else { longest_alone };
            let short_sentence = unit.is('.')
                && at + 1 == sentence.end
                && at - sentence.start <= longest_alone
                && !self.is_common_word(sentence.start..at);
            // "28 July - 3 August: ...": the dash joins two dates.
            let dates = dated && self.units.get(at + 1).is_some_and(|u| is_numeric(u.shape));
            let dash = unit.is_any(&['-', '–', '—']) && spaced;
            // "4-5 August:"
            let days = dates && unit.is_any(&['-', '–']) && is_numeric(self.units[at - 1].shape);
            let names = unit.is(':') && self.dates_name(sentence.clone(), at)
                || dash && self.dates_label(sentence.clone(), at);
            if dash && dates || days || names {
                continue;
            }
            if unit.is(':') || dash || short_sentence {
                let named = (sentence.start..at).any(|i| self.units[i].capital);
                return if named { sentence.start..at } else { none };
            }
            // "0915 hrs, Halun bazaar:"
            let site = unit.lex.target.is_some() && self.units[at - 1].capital;
            // "Coyuca de Benites"
            let word = &self.text[unit.start..unit.end];
            let particle = self.units[at - 1].capital
                && matches!(
                    word,
                    "de" | "del" | "da" | "do" | "dos" | "di" | "du" | "la" | "el" | "al"
                );
            let name_like = unit.capital
                || particle
                || site
                || self.is_name_with_article(unit)
                || unit.has(
                    Gram::GENERIC_PLACE
                        .with(Gram::DEFINITE)
                        .with(Gram::LOCATIVE)
                        .with(Gram::SPEAKER),
                )
                || unit.is_any(&[',', '/', '(', ')', '.'])
                || clocked && unit.lex.time.is_some()
                || matches!(
                    unit.shape,
                    Shape::Number(_) | Shape::Clock(_) | Shape::Measure | Shape::Date
                );
            if !name_like {
                return none;
            }
        }
        none
    }
}

impl Segments<'_> {
    /// "in Sat Pyar Kyin": a short word between a preposition of place and a capital is no weekday.
    pub fn names_by_weekday(&self, at: usize) -> bool {
        const LONGEST: usize = 5;
        let led = at.checked_sub(1).map_or("", |before| self.low(before));
        let next = self.units.get(at + 1);
        self.low(at).len() <= LONGEST
            && matches!(
                led,
                "in" | "at" | "near" | "of" | "outside" | "around" | "from" | "to"
            )
            && next.is_some_and(|u| u.capital && u.shape == Shape::Word && u.lex.time.is_none())
    }

    /// "MON: Binnish.": a day and a name alone behind the colon at `colon` are one label.
    fn dates_name(&self, sentence: Range<usize>, colon: usize) -> bool {
        const LONGEST: usize = 3;
        let dated = |u: &Unit| u.lex.time.is_some() || is_numeric(u.shape);
        let name = colon + 1..sentence.end - 1;
        self.units[sentence.end - 1].is('.')
            && (1..=LONGEST).contains(&name.len())
            && self.units[sentence.start..colon].iter().all(dated)
            && self.units[name]
                .iter()
                .all(|u| u.capital && u.shape == Shape::Word)
    }

    /// "6 Oct – Bani Hushaysh, Sanaa:": a day before the dash at `dash` and names up to the colon.
    fn dates_label(&self, sentence: Range<usize>, dash: usize) -> bool {
        const LONGEST: usize = 7;
        let dated = |u: &Unit| u.lex.time.is_some() || is_numeric(u.shape);
        let rest = &self.units[dash + 1..sentence.end.min(dash + 1 + LONGEST)];
        let Some(colon) = rest.iter().position(|u| u.is(':')).filter(|at| *at > 0) else {
            return false;
        };
        let name = |u: &Unit| u.capital && u.shape == Shape::Word || u.is(',');
        self.units[sentence.start..dash].iter().all(dated) && rest[..colon].iter().all(name)
    }

    /// "So.": one word that ordinary print writes small is no label.
    fn is_common_word(&self, words: Range<usize>) -> bool {
        let plain = |i: usize| self.units[i].lex.is_unknown() && upper::is_common(self.low(i));
        words.len() == 1 && plain(words.start)
    }
}

fn is_numeric(shape: Shape) -> bool {
    matches!(shape, Shape::Number(_) | Shape::Date | Shape::Ordinal(_))
}

fn leading_space(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let shown: Vec<&str> = segments
            .sentences
            .iter()
            .map(|s| segments.words(s.units.clone()))
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        check(
            "Dr. Haddad spoke. Two died at 9 a.m. on Friday. \"They came,\" he said.",
            &[
                "Dr. Haddad spoke.",
                "Two died at 9 a.m. on Friday.",
                "\"They came,\" he said.",
            ],
        );
        check(
            "\"We counted ten.\" She left.",
            &["\"We counted ten.\"", "She left."],
        );
        check(
            "U.N. officials said 2.5 million fled.",
            &["U.N. officials said 2.5 million fled."],
        );
    }

    #[test]
    fn a_wrapped_paragraph_is_one_line_and_a_list_is_not() {
        check(
            "The ministry said in a long statement that the shells had hit\nthe market.\n- Idlib: 3 dead\n- Hama: 2 dead",
            &[
                "The ministry said in a long statement that the shells had hit\nthe market.",
                "Idlib: 3 dead",
                "Hama: 2 dead",
            ],
        );
    }

    #[test]
    fn labels_and_kinds() {
        let segments = segment(
            "DAILY NOTE\n\nKunduz, Imam Sahib: a mine killed two.\nThe rest: nothing was reported from there.",
        );
        let kinds: Vec<LineKind> = segments.sentences.iter().map(|s| s.kind).collect();
        assert_eq!(kinds, [LineKind::Heading, LineKind::Prose, LineKind::Prose]);
        assert_eq!(
            segments.words(segments.sentences[1].label.clone()),
            "Kunduz, Imam Sahib"
        );
    }

    #[test]
    fn broken_lines_with_blank_ones_between_paragraphs_are_paragraphs() {
        let text = "   QARNUB, 3 MAY 90 (RADIO) -- [REPORT] [TEXT] THE GARRISON REPORTED THAT SHELLS\n\
            FELL ON THE TOWN.  IT ADDED THAT THE ROAD TO THE COAST REMAINED CLOSED TO ALL.\n\
            THE GARRISON ALSO SAID THAT THE MARKET WAS BURNED DOWN BY UNKNOWN GUNMEN\n\
            AND THAT ITS OWNER HAD LEFT THE TOWN SOME DAYS BEFORE WITH HIS FAMILY AND ALL\n\
            THAT THEY COULD CARRY.\n\n   A WITNESS SAID THAT THE TOWN HAS BEEN WITHOUT WATER AND LIGHT SINCE THE DAY\n\
            BEFORE.  THE MAYOR HAS ASKED FOR A TRUCE SO THAT THE WOUNDED CAN BE CARRIED TO\n\
            THE COAST.\n";
        let segments = segment(text);
        let lines: Vec<usize> = segments.sentences.iter().map(|s| s.line).collect();
        assert_eq!(lines, [0, 0, 0, 1, 1]);
        let first = segments.sentences[0].units.start;
        assert_eq!(segments.words(first..first + 3), "THE GARRISON REPORTED");
    }

    #[test]
    fn rows_of_a_table_and_items_with_numbers_are_lines_of_their_own() {
        let segments = segment(
            "02/05/2021 | Kuala, Bassa | Gunmen attacked at night; eleven villagers were killed\n\
             03/05/2021 | Gora | a bomber struck\n\n\
             1. On Monday a long line of trucks was held up at the bridge of the town\n\
             2. On Tuesday nothing was reported from anywhere in the whole district at all.\n\
             28 July - 3 August: nothing came from there.",
        );
        let labels: Vec<&str> = segments
            .sentences
            .iter()
            .map(|s| segments.words(s.label.clone()))
            .collect();
        let rows = ["02/05/2021 | Kuala, Bassa", "03/05/2021 | Gora"];
        assert_eq!(labels, [rows[0], rows[1], "", "", "28 July - 3 August"]);
    }

    #[test]
    fn posts_of_a_thread_lose_their_numbers_and_are_prose() {
        let segments = segment(
            "Thread on the strike in the harbour (I was there)\n\n1/ Two boats burned.\n2/ Nobody died.\n(3/4) More soon.\n4/4 Done.",
        );
        let shown: Vec<(&str, LineKind)> = segments
            .sentences
            .iter()
            .skip(1)
            .map(|s| (segments.words(s.units.clone()), s.kind))
            .collect();
        let prose = |text| (text, LineKind::Prose);
        let posts = ["Two boats burned.", "Nobody died.", "More soon.", "Done."];
        assert_eq!(shown, posts.map(prose));
    }

    #[test]
    fn quotation_is_marked() {
        let segments = segment("He said \"ten were killed\" there and “two more” here.");
        let quoted: Vec<&str> = segments
            .units
            .iter()
            .filter(|u| u.quoted)
            .map(|u| &segments.text[u.start..u.end])
            .collect();
        assert_eq!(quoted, ["ten", "were", "killed", "two", "more"]);
    }
}
