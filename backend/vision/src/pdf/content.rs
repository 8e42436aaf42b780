use super::document::{Document, Stream};
use super::object::{Dictionary, Object};
use super::page::Page;
use super::parser::{Parser, Token, is_space};
use crate::decode::DecodeError;

/// Pictures on a page: scanners cut a page into a few strips.
const MAX_DRAWINGS: usize = 64;
/// Forms that are opened, and how deep in each other.
const MAX_FORMS: u32 = 64;
const MAX_FORM_DEPTH: u32 = 6;
/// Saved states that lie on each other.
const MAX_SAVED: usize = 64;
/// What a stream of operators may unpack to.
const MAX_CONTENT_BYTES: usize = 8 << 20;

/// An affine map (8.3.4): `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const UNCHANGED: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This map, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = other.0;
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    pub(super) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The way back; `None` where the map flattens everything.
    pub(super) fn inverse(self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.0;
        let area = a * d - b * c;
        (area.is_finite() && area.abs() > 1e-9).then(|| {
            Self([
                d / area,
                -b / area,
                -c / area,
                a / area,
                (c * f - d * e) / area,
                (b * e - a * f) / area,
            ])
        })
    }

    pub(super) fn area(self) -> f64 {
        let [a, b, c, d, _, _] = self.0;
        (a * d - b * c).abs()
    }
}

/// A picture on a page: the object, and where its unit square comes to lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Drawing {
    pub(super) image: u32,
    pub(super) matrix: Matrix,
}

/// Reads a page's operators for the pictures that they draw; all others change nothing.
pub(super) fn drawings<'d>(
    document: &'d Document<'_>,
    page: &Page<'d>,
) -> Result<Vec<Drawing>, DecodeError> {
    let mut reader = Reader {
        document,
        drawings: Vec::new(),
        forms: 0,
    };
    let mut content = Vec::new();
    let parts = match &page.contents {
        Some(Object::Array(parts)) => parts.clone(),
        Some(reference @ Object::Reference(number)) => match document.object(*number) {
            Some(Object::Array(parts)) => parts,
            _ => vec![reference.clone()],
        },
        _ => Vec::new(),
    };
    // The parts make one stream, and may be cut anywhere between two words (7.8.2).
    for part in parts {
        let Object::Reference(number) = part else {
            continue;
        };
        let Some(stream) = document.stream(number) else {
            continue;
        };
        let room = MAX_CONTENT_BYTES.saturating_sub(content.len());
        let part = document.unpacked(&stream, room)?;
        // What is not packed is not cut off either.
        content.extend(part.iter().take(room));
        document.spend_unpacking(part.len().min(room))?;
        content.push(b'\n');
    }
    reader.run(&content, &page.resources, Matrix::UNCHANGED, 0)?;
    Ok(reader.drawings)
}

struct Reader<'p, 'a> {
    document: &'p Document<'a>,
    drawings: Vec<Drawing>,
    forms: u32,
}

impl Reader<'_, '_> {
    fn run(
        &mut self,
        content: &[u8],
        resources: &Dictionary<'_>,
        matrix: Matrix,
        depth: u32,
    ) -> Result<(), DecodeError> {
        self.document.spend(content.len())?;
        let mut parser = Parser::new(content, 0);
        let mut operands: Vec<Object<'_>> = Vec::new();
        let mut saved = Vec::new();
        let mut matrix = matrix;
        while parser.at < content.len() {
            let before = parser.at;
            let token = parser.token();
            parser.at = parser.at.max(before + 1);
            match token {
                Some(Token::Value(value)) => {
                    if operands.len() < MAX_SAVED {
                        operands.push(value);
                    }
                    continue;
                }
                Some(Token::Operator(b"q")) if saved.len() < MAX_SAVED => saved.push(matrix),
                Some(Token::Operator(b"q")) => return Err(DecodeError::TooManyParts),
                Some(Token::Operator(b"Q")) => matrix = saved.pop().unwrap_or(matrix),
                Some(Token::Operator(b"cm")) => {
                    if let Some(change) = numbers(&operands) {
                        matrix = change.then(matrix);
                    }
                }
                Some(Token::Operator(b"Do")) => {
                    if let Some(Object::Name(name)) = operands.last() {
                        self.draw(&name.clone(), resources, matrix, depth)?;
                    }
                }
                Some(Token::Operator(b"ID")) => {
                    parser.at = end_of_inline_image(content, parser.at);
                }
                Some(Token::Operator(_)) | None => {}
            }
            operands.clear();
        }
        Ok(())
    }

    fn draw(
        &mut self,
        name: &[u8],
        resources: &Dictionary<'_>,
        matrix: Matrix,
        depth: u32,
    ) -> Result<(), DecodeError> {
        let document = self.document;
        let named = document.entry(resources, "XObject");
        let Some(Object::Dictionary(named)) = named else {
            return Ok(());
        };
        let found = named.entries().find(|(key, _)| *key == name);
        let Some((_, &Object::Reference(number))) = found else {
            return Ok(());
        };
        let Some(stream) = document.stream(number) else {
            return Ok(());
        };
        if stream.dictionary.is("Subtype", "Image") {
            if self.drawings.len() == MAX_DRAWINGS {
                return Err(DecodeError::TooManyParts);
            }
            self.drawings.push(Drawing {
                image: number,
                matrix,
            });
        } else if stream.dictionary.is("Subtype", "Form") {
            self.open_form(&stream, resources, matrix, depth)?;
        }
        Ok(())
    }

    fn open_form(
        &mut self,
        stream: &Stream<'_>,
        outer: &Dictionary<'_>,
        matrix: Matrix,
        depth: u32,
    ) -> Result<(), DecodeError> {
        self.forms += 1;
        if depth >= MAX_FORM_DEPTH || self.forms > MAX_FORMS {
            return Err(DecodeError::TooManyParts);
        }
        let document = self.document;
        let own = match document.entry(&stream.dictionary, "Matrix") {
            Some(Object::Array(values)) => numbers(&values).unwrap_or(Matrix::UNCHANGED),
            _ => Matrix::UNCHANGED,
        };
        let content = document.unpacked(stream, MAX_CONTENT_BYTES)?;
        let inner = match document.entry(&stream.dictionary, "Resources") {
            Some(Object::Dictionary(inner)) => inner,
            _ => return self.run(&content, outer, own.then(matrix), depth + 1),
        };
        self.run(&content, &inner, own.then(matrix), depth + 1)
    }
}

/// The last six operands.
fn numbers(values: &[Object<'_>]) -> Option<Matrix> {
    let last = values.last_chunk::<6>()?;
    let mut matrix = [0.0; 6];
    for (into, value) in matrix.iter_mut().zip(last) {
        *into = value.number()?.clamp(-1e6, 1e6);
    }
    Some(Matrix(matrix))
}

/// 8.9.7: the bytes of an inline image are no operators.
fn end_of_inline_image(content: &[u8], at: usize) -> usize {
    let rest = content.get(at..).unwrap_or_default();
    let end = rest.windows(4).position(|window| match window {
        &[before, b'E', b'I', after] => is_space(before) && is_space(after),
        _ => false,
    });
    end.map_or(content.len(), |end| at + end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_joined_and_undone() {
        let turned = Matrix([0.0, 2.0, -2.0, 0.0, 5.0, 7.0]);
        let moved = Matrix([1.0, 0.0, 0.0, 1.0, 10.0, 20.0]);
        assert_eq!(turned.then(moved).apply(1.0, 0.0), (15.0, 29.0));
        let back = turned.inverse().unwrap();
        assert_eq!(turned.then(back), Matrix::UNCHANGED);
        assert_eq!(Matrix([1.0, 1.0, 1.0, 1.0, 0.0, 0.0]).inverse(), None);
    }

    #[test]
    fn inline_images_are_stepped_over() {
        let content = b"BI /W 1 ID \x01EI\x02 Do\nEI q";
        let at = end_of_inline_image(content, 11);
        assert_eq!(&content[at..], b" q");
        assert_eq!(end_of_inline_image(b"no end", 0), 6);
    }
}
