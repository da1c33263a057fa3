//! Sentences of a Universal Dependencies treebank, cut into the extractor's own tokens.

use std::io::Read;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use tollbook_extract::tag::{self, Tag};

/// A sentence with its tree.
pub struct Sentence {
    /// The extractor's tokens.
    pub words: Vec<String>,
    /// Their tags in the treebank.
    pub tags: Vec<Tag>,
    /// The token that each depends on; none for the root.
    pub heads: Vec<Option<usize>>,
    /// How each depends on it.
    pub relations: Vec<String>,
}

/// One line of the file: a word as the treebank cuts it.
struct Row {
    /// Where it stands in the sentence's text.
    span: Range<usize>,
    tag: Tag,
    /// The number of the word it depends on, from 1; 0 for the root.
    head: usize,
    relation: String,
}

/// Reads a gzipped CoNLL-U file.
pub fn read(path: &Path) -> Result<Vec<Sentence>> {
    let packed = std::fs::read(path).with_context(|| path.display().to_string())?;
    let mut text = String::new();
    GzDecoder::new(&packed[..])
        .read_to_string(&mut text)
        .with_context(|| path.display().to_string())?;
    Ok(text.split("\n\n").filter_map(sentence).collect())
}

fn sentence(block: &str) -> Option<Sentence> {
    let (text, rows) = rows(block);
    if rows.is_empty() {
        return None;
    }
    let pieces = tag::cut(&text);
    // The row that stands for each piece; a piece that covers several is what its head is.
    let chosen: Vec<usize> = pieces
        .iter()
        .map(|piece| standing_for(piece, &rows))
        .collect();
    let piece_of = |row: usize| {
        let covers = |piece: &Range<usize>| piece.end > rows[row].span.start;
        pieces.iter().position(covers)
    };
    let heads = chosen.iter().enumerate().map(|(at, row)| {
        let head = rows[*row].head.checked_sub(1)?;
        piece_of(head).filter(|piece| *piece != at)
    });
    let tags = pieces.iter().zip(&chosen).map(|(piece, row)| {
        let row = &rows[*row];
        // A mark within an address or a number is no word.
        let mark = piece.len() < row.span.len()
            && !text[piece.clone()].contains(char::is_alphanumeric)
            && text[row.span.clone()].contains(char::is_alphanumeric);
        if mark { Tag::Mark } else { row.tag }
    });
    Some(Sentence {
        heads: heads.collect(),
        tags: tags.collect(),
        relations: chosen
            .iter()
            .map(|row| rows[*row].relation.clone())
            .collect(),
        words: pieces
            .iter()
            .map(|piece| text[piece.clone()].to_owned())
            .collect(),
    })
}

fn standing_for(piece: &Range<usize>, rows: &[Row]) -> usize {
    let covered: Vec<usize> = (0..rows.len())
        .filter(|row| rows[*row].span.start < piece.end && piece.start < rows[*row].span.end)
        .collect();
    let outside = |row: &usize| {
        let head = rows[*row].head;
        head == 0 || !covered.contains(&(head - 1))
    };
    let word = |row: &usize| rows[*row].tag != Tag::Mark;
    let found = covered.iter().find(|row| outside(row) && word(row));
    *found.or(covered.first()).unwrap_or(&0)
}

fn rows(block: &str) -> (String, Vec<Row>) {
    let mut text = String::new();
    let mut rows = Vec::new();
    // "don't" is one line that spans the lines of "do" and "n't".
    let mut joined: Option<(usize, bool)> = None;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, _, upos, xpos, features, head, relation, _, misc] = &columns[..] else {
            continue;
        };
        let spaced = !misc.contains("SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            joined = last.parse().ok().map(|last| (last, spaced));
            continue;
        }
        let Ok(number) = id.parse::<usize>() else {
            continue;
        };
        let start = text.len();
        text += form;
        rows.push(Row {
            span: start..text.len(),
            tag: tag_of(upos, xpos, features),
            head: head.parse().unwrap_or(0),
            relation: relation.to_owned(),
        });
        let space = match joined {
            Some((last, _)) if number < last => false,
            Some((last, spaced)) if number == last => spaced,
            _ => spaced,
        };
        if space {
            text.push(' ');
        }
    }
    (text, rows)
}

fn tag_of(upos: &str, xpos: &str, features: &str) -> Tag {
    if upos != "VERB" {
        let found = Tag::ALL.iter().find(|tag| tag.upos() == upos);
        return found.copied().unwrap_or(Tag::Other);
    }
    match xpos {
        "VBD" => Tag::Past,
        "VBN" => Tag::Participle,
        "VBZ" | "VBP" => Tag::Present,
        "VBG" => Tag::Ing,
        _ if features.contains("Tense=Past") => Tag::Past,
        _ => Tag::Base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_the_extractor_cuts_them() {
        let row = |id: &str, form: &str, upos: &str, xpos: &str, head: &str, misc: &str| {
            format!("{id}\t{form}\t_\t{upos}\t{xpos}\t_\t{head}\tdep\t_\t{misc}\n")
        };
        let block = row("1", "We", "PRON", "PRP", "4", "_")
            + &row("2-3", "don't", "_", "_", "_", "_")
            + &row("2", "do", "AUX", "VBP", "4", "_")
            + &row("3", "n't", "PART", "RB", "4", "_")
            + &row("4", "run", "VERB", "VB", "0", "_")
            + &row("5", "two", "NUM", "CD", "7", "SpaceAfter=No")
            + &row("6", "-", "PUNCT", "HYPH", "5", "SpaceAfter=No")
            + &row("7", "day", "NOUN", "NN", "8", "_")
            + &row("8", "races", "NOUN", "NNS", "4", "SpaceAfter=No")
            + &row("9", ".", "PUNCT", ".", "4", "_");
        let sentence = sentence(&block).expect("a sentence");
        let shown: Vec<String> = (sentence.words.iter().zip(&sentence.tags))
            .map(|(word, tag)| format!("{word}/{}", tag.upos()))
            .collect();
        assert_eq!(
            shown.join(" "),
            "We/PRON don't/AUX run/VERB two-day/NOUN races/NOUN ./PUNCT"
        );
        assert_eq!(
            sentence.heads,
            [Some(2), Some(2), None, Some(4), Some(2), Some(2)]
        );
    }
}
