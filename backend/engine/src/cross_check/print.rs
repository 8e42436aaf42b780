use std::cmp::Ordering;

use credence_documents::printed::{DocumentLayout, PrintedField, lay_out};
use credence_documents::{DocumentFields, FieldKey};
use credence_types::{CalendarDate, CaptureStep, FieldSighting, FieldSource, Redacted};
use credence_vision::printed::{PrintSighting, PrintedPage};

use super::contradiction::Place;
use super::span::belongs_to_other;
use crate::photograph::Photograph;
use crate::places;

/// The printed text of the document's pictures.
#[derive(Debug)]
pub(crate) struct Print<'a> {
    pages: Vec<Page<'a>>,
}

/// One picture's print with the fields found in it.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) step: CaptureStep,
    print: &'a PrintedPage,
    pub(super) fields: Vec<PrintedField>,
}

/// A text that was looked for, where it fits best.
#[derive(Debug)]
pub(super) struct Found<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) sighting: PrintSighting,
}

/// Certainty of a character from which it was read.
pub(super) const CERTAIN: f32 = 0.8;
/// A page of which fewer characters were read says nothing about what it lacks.
const FEWEST_CHARACTERS: usize = 30;
/// Fewer fields may be found in any text.
const FEWEST_FIELDS: usize = 3;
/// So many other fields of a source found on a legible page make it certain that the page is that
/// source's, so that a name which is not there is another one.
const ENOUGH_OTHERS: usize = 3;
/// Certainty of a field below which it is none of the document's, but noise.
const LEAST_CERTAIN: f32 = 0.5;

impl<'a> Print<'a> {
    /// Reads the pictures, the front first.
    pub(crate) fn read(
        images: impl Iterator<Item = &'a Photograph>,
        layout: DocumentLayout,
        today: CalendarDate,
    ) -> Self {
        let page = |image: &'a Photograph| {
            let print = image.print();
            Page {
                step: image.step,
                print,
                fields: lay_out(&print.prints(), layout, today),
            }
        };
        Self {
            pages: images.map(page).collect(),
        }
    }

    /// The field as the layout has it, from the first page that has it.
    pub(super) fn field(&self, key: FieldKey) -> Option<(&Page<'a>, &PrintedField)> {
        self.pages.iter().find_map(|page| {
            let mut fields = page.fields.iter();
            Some((page, fields.find(|field| field.key == key)?))
        })
    }

    /// The fields that were read for certain.
    pub(crate) fn certain_fields(&self) -> DocumentFields {
        let pages = self.pages.iter().rev();
        let fields = pages.flat_map(|page| &page.fields);
        fields
            .filter(|field| field.confidence >= CERTAIN)
            .map(|field| (field.key, field.value.expose().clone()))
            .collect()
    }

    /// The fields that are no noise, as sightings.
    pub(super) fn sightings(&self) -> impl Iterator<Item = (FieldKey, FieldSighting)> {
        self.pages.iter().flat_map(|page| {
            let fields = page.fields.iter();
            let clear = fields.filter(|field| field.confidence >= LEAST_CERTAIN);
            clear.map(|field| (field.key, page.sighting_of(field)))
        })
    }

    /// Whether so much was read so well that print which is missing is missing.
    fn is_legible(&self) -> bool {
        self.pages.iter().any(Page::is_legible)
    }

    /// Whether it is certainly a source's, of which so many fields were found.
    pub(super) fn is_certainly_of(&self, found: usize) -> bool {
        found >= ENOUGH_OTHERS && self.is_legible()
    }

    /// Whether there is text that could be read and fields in it.
    pub(crate) fn is_read(&self) -> bool {
        let fields: usize = self.pages.iter().map(|page| page.fields.len()).sum();
        self.is_legible() && fields >= FEWEST_FIELDS
    }

    /// Where a text may stand on each page, be it in another field's place.
    pub(super) fn anywhere(&self, text: &str) -> Vec<PrintSighting> {
        let pages = self.pages.iter();
        pages.filter_map(|page| page.print.look_for(text)).collect()
    }

    /// The best place of a text (folded capitals, digits and spaces) that is no other field's.
    pub(super) fn look_for(&self, key: FieldKey, text: &str) -> Option<Found<'_>> {
        let found = self.pages.iter().filter_map(|page| {
            let sighting = page.print.look_for(text)?;
            let is_others =
                belongs_to_other(&page.fields, key, sighting.line, &sighting.characters);
            (!is_others).then_some(Found { page, sighting })
        });
        found.max_by(Found::compare)
    }
}

impl Page<'_> {
    fn is_legible(&self) -> bool {
        let lines = self.print.lines.iter();
        let certain = lines
            .flat_map(|line| &line.print.confidence)
            .filter(|certainty| **certainty >= CERTAIN);
        certain.count() >= FEWEST_CHARACTERS
    }

    /// The characters of a field with how sure each is.
    pub(super) fn letters(&self, field: &PrintedField) -> Vec<(char, f32)> {
        let Some(line) = self.print.lines.get(field.line) else {
            return Vec::new();
        };
        let letters = line.print.text.expose().chars();
        let certainties = line.print.confidence.iter().copied();
        let both = letters.zip(certainties);
        both.skip(field.characters.start)
            .take(field.characters.len())
            .collect()
    }

    /// The places that a field of the layout takes.
    pub(super) fn places(&self, field: &PrintedField) -> Vec<Place> {
        let first = (field.line, field.characters.clone());
        let all = std::iter::once(first).chain(field.more_lines.iter().cloned());
        all.map(|(line, characters)| (self.step, line, characters))
            .collect()
    }

    /// A field of the layout as a sighting.
    pub(super) fn sighting_of(&self, field: &PrintedField) -> FieldSighting {
        let quad = self.print.place(field.line, field.characters.clone());
        FieldSighting {
            source: FieldSource::Printed,
            image: Some(self.step),
            value: Redacted::new(field.value.expose().to_string()),
            confidence: Some(places::percent(field.confidence)),
            corners: quad.as_ref().map(places::corners),
        }
    }
}

impl Found<'_> {
    /// One that was seen comes after one that was not, then by likelihood.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let [one, other] = [&self.sighting, &other.sighting];
        let is_seen = one.is_seen().cmp(&other.is_seen());
        is_seen.then(one.likelihood.total_cmp(&other.likelihood))
    }

    pub(super) fn sighting(&self) -> FieldSighting {
        FieldSighting {
            source: FieldSource::Printed,
            image: Some(self.page.step),
            value: self.text(),
            confidence: Some(places::percent(self.sighting.likelihood)),
            corners: Some(places::corners(&self.sighting.corners)),
        }
    }

    /// What stands there, as it was read.
    pub(super) fn text(&self) -> Redacted<String> {
        Redacted::new(self.sighting.read.expose().trim().to_owned())
    }

    /// How sure the least certain character there is.
    pub(super) fn certainty(&self) -> f32 {
        let line = self.page.print.lines.get(self.sighting.line);
        let confidence = line.and_then(|line| {
            let range = self.sighting.characters.clone();
            line.print.confidence.get(range)
        });
        confidence
            .filter(|confidence| !confidence.is_empty())
            .map_or(0.0, |confidence| {
                confidence.iter().copied().fold(1.0, f32::min)
            })
    }
}
