//! A PDF to a smaller one that holds nothing but its text.
//!
//! Forms are written into the page in place, so that no file can refer to itself; colours, pictures
//! and paths are left out, since the layout engine panics on kinds it does not know and no word
//! depends on them; fonts are copied with what they refer to, unpacked within limits.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, Stream, dictionary};

use super::MAX_STREAM;

/// How deep forms may stand in forms.
const MAX_FORMS: usize = 8;

/// The most operators that all pages together may unfold to.
const MAX_OPERATIONS: usize = 2_000_000;

/// The most bytes that all pages' operators together may unfold to.
const MAX_UNFOLDED: usize = 128 << 20;

/// How far up the page tree resources are looked for.
const MAX_PARENTS: usize = 64;

/// The most objects that the fonts may consist of, and the most bytes of their streams.
const MAX_FONT_OBJECTS: usize = 20_000;
const MAX_FONT_BYTES: usize = 64 << 20;

/// The bytes of the smaller file; `None` if the file goes beyond a limit or cannot be followed.
pub(super) fn rewrite(pdf: &Pdf) -> Option<Vec<u8>> {
    let mut writer = Writer {
        from: pdf,
        to: Pdf::with_version("1.5"),
        fonts: HashMap::new(),
        operations: 0,
        unfolded: 0,
        font_bytes: 0,
    };
    writer.to.max_id = pdf.max_id;
    let root = writer.to.new_object_id();
    let pages: Vec<ObjectId> = pdf
        .page_iter()
        .map(|page| writer.page(page, root))
        .collect::<Option<_>>()?;
    let kids: Vec<Object> = pages.iter().map(|&id| id.into()).collect();
    writer.to.objects.insert(
        root,
        Object::Dictionary(dictionary! {
            "Type" => "Pages",
            "Count" => kids.len() as i64,
            "Kids" => kids,
        }),
    );
    let catalog = writer
        .to
        .add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    writer.to.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    writer.to.save_to(&mut bytes).ok()?;
    Some(bytes)
}

struct Writer<'a> {
    from: &'a Pdf,
    to: Pdf,
    /// The name that each font has in the new file, by where the old file has it.
    fonts: HashMap<FontKey, String>,
    operations: usize,
    unfolded: usize,
    font_bytes: usize,
}

/// A font is known by its object, or, where it stands in the resources themselves, by the page or
/// form and its name there.
#[derive(Clone, PartialEq, Eq, Hash)]
enum FontKey {
    Object(ObjectId),
    Inline(ObjectId, Vec<u8>),
}

/// Where a stream of operators stands.
struct Scope<'a> {
    /// The page and the forms that are open, outermost first.
    open: Vec<ObjectId>,
    resources: Option<&'a Dictionary>,
}

/// What is written so far of one page.
#[derive(Default)]
struct Page {
    operations: Vec<Operation>,
    fonts: Dictionary,
}

impl<'a> Writer<'a> {
    fn page(&mut self, page: ObjectId, parent: ObjectId) -> Option<ObjectId> {
        let content = self
            .from
            .get_page_content_with_limit(page, MAX_STREAM)
            .ok()?;
        let scope = Scope {
            open: vec![page],
            resources: self.page_resources(page),
        };
        let mut written = Page::default();
        self.unfold(&content, &scope, &mut written)?;
        let content = Content {
            operations: written.operations,
        };
        let content = self
            .to
            .add_object(Stream::new(Dictionary::new(), content.encode().ok()?));
        Some(self.to.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => parent,
            "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
            "Resources" => dictionary! { "Font" => written.fonts },
            "Contents" => content,
        }))
    }

    fn page_resources(&self, page: ObjectId) -> Option<&'a Dictionary> {
        let mut dict = self.from.get_dictionary(page).ok()?;
        for _ in 0..MAX_PARENTS {
            if let Some(found) = self.dict(dict, b"Resources") {
                return Some(found);
            }
            dict = self.dict(dict, b"Parent")?;
        }
        None
    }

    fn dict(&self, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        let value = of.get(key).ok()?;
        self.from.dereference(value).ok()?.1.as_dict().ok()
    }

    /// Writes the text operators of `content`, and those of its forms in their place. Depth is
    /// bounded by [`MAX_FORMS`], so the recursion is.
    fn unfold(&mut self, content: &[u8], scope: &Scope<'a>, page: &mut Page) -> Option<()> {
        self.unfolded += content.len();
        if self.unfolded > MAX_UNFOLDED {
            return None;
        }
        let decoded = Content::decode(content).ok()?;
        let mut open = 0usize;
        // Text before a font is chosen has no letters; the layout engine would panic on it.
        let mut has_font = vec![false];
        for operation in decoded.operations {
            self.operations += 1;
            if self.operations > MAX_OPERATIONS {
                return None;
            }
            match operation.operator.as_str() {
                "q" => {
                    open += 1;
                    has_font.push(has_font.last().copied().unwrap_or(false));
                    page.operations.push(operation);
                }
                "Q" if open > 0 => {
                    open -= 1;
                    has_font.pop();
                    page.operations.push(operation);
                }
                "Tf" => {
                    if let Some(chosen) = self.font(&operation, scope, page) {
                        page.operations.push(chosen);
                        has_font.pop();
                        has_font.push(true);
                    }
                }
                "Tj" | "TJ" | "'" | "\"" if has_font.last() == Some(&true) => {
                    page.operations.extend(sound(operation));
                }
                "Do" if scope.open.len() <= MAX_FORMS => self.form(&operation, scope, page)?,
                "BT" | "ET" | "T*" | "cm" | "Tc" | "Tw" | "Tz" | "TL" | "Ts" | "Td" | "TD"
                | "Tm" => {
                    page.operations.extend(sound(operation));
                }
                _ => {}
            }
        }
        (0..open).for_each(|_| page.operations.push(Operation::new("Q", Vec::new())));
        Some(())
    }

    fn form(&mut self, operation: &Operation, scope: &Scope<'a>, page: &mut Page) -> Option<()> {
        let Some((id, form)) = self.form_named(operation, scope) else {
            return Some(());
        };
        if scope.open.contains(&id) {
            return Some(());
        }
        let content = form.get_plain_content_with_limit(MAX_STREAM).ok()?;
        page.operations.push(Operation::new("q", Vec::new()));
        if let Ok(matrix) = form.dict.get(b"Matrix").and_then(Object::as_array) {
            let place = Operation::new("cm", matrix.clone());
            page.operations.extend(sound(place));
        }
        let inner = Scope {
            open: scope.open.iter().copied().chain([id]).collect(),
            resources: self.dict(&form.dict, b"Resources").or(scope.resources),
        };
        self.unfold(&content, &inner, page)?;
        page.operations.push(Operation::new("Q", Vec::new()));
        Some(())
    }

    fn form_named(
        &self,
        operation: &Operation,
        scope: &Scope<'a>,
    ) -> Option<(ObjectId, &'a Stream)> {
        let name = operation.operands.first()?.as_name().ok()?;
        let forms = self.dict(scope.resources?, b"XObject")?;
        let (id, object) = self.from.dereference(forms.get(name).ok()?).ok()?;
        let stream = object.as_stream().ok()?;
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form");
        is_form.then_some((id?, stream))
    }

    /// The `Tf` operator with the name that the font has in the new file.
    fn font(
        &mut self,
        operation: &Operation,
        scope: &Scope<'a>,
        page: &mut Page,
    ) -> Option<Operation> {
        let [Object::Name(name), size] = operation.operands.as_slice() else {
            return None;
        };
        let size = size.as_float().ok()?;
        let fonts = self.dict(scope.resources?, b"Font")?;
        let (id, object) = self.from.dereference(fonts.get(name).ok()?).ok()?;
        let key = match id {
            Some(id) => FontKey::Object(id),
            None => FontKey::Inline(*scope.open.last()?, name.clone()),
        };
        let font = object.as_dict().ok()?;
        let new_name = match self.fonts.get(&key) {
            Some(known) => known.clone(),
            None => {
                self.copy_referred(font)?;
                let next = format!("F{}", self.fonts.len());
                self.fonts.insert(key, next.clone());
                next
            }
        };
        page.fonts.set(new_name.as_bytes(), font.clone());
        Some(Operation::new(
            "Tf",
            vec![Object::Name(new_name.into_bytes()), size.into()],
        ))
    }

    /// Copies all that a font refers to, under the numbers it has.
    fn copy_referred(&mut self, font: &Dictionary) -> Option<()> {
        let mut waiting = Vec::new();
        font.iter()
            .for_each(|(_, value)| references(value, &mut waiting));
        while let Some(id) = waiting.pop() {
            if self.to.objects.contains_key(&id) {
                continue;
            }
            if self.to.objects.len() > MAX_FONT_OBJECTS {
                return None;
            }
            let Ok(object) = self.from.get_object(id) else {
                continue;
            };
            let mut object = object.clone();
            if let Object::Stream(stream) = &mut object {
                let left = MAX_FONT_BYTES.saturating_sub(self.font_bytes);
                let content = stream.get_plain_content_with_limit(left).ok()?;
                self.font_bytes += content.len();
                stream.dict.remove(b"Filter");
                stream.dict.remove(b"DecodeParms");
                stream.set_content(content);
            }
            references(&object, &mut waiting);
            self.to.objects.insert(id, object);
        }
        Some(())
    }
}

/// An operator whose operands are of the kind and number that it needs; `None` if they are not.
fn sound(operation: Operation) -> Option<Operation> {
    let numbers = |count: usize| {
        let all = operation
            .operands
            .iter()
            .all(|o| o.as_float().is_ok_and(f32::is_finite));
        all && operation.operands.len() == count
    };
    let is_string = |object: &Object| object.as_str().is_ok();
    let is_sound = match operation.operator.as_str() {
        "BT" | "ET" | "T*" => operation.operands.is_empty(),
        "cm" | "Tm" => numbers(6),
        "Td" | "TD" => numbers(2),
        "Tc" | "Tw" | "Tz" | "TL" | "Ts" => numbers(1),
        "Tj" | "'" => matches!(operation.operands.as_slice(), [text] if is_string(text)),
        "\"" => matches!(operation.operands.as_slice(), [word, char, text]
            if word.as_float().is_ok() && char.as_float().is_ok() && is_string(text)),
        "TJ" => matches!(operation.operands.as_slice(), [Object::Array(parts)]
            if parts.iter().all(|part| is_string(part) || part.as_float().is_ok())),
        _ => false,
    };
    is_sound.then_some(operation)
}

/// The objects that `object` refers to. The nesting of one object is bounded by the parser that
/// read it, so the recursion is.
fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| references(value, found)),
        Object::Stream(stream) => stream
            .dict
            .iter()
            .for_each(|(_, value)| references(value, found)),
        _ => {}
    }
}
