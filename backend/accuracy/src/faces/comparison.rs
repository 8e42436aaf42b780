use std::collections::BTreeSet;
use std::sync::Arc;

/// Distances are told to four decimals, in the service as here.
pub(crate) const STEP: f64 = 1e-4;
/// Beyond every metric's distances.
const FARTHEST: f64 = 1e6;

/// Two pictures of which it is known whether they show one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    distance: f64,
    is_same: bool,
    labels: Vec<Option<Arc<str>>>,
}

impl Comparison {
    /// A comparison; its distance is rounded to four decimals, as the service does. `labels` come in
    /// the order of the columns that they are pushed under. `None` for what is no distance.
    #[must_use]
    pub fn new(distance: f64, is_same: bool, labels: Vec<Option<Arc<str>>>) -> Option<Self> {
        (0.0..=FARTHEST).contains(&distance).then(|| Self {
            distance: rounded(distance),
            is_same,
            labels,
        })
    }

    /// How far apart the faces are.
    #[must_use]
    pub const fn distance(&self) -> f64 {
        self.distance
    }

    /// Whether both show one person.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.is_same
    }

    fn label(&self, column: usize) -> Option<&str> {
        self.labels.get(column)?.as_deref()
    }
}

/// To four decimals.
pub(crate) fn rounded(distance: f64) -> f64 {
    (distance / STEP).round() * STEP
}

/// Labelled comparisons, with the names of their labels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparisons {
    columns: Vec<String>,
    list: Vec<Comparison>,
}

impl Comparisons {
    /// None yet, of pairs labelled by these columns.
    #[must_use]
    pub fn new(columns: Vec<String>) -> Self {
        Self {
            columns,
            list: Vec::new(),
        }
    }

    /// Adds one.
    pub fn push(&mut self, comparison: Comparison) {
        self.list.push(comparison);
    }

    /// Adds another list; labels of a column go where this list has a column of that name, and a
    /// column that it lacks is added.
    pub fn append(&mut self, other: Self) {
        let places: Vec<usize> = other.columns.iter().map(|name| self.place(name)).collect();
        for comparison in other.list {
            let mut labels = vec![None; self.columns.len()];
            for (place, label) in places.iter().zip(comparison.labels) {
                if let Some(slot) = labels.get_mut(*place) {
                    *slot = label;
                }
            }
            self.list.push(Comparison {
                labels,
                ..comparison
            });
        }
    }

    fn place(&mut self, name: &str) -> usize {
        let known = self.columns.iter().position(|column| column == name);
        known.unwrap_or_else(|| {
            self.columns.push(name.to_owned());
            self.columns.len() - 1
        })
    }

    /// The comparisons.
    #[must_use]
    pub fn list(&self) -> &[Comparison] {
        &self.list
    }

    /// The names of the labels.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The values of a column, in order.
    pub(crate) fn values(&self, column: usize) -> BTreeSet<&str> {
        self.list
            .iter()
            .filter_map(|comparison| comparison.label(column))
            .collect()
    }

    /// The comparisons with a value in a column.
    pub(crate) fn of<'a>(
        &'a self,
        column: usize,
        value: &'a str,
    ) -> impl Iterator<Item = &'a Comparison> {
        self.list
            .iter()
            .filter(move |comparison| comparison.label(column) == Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(distance: f64, labels: &[&str]) -> Comparison {
        let labels = labels.iter().map(|label| Some(Arc::from(*label))).collect();
        Comparison::new(distance, true, labels).unwrap()
    }

    #[test]
    fn what_is_no_distance_is_no_comparison() {
        for distance in [f64::NAN, f64::INFINITY, -0.1, 1e9] {
            assert_eq!(Comparison::new(distance, true, Vec::new()), None);
        }
        let rounded = Comparison::new(0.450_04, true, Vec::new()).unwrap();
        assert!((rounded.distance() - 0.45).abs() < 1e-12);
    }

    #[test]
    fn labels_of_appended_comparisons_go_under_their_columns() {
        let mut first = Comparisons::new(vec!["group".to_owned()]);
        first.push(comparison(0.1, &["a"]));
        let columns = ["document_country", "group"].map(str::to_owned);
        let mut second = Comparisons::new(columns.to_vec());
        second.push(comparison(0.2, &["GBR", "b"]));
        first.append(second);
        assert_eq!(first.columns(), ["group", "document_country"]);
        assert_eq!(first.values(0).into_iter().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(first.of(1, "GBR").count(), 1);
    }
}
