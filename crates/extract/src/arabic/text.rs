//! An Arabic text cut into tokens, lines, sentences and labels.

use std::ops::Range;

use tollbook_record::Quote;

use super::token::{Kind, Token, tokens};

/// A sentence, or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, without the bullet or number of an item.
    pub tokens: Range<usize>,
    /// The number of its line.
    pub line: usize,
    /// Whether it opens its line.
    pub opens: bool,
    /// Whether its line is an item of a list.
    pub item: bool,
    /// Tokens of a label at its start ("أريحا:"), without the mark that ends it.
    pub label: Range<usize>,
}

impl Sentence {
    /// The tokens behind the label and its mark.
    pub fn body(&self) -> Range<usize> {
        let skip = if self.label.is_empty() { 0 } else { 1 };
        (self.label.end + skip).clamp(self.tokens.start, self.tokens.end)..self.tokens.end
    }
}

/// A text cut into tokens and sentences.
pub struct Text<'a> {
    /// The text as it stands.
    pub raw: &'a str,
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// All sentences in order.
    pub sentences: Vec<Sentence>,
}

impl Text<'_> {
    /// The folded form of token `at`; empty past the end.
    pub fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.form.as_str())
    }

    /// The words of a range of bytes; `None` if it is empty.
    pub fn quote(&self, bytes: Range<usize>) -> Option<Quote> {
        Quote::new(self.raw, bytes)
    }
}

/// The longest label, in tokens.
const LONGEST_LABEL: usize = 7;

/// Cuts `raw`.
pub fn cut(raw: &str) -> Text<'_> {
    let mut text = Text {
        raw,
        tokens: tokens(raw),
        sentences: Vec::new(),
    };
    let mut from = 0;
    let mut line = 0;
    let mut end = 0;
    for words in raw.split_inclusive('\n') {
        end += words.len();
        let rest = &text.tokens[from..];
        let to = from + rest.partition_point(|t| t.start < end);
        if to > from {
            text.add_line(from..to, line);
            line += 1;
        }
        from = to;
    }
    text
}

impl Text<'_> {
    fn add_line(&mut self, tokens: Range<usize>, line: usize) {
        let bullet = self.bullet(&tokens);
        let first = tokens.start + bullet.unwrap_or(0);
        let mut start = first;
        let mut opens = true;
        for at in first..tokens.end {
            if self.ends_sentence(at, tokens.end) || at + 1 == tokens.end {
                self.add(start..at + 1, line, opens, bullet.is_some());
                start = at + 1;
                opens = false;
            }
        }
    }

    fn add(&mut self, tokens: Range<usize>, line: usize, opens: bool, item: bool) {
        let label = match opens {
            true => self.label(&tokens),
            false => tokens.start..tokens.start,
        };
        self.sentences.push(Sentence {
            tokens,
            line,
            opens,
            item,
            label,
        });
    }

    /// How many tokens the bullet or the number of an item takes, if the line is one.
    fn bullet(&self, line: &Range<usize>) -> Option<usize> {
        let first = &self.tokens[line.start];
        match first.kind {
            Kind::Mark(c) if is_bullet(c) => {
                let marks = line.clone().take_while(|&i| self.is_bullet(i));
                Some(marks.count().min(line.len() - 1).max(1))
            }
            // "أولاً - قوات التحالف: ...", "ثانياً: مديرية الدريهمي"
            Kind::Word if is_ordinal(&first.form) => {
                let next = self.tokens.get(line.start + 1)?;
                (line.len() > 2 && (next.is(':') || next.is('-') || next.is('–') || next.is('.')))
                    .then_some(2)
            }
            Kind::Number => {
                let next = self.tokens.get(line.start + 1)?;
                let closes = next.is(')') || next.is('-') || next.is('.');
                (line.len() > 2 && closes && first.form.len() <= 2).then_some(2)
            }
            _ => None,
        }
    }

    fn is_bullet(&self, at: usize) -> bool {
        matches!(self.tokens[at].kind, Kind::Mark(c) if is_bullet(c))
    }

    /// Whether a sentence ends with this token of a line that ends before `end`.
    fn ends_sentence(&self, at: usize, end: usize) -> bool {
        let Kind::Mark(c) = self.tokens[at].kind else {
            return false;
        };
        if matches!(c, '"' | '”' | '»' | ')') && at > 0 {
            return self.is_stop(at - 1) && at + 1 < end;
        }
        let next = self.tokens.get(at + 1).filter(|_| at + 1 < end);
        let closed =
            next.is_some_and(|t| t.is('"') || t.is('”') || t.is('»') || t.is(')') || t.is(c));
        self.is_stop(at) && !closed
    }

    fn is_stop(&self, at: usize) -> bool {
        let is_mark = |t: &Token| matches!(t.kind, Kind::Mark('.' | '؟' | '?' | '!' | '…' | '۔'));
        // "د. سمير": a full stop behind a lone letter is an abbreviation's.
        let lone = at > 0
            && self.tokens[at].is('.')
            && self.tokens[at - 1].form.chars().count() == 1
            && self.tokens[at - 1].kind == Kind::Word;
        is_mark(&self.tokens[at]) && !lone
    }

    /// The label at the start of a line: words before a colon, a bar, or a dash with blanks around it.
    fn label(&self, tokens: &Range<usize>) -> Range<usize> {
        let mut end = tokens.end.min(tokens.start + LONGEST_LABEL + 1);
        let mut next = tokens.start;
        while next < end {
            let at = next;
            next += 1;
            let Kind::Mark(c) = self.tokens[at].kind else {
                continue;
            };
            let ends = match c {
                ':' | '|' => true,
                '-' | '–' | '—' | '/' => self.stands_apart(at),
                _ => false,
            };
            if ends && at > tokens.start && at + 1 < tokens.end {
                return tokens.start..at;
            }
            // "الخرطوم 3/3 (وكالة الأنباء) - ...": whose report it is.
            if c == '('
                && let Some(closed) =
                    (next..tokens.end.min(next + LONGEST_LABEL)).find(|&i| self.tokens[i].is(')'))
            {
                end = tokens.end.min(end + closed + 1 - at);
                next = closed + 1;
                continue;
            }
            // "مصدر محلي لـ«الصدى»: ...": a name in quotation marks.
            if matches!(c, '"' | '«') {
                let close = if c == '«' { '»' } else { '"' };
                match (next..end).find(|&i| self.tokens[i].is(close)) {
                    Some(closed) => next = closed + 1,
                    None => break,
                }
            }
            if matches!(c, '،' | ',' | '.' | '؛') {
                break;
            }
        }
        tokens.start..tokens.start
    }

    /// Whether a mark has blanks on both sides.
    fn stands_apart(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
        blank(self.raw[..token.start].chars().next_back())
            && blank(self.raw[token.end..].chars().next())
    }
}

fn is_ordinal(form: &str) -> bool {
    matches!(
        form,
        "اولا"
            | "ثانيا"
            | "ثالثا"
            | "رابعا"
            | "خامسا"
            | "سادسا"
            | "سابعا"
            | "ثامنا"
            | "تاسعا"
            | "عاشرا"
    )
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '-' | '–' | '—' | '*' | '●' | '▪' | '■' | '◾' | '·' | '‼' | '⁉'
    ) || !c.is_alphanumeric() && c as u32 >= 0x2190
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(raw: &str) -> Vec<String> {
        let text = cut(raw);
        let words = |tokens: Range<usize>| match tokens.is_empty() {
            true => "",
            false => &raw[text.tokens[tokens.start].start..text.tokens[tokens.end - 1].end],
        };
        let line = |s: &Sentence| {
            let mark = if s.item { "*" } else { "" };
            format!("{mark}[{}] {}", words(s.label.clone()), words(s.body()))
        };
        text.sentences.iter().map(line).collect()
    }

    #[test]
    fn lines_sentences_and_labels() {
        assert_eq!(
            shown(
                "عاجل | غارة على البلدة. وقال د. سمير.\n1) أريحا: قتيلان.\n• جريح\nدرعا - قُتل رجل .. والطيران"
            ),
            [
                "[عاجل] غارة على البلدة.",
                "[] وقال د. سمير.",
                "*[أريحا] قتيلان.",
                "*[] جريح",
                "[درعا] قُتل رجل ..",
                "[] والطيران"
            ]
        );
    }
}
