use std::fmt;

use credence_types::FaceMetric;
use zeroize::Zeroize;

/// More values than any recogniser gives.
const MOST_VALUES: usize = 4096;

/// What a recogniser says of a face: a point, near the points of the same person's other pictures.
///
/// Special category data: printing it shows nothing, and it is wiped when dropped.
#[derive(Clone)]
pub struct Template(Vec<f32>);

impl Template {
    /// From stored values; `None` when there are none or too many, or one is no number.
    #[must_use]
    pub fn from_values(values: Vec<f32>) -> Option<Self> {
        let fits = (1..=MOST_VALUES).contains(&values.len());
        // Made first, so that what is refused is wiped as well.
        let template = Self(values);
        let is_sound = fits && template.0.iter().all(|value| value.is_finite());
        is_sound.then_some(template)
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.0
    }

    /// How far the other is, in a metric, to four decimals; `None` between templates of different
    /// models, and where one has no direction.
    #[must_use]
    pub fn distance(&self, other: &Self, metric: FaceMetric) -> Option<f64> {
        metric.distance(&self.0, &other.0)
    }
}

impl Drop for Template {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Template")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(values: &[f32]) -> Template {
        Template::from_values(values.to_vec()).unwrap()
    }

    #[test]
    fn templates_of_different_models_have_no_distance() {
        let (a, b) = (template(&[3.0, 0.0]), template(&[0.0, 4.0]));
        assert_eq!(a.distance(&b, FaceMetric::Euclidean), Some(5.0));
        assert_eq!(a.distance(&template(&[3.0]), FaceMetric::Euclidean), None);
    }

    #[test]
    fn what_is_no_template_is_refused() {
        assert!(Template::from_values(Vec::new()).is_none());
        assert!(Template::from_values(vec![f32::NAN]).is_none());
        assert!(Template::from_values(vec![0.0; MOST_VALUES + 1]).is_none());
    }

    #[test]
    fn printing_shows_nothing() {
        assert_eq!(format!("{:?}", template(&[3.0])), "Template");
    }
}
