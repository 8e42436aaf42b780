use credence_documents::printed::edit_distance;
use credence_testkit::geometry::Quad as TrueQuad;
use credence_testkit::scene::SceneField;
use credence_vision::Quad;
use credence_vision::printed::PrintedPage;

/// A character belongs to a field when its middle lies so many capitals' heights beside it.
const BESIDE: f32 = 0.35;
/// And so many above or below its own height.
const ABOVE: f32 = 0.45;

/// What was read where a field stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldText {
    pub(super) key: &'static str,
    pub(super) printed: String,
    pub(super) read: String,
    /// Characters to change, insert or leave out.
    pub(super) errors: usize,
    /// Height of its capitals in picture pixels.
    pub(super) capitals: f32,
}

impl FieldText {
    /// Characters printed.
    pub(super) fn length(&self) -> usize {
        self.printed.chars().count()
    }
}

/// Every field of a photograph beside what was read in its place.
pub(super) fn texts(page: &PrintedPage, fields: &[SceneField]) -> Vec<FieldText> {
    let places = places(page);
    fields.iter().map(|field| text(&places, field)).collect()
}

/// A character in the picture: its line, its middle, what it is.
struct Place {
    line: usize,
    middle: (f32, f32),
    character: char,
}

fn places(page: &PrintedPage) -> Vec<Place> {
    let mut places = Vec::new();
    for (line, printed) in page.lines.iter().enumerate() {
        for (index, character) in printed.print.text.expose().chars().enumerate() {
            if let Some(quad) = page.place(line, index..index + 1) {
                places.push(Place {
                    line,
                    middle: middle(&quad),
                    character,
                });
            }
        }
    }
    places
}

fn middle(quad: &Quad) -> (f32, f32) {
    let [a, b, c, d] = quad.0;
    ((a.x + b.x + c.x + d.x) / 4.0, (a.y + b.y + c.y + d.y) / 4.0)
}

fn text(places: &[Place], field: &SceneField) -> FieldText {
    let frame = Frame::of(&field.quad);
    let mut inside: Vec<(usize, f32, char)> = places
        .iter()
        .filter_map(|place| {
            let along = frame.along(place.middle)?;
            Some((place.line, along, place.character))
        })
        .collect();
    // A field may be read as several lines; each stays in its own order.
    inside.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut lines: Vec<usize> = Vec::new();
    for (line, ..) in &inside {
        if !lines.contains(line) {
            lines.push(*line);
        }
    }
    let pieces: Vec<String> = lines
        .iter()
        .map(|line| {
            let own = inside.iter().filter(|place| place.0 == *line);
            own.map(|place| place.2).collect()
        })
        .collect();
    let (printed, read) = (plain(&field.text), plain(&pieces.join(" ")));
    FieldText {
        key: field.key,
        errors: distance(&printed, &read),
        printed,
        read,
        capitals: frame.capitals,
    }
}

/// A field's own directions.
struct Frame {
    origin: (f32, f32),
    across: (f32, f32),
    down: (f32, f32),
    width: f32,
    capitals: f32,
}

impl Frame {
    fn of(quad: &TrueQuad) -> Self {
        let [upper_left, upper_right, _, lower_left] = quad.0;
        let across = (upper_right.x - upper_left.x, upper_right.y - upper_left.y);
        let down = (lower_left.x - upper_left.x, lower_left.y - upper_left.y);
        Self {
            origin: (upper_left.x, upper_left.y),
            across,
            down,
            width: across.0.hypot(across.1).max(1.0),
            capitals: down.0.hypot(down.1).max(1.0),
        }
    }

    /// How far along the field a place lies, in its width; none beside, above or below it.
    fn along(&self, place: (f32, f32)) -> Option<f32> {
        // Corners of drawings count from the pixel's edge, those of pictures from its middle.
        let (x, y) = (place.0 + 0.5 - self.origin.0, place.1 + 0.5 - self.origin.1);
        let determinant = self.across.0 * self.down.1 - self.across.1 * self.down.0;
        let along = (x * self.down.1 - y * self.down.0) / determinant;
        let below = (self.across.0 * y - self.across.1 * x) / determinant;
        let room = BESIDE * self.capitals / self.width;
        let is_inside =
            (-room..=1.0 + room).contains(&along) && (-ABOVE..=1.0 + ABOVE).contains(&below);
        is_inside.then_some(along)
    }
}

/// Text with single blanks, and one kind of apostrophe and of dash.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace(['’', '‘', '`', '´'], "'");
    let text = text.replace(['–', '—'], "-").replace(['”', '“'], "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters to change, insert or leave out.
fn distance(one: &str, other: &str) -> usize {
    let mut letters: Vec<char> = Vec::new();
    let mut numbered = |text: &str| -> Vec<u8> {
        let number = |letter: char| {
            let known = letters.iter().position(|known| *known == letter);
            let place = known.unwrap_or_else(|| {
                letters.push(letter);
                letters.len() - 1
            });
            u8::try_from(place).unwrap_or(u8::MAX)
        };
        text.chars().map(number).collect()
    };
    let (one, other) = (numbered(one), numbered(other));
    let limit = one.len().max(other.len());
    edit_distance(&one, &other, limit).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use credence_testkit::geometry::Point;

    use super::*;

    #[test]
    fn distances_count_letters_not_bytes() {
        assert_eq!(distance("DVOŘÁK", "DVORAK"), 2);
        assert_eq!(distance("ANNA", ""), 4);
        assert_eq!(distance("ANNA", "ANNA"), 0);
    }

    #[test]
    fn a_field_holds_the_characters_in_its_place() {
        let corner = |x, y| Point::new(x, y);
        let quad = [
            corner(10.0, 10.0),
            corner(50.0, 10.0),
            corner(50.0, 20.0),
            corner(10.0, 20.0),
        ];
        let field = SceneField {
            key: "id",
            text: "A 1".to_owned(),
            quad: TrueQuad(quad),
        };
        let place = |line, x, y, character| Place {
            line,
            middle: (x, y),
            character,
        };
        let places = [
            place(0, 2.0, 15.0, 'X'),
            place(0, 14.0, 15.0, 'A'),
            place(1, 40.0, 14.0, '1'),
            place(2, 30.0, 3.0, 'Y'),
        ];
        let found = text(&places, &field);
        assert_eq!((found.read.as_str(), found.errors), ("A 1", 0));
    }
}
