use std::ops::Range;

use super::columns::{is_at_gaps, is_blank, past_other_languages, words_between};
use super::label::{Label, past_marks};
use super::line::DocumentLayout;
use super::page::Row;

/// How far right of a label its value may begin, in widths of the document.
const FARTHEST_RIGHT: f32 = 0.3;

/// How far below a label its value may begin, in heights of capitals.
const FARTHEST_BELOW: f32 = 1.9;

/// How far two left edges of one column may differ, in widths of the document.
const COLUMN_SLACK: f32 = 0.03;

/// A part of a row.
pub(super) type Place = (usize, Range<usize>);

/// The rows with their labels and what values have taken of them.
pub(super) struct Page<'a> {
    pub(super) rows: &'a [Row],
    /// By row, from left to right.
    labels: Vec<Vec<Label>>,
    taken: Vec<Vec<Range<usize>>>,
}

impl<'a> Page<'a> {
    pub(super) fn new(rows: &'a [Row], labels: Vec<Label>) -> Self {
        let mut by_row: Vec<Vec<Label>> = vec![Vec::new(); rows.len()];
        for label in labels {
            if let Some(row) = by_row.get_mut(label.row) {
                row.push(label);
            }
        }
        for row in &mut by_row {
            row.sort_by_key(|label| label.characters.start);
        }
        Self {
            rows,
            labels: by_row,
            taken: vec![Vec::new(); rows.len()],
        }
    }

    /// All labels, row by row.
    pub(super) fn labels(&self) -> Vec<Label> {
        self.labels.iter().flatten().cloned().collect()
    }

    /// Keeps a part of a row for one value.
    pub(super) fn take(&mut self, (row, characters): Place) {
        if let Some(taken) = self.taken.get_mut(row) {
            taken.push(characters);
        }
    }

    /// The parts of a row that are neither labels nor taken, from left to right.
    pub(super) fn free(&self, row: usize) -> Vec<Range<usize>> {
        let length = self.rows.get(row).map_or(0, |row| row.text.len());
        let labels = self.labels.get(row).into_iter().flatten();
        let taken = self.taken.get(row).into_iter().flatten();
        let mut covered: Vec<Range<usize>> = labels
            .map(|label| label.characters.clone())
            .chain(taken.cloned())
            .collect();
        covered.sort_by_key(|range| range.start);
        let mut found = Vec::new();
        let mut start = 0;
        for range in covered {
            if range.start > start {
                found.push(start..range.start);
            }
            start = start.max(range.end);
        }
        if length > start {
            found.push(start..length);
        }
        found.retain(|range| self.has_letters(row, range));
        found
    }

    fn has_letters(&self, row: usize, range: &Range<usize>) -> bool {
        self.rows
            .get(row)
            .is_some_and(|row| row.slice(range).iter().any(|c| c.is_alphanumeric()))
    }

    /// Where the value of a label can be, the likeliest place first.
    pub(super) fn places(&self, label: &Label, layout: DocumentLayout) -> Vec<Place> {
        let (behind, beside, below) = (self.behind(label), self.beside(label), self.below(label));
        if self.may_be_label(label, layout) {
            return below.into_iter().chain(beside).chain(behind).collect();
        }
        let mut places: Vec<Place> = behind.into_iter().collect();
        let is_numbered = label.anchor == super::field::Anchor::Number;
        if is_numbered {
            places.extend(beside);
        } else if matches!(
            layout,
            DocumentLayout::NorthAmericanCard | DocumentLayout::DrivingLicence
        ) {
            places.extend(beside.into_iter().chain(below));
        } else {
            places.extend(below.into_iter().chain(beside));
        }
        places
    }

    /// What follows the label in its own row, up to the next label.
    pub(super) fn behind(&self, label: &Label) -> Option<Place> {
        let row = self.rows.get(label.row)?;
        let chunk = self
            .free(label.row)
            .into_iter()
            .find(|chunk| chunk.start == label.characters.end)?;
        let start = chunk.start + past_other_languages(row.slice(&chunk));
        let start = start + past_marks(row.slice(&(start..chunk.end)));
        (start < chunk.end).then_some((label.row, start..chunk.end))
    }

    /// Whether what follows a label in its row looks like more of the label, in another language:
    /// small letters on a document that prints values below their labels.
    pub(super) fn may_be_label(&self, label: &Label, layout: DocumentLayout) -> bool {
        let is_above = matches!(layout, DocumentLayout::TravelDocument | DocumentLayout::Any);
        let Some((row, place)) = self.rows.get(label.row).zip(self.behind(label)) else {
            return false;
        };
        let between = row.slice(&(label.characters.end..place.1.start));
        let has_small = row.slice(&place.1).iter().any(|c| c.is_lowercase());
        is_above
            && label.anchor == super::field::Anchor::Label
            && has_small
            && !between.contains(&':')
    }

    /// The nearest row that begins right of the label at its height.
    fn beside(&self, label: &Label) -> Option<Place> {
        let own = self.rows.get(label.row)?;
        let is_last = self
            .labels
            .get(label.row)
            .and_then(|labels| labels.last())
            .is_some_and(|last| last.characters == label.characters);
        if !is_last || self.behind(label).is_some() {
            return None;
        }
        let nearest = self
            .rows
            .iter()
            .enumerate()
            .filter(|(place, row)| *place != label.row && row.is_beside(own))
            .filter(|(_, row)| (-COLUMN_SLACK..FARTHEST_RIGHT).contains(&(row.left - own.right)))
            .min_by(|(_, a), (_, b)| a.left.total_cmp(&b.left))?;
        let chunk = self.free(nearest.0).into_iter().next()?;
        let leads = nearest
            .1
            .slice(&(0..chunk.start))
            .iter()
            .all(|c| !c.is_alphanumeric());
        leads.then_some((nearest.0, chunk))
    }

    /// What stands below the label in its column: the words that begin inside the column. Where
    /// a line is cut off, there has to be another label that the other words belong to. For a date,
    /// which shows by its form where it is, the whole line as well.
    fn below(&self, label: &Label) -> Vec<Place> {
        let Some(own) = self.rows.get(label.row) else {
            return Vec::new();
        };
        let left = own.x_at(label.characters.start) - COLUMN_SLACK;
        let right = self.next_column(label).unwrap_or(f32::INFINITY) - COLUMN_SLACK / 2.0;
        let is_dated = label.meaning.is_date();
        let has_column_before = self.has_column_before(label);
        let nearest_end = own.x_at(label.characters.end).max(left + 0.15);
        let mut candidates: Vec<(usize, &Row)> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(place, row)| *place != label.row && self.is_below(own, row))
            .filter(|(_, row)| row.left < right && row.right > left)
            .collect();
        candidates.sort_by(|(_, a), (_, b)| a.top.total_cmp(&b.top));
        let mut places = Vec::new();
        for (place, row) in candidates.into_iter().take(3) {
            let in_column = |range: &Range<usize>| {
                let (from, to) = (row.x_at(range.start), row.x_at(range.end));
                from < nearest_end.min(right) && to > left
            };
            let labels = self.labels.get(place).into_iter().flatten();
            if labels.into_iter().any(|label| in_column(&label.characters)) {
                break;
            }
            for chunk in self
                .free(place)
                .into_iter()
                .filter(|chunk| in_column(chunk))
            {
                let column = words_between(row, &chunk, left, right);
                let column = column.filter(|column| {
                    let before = row.slice(&(chunk.start..column.start));
                    (has_column_before || is_blank(before)) && is_at_gaps(row, &chunk, column)
                });
                let is_whole = column.as_ref() == Some(&chunk);
                places.extend(column.map(|column| (place, column)));
                if is_dated && !is_whole {
                    places.push((place, chunk));
                }
            }
            if !places.is_empty() {
                break;
            }
        }
        places
    }

    fn is_below(&self, above: &Row, row: &Row) -> bool {
        let height = above.height().max(row.height());
        let gap = row.top - above.bottom;
        gap > -0.5 * above.height().min(row.height()) && gap < FARTHEST_BELOW * height
    }

    /// Whether another label stands left of this one at its height.
    fn has_column_before(&self, label: &Label) -> bool {
        let Some(own) = self.rows.get(label.row) else {
            return false;
        };
        let start = own.x_at(label.characters.start);
        self.labels.iter().flatten().any(|other| {
            let is_before = |row: &Row| {
                row.is_beside(own) && row.x_at(other.characters.start) < start - COLUMN_SLACK
            };
            match other.row == label.row {
                true => other.characters.end <= label.characters.start,
                false => self.rows.get(other.row).is_some_and(is_before),
            }
        })
    }

    /// Left edge of the next label at the height of this one.
    fn next_column(&self, label: &Label) -> Option<f32> {
        let own = self.rows.get(label.row)?;
        let end = own.x_at(label.characters.end);
        self.labels
            .iter()
            .flatten()
            .filter_map(|other| {
                let row = self.rows.get(other.row)?;
                let is_next = other.row == label.row
                    && other.characters.start >= label.characters.end
                    || other.row != label.row && row.is_beside(own);
                let left = row.x_at(other.characters.start);
                (is_next && left > end - COLUMN_SLACK).then_some(left)
            })
            .min_by(f32::total_cmp)
    }

    /// The next line of a value: just below, as high, at the same left edge and without a label.
    pub(super) fn line_below(&self, (place, characters): &Place, gap: f32) -> Option<Place> {
        let own = self.rows.get(*place)?;
        let left = own.x_at(characters.start);
        let (place, row) = self
            .rows
            .iter()
            .enumerate()
            .filter(|(other, row)| other != place && row.top > own.top + 0.5 * own.height())
            .filter(|(_, row)| row.top - own.bottom < gap * own.height())
            .filter(|(_, row)| (row.left - left).abs() < COLUMN_SLACK)
            .min_by(|(_, a), (_, b)| a.top.total_cmp(&b.top))?;
        let is_alike = (0.7..1.43).contains(&(row.height() / own.height().max(f32::EPSILON)));
        let is_free = self.labels.get(place).is_some_and(Vec::is_empty);
        let whole = 0..row.text.len();
        let is_whole = self.free(place) == [whole.clone()];
        (is_alike && is_free && is_whole).then_some((place, whole))
    }

    /// The row straight above one, if it stands in the same column.
    pub(super) fn line_above(&self, place: usize) -> Option<usize> {
        let own = self.rows.get(place)?;
        self.rows
            .iter()
            .enumerate()
            .filter(|(other, row)| *other != place && row.bottom < own.bottom - 0.5 * own.height())
            // A long value is printed smaller to fit.
            .filter(|(_, row)| own.top - row.bottom < 1.2 * own.height().max(row.height()))
            .filter(|(_, row)| (row.left - own.left).abs() < COLUMN_SLACK)
            .max_by(|(_, a), (_, b)| a.top.total_cmp(&b.top))
            .map(|(other, _)| other)
    }
}
