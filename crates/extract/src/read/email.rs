//! One e-mail message.

use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use tollbook_record::Publication;

use super::{Document, Fault, Media, html, json, note};

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let message = MessageParser::default()
        .parse(without_mbox_line(bytes))
        .filter(|message| !message.headers().is_empty())
        .ok_or_else(|| Fault::Damaged {
            what: "no message headers".into(),
            remedy: "export the message again as .eml",
        })?;
    let mut document = body(&message)?;
    document.publication = Publication {
        publisher: sender(&message),
        published: message.date().and_then(|sent| {
            Date::new(
                sent.year.try_into().ok()?,
                sent.month.try_into().ok()?,
                sent.day.try_into().ok()?,
            )
            .ok()
        }),
        title: message.subject().map(str::to_owned),
        language: document.publication.language.take(),
        url: None,
    };
    let attached: Vec<String> = message
        .attachments()
        .map(|part| part.attachment_name().unwrap_or("(no name)").to_owned())
        .collect();
    if !attached.is_empty() {
        document.notes.push(note(
            "attachments_not_read",
            format!(
                "The message carries attachments that were not read: {}. Save them and add them as sources of their own.",
                attached.join(", ")
            ),
        ));
    }
    Ok(document)
}

/// Prefers the text part; a message that has only an HTML part is read as a page is.
fn body(message: &Message) -> Result<Document, Fault> {
    let text = message
        .text_part(0)
        .and_then(|part| match &part.body {
            PartType::Text(text) => Some(text.as_ref()),
            _ => None,
        })
        .filter(|text| !text.trim().is_empty());
    if let Some(text) = text {
        return Ok(Document::new(
            Media::Email,
            json::plain_line_ends(text.to_owned()),
        ));
    }
    match message.html_part(0).map(|part| &part.body) {
        Some(PartType::Html(page)) => {
            let mut document = html::read_page(page)?;
            document.media = Media::Email;
            Ok(document)
        }
        _ => Err(Fault::NoText {
            remedy: "if the report is an attachment, save it and add it as a source of its own",
        }),
    }
}

fn sender(message: &Message) -> Option<String> {
    let from = message.from()?.first()?;
    from.name()
        .filter(|words| !words.trim().is_empty())
        .or(from.address())
        .map(str::to_owned)
}

/// A message cut out of a mailbox by hand may still carry the line that divides mailboxes.
fn without_mbox_line(bytes: &[u8]) -> &[u8] {
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    bytes
        .iter()
        .position(|&b| b == b'\n')
        .map_or(bytes, |end| &bytes[end + 1..])
}
