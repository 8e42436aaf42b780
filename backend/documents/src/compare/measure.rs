use super::equality::Equality;
use crate::aamva;

/// Hundredths of a centimetre that one measure may differ from the other after rounding to whole
/// inches and whole centimetres.
const HEIGHT_TOLERANCE: i32 = 160;
/// Thousandths of a pound that a weight in whole kilograms may differ from one in whole pounds.
const WEIGHT_TOLERANCE: i32 = 2_205;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Imperial(i32),
    Metric(i32),
    /// Kilograms from and to, element DCE.
    Range(i32, i32),
}

/// Compares heights in inches or centimetres, in whatever form.
pub(super) fn compare_heights(left: &str, right: &str) -> Equality {
    compare(left, right, height, |inches, centimetres| {
        (inches * 254 - centimetres * 100).abs() <= HEIGHT_TOLERANCE
    })
}

/// Compares weights in pounds or kilograms, or with a range of kilograms.
pub(super) fn compare_weights(left: &str, right: &str) -> Equality {
    compare(left, right, weight, |pounds, kilograms| {
        (pounds * 1_000 - kilograms * 2_205).abs() <= WEIGHT_TOLERANCE
    })
}

fn compare(
    left: &str,
    right: &str,
    read: impl Fn(&str) -> Option<Measure>,
    is_near: impl Fn(i32, i32) -> bool,
) -> Equality {
    use Measure::{Imperial, Metric, Range};
    let (Some(left), Some(right)) = (read(left), read(right)) else {
        return Equality::NotComparable;
    };
    let shortened = |agrees| match agrees {
        true => Equality::SameShortened,
        false => Equality::Different,
    };
    match (left, right) {
        _ if left == right => Equality::Same,
        (Imperial(imperial), Metric(metric)) | (Metric(metric), Imperial(imperial)) => {
            match is_near(imperial, metric) {
                true => Equality::Same,
                false => Equality::Different,
            }
        }
        (Range(from, to), Metric(metric)) | (Metric(metric), Range(from, to)) => {
            shortened((from..=to).contains(&metric))
        }
        (Range(from, to), Imperial(imperial)) | (Imperial(imperial), Range(from, to)) => {
            shortened((from..=to).any(|metric| is_near(imperial, metric)))
        }
        (Imperial(_), Imperial(_)) | (Metric(_), Metric(_)) | (Range(..), Range(..)) => {
            Equality::Different
        }
    }
}

/// `5'-10"`, `070 IN`, `178 CM`, `1.78 m`.
fn height(text: &str) -> Option<Measure> {
    let plain: String = text
        .chars()
        .map(|character| match character {
            '’' | '′' | '‘' | '´' => '\'',
            '”' | '″' | '“' => '"',
            ',' => '.',
            other => other,
        })
        .collect();
    let plain = plain.trim().to_uppercase();
    let in_metres = plain
        .strip_suffix('M')
        .and_then(|text| text.trim().strip_prefix("1.").map(str::to_owned))
        .filter(|rest| rest.len() == 2);
    if let Some(rest) = in_metres {
        return Some(Measure::Metric(100 + rest.parse::<i32>().ok()?));
    }
    with_unit(&aamva::height(&plain)?, "IN", "CM")
}

/// `160 LB`, `160`, `73 KG`, `71-86 KG`, `UP TO 31 KG`, `146+ KG`.
fn weight(text: &str) -> Option<Measure> {
    let text = text.trim().to_uppercase();
    if let Some(kilograms) = text.strip_suffix("KG").map(str::trim) {
        if let Some((from, to)) = kilograms.split_once('-') {
            return Measure::Range(from.parse().ok()?, to.parse().ok()?).bounded();
        }
        if let Some(to) = kilograms.strip_prefix("UP TO ") {
            return Measure::Range(0, to.parse().ok()?).bounded();
        }
        if let Some(from) = kilograms.strip_suffix('+') {
            return Measure::Range(from.parse().ok()?, 999).bounded();
        }
    }
    with_unit(&aamva::weight(&text, "LB")?, "LB", "KG")
}

fn with_unit(text: &str, imperial: &str, metric: &str) -> Option<Measure> {
    let (count, unit) = text.split_once(' ')?;
    let count = count.parse().ok()?;
    match unit {
        _ if unit == imperial => Some(Measure::Imperial(count)),
        _ if unit == metric => Some(Measure::Metric(count)),
        _ => None,
    }
}

impl Measure {
    /// A range that a person's weight may lie in; larger numbers are no weight.
    fn bounded(self) -> Option<Self> {
        match self {
            Self::Range(from, to) if (0..=to).contains(&from) && to <= 999 => Some(self),
            Self::Range(..) => None,
            Self::Imperial(_) | Self::Metric(_) => Some(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_agree_across_units_and_forms() {
        use Equality::{Different, NotComparable, Same};
        for (left, right, expected) in [
            ("070 IN", "5'-10\"", Same),
            ("070 IN", "5’10”", Same),
            ("070 IN", "178 CM", Same),
            ("070 IN", "177 cm", Same),
            ("070 IN", "180 CM", Different),
            ("070 IN", "071 IN", Different),
            ("178 CM", "1.78 m", Same),
            ("178 CM", "1,78 M", Same),
            ("178 CM", "1.79 m", Different),
            ("070 IN", "TALL", NotComparable),
        ] {
            assert_eq!(compare_heights(left, right), expected, "{left} {right}");
            assert_eq!(compare_heights(right, left), expected, "{left} {right}");
        }
    }

    #[test]
    fn weights_agree_across_units_and_ranges() {
        use Equality::{Different, NotComparable, Same, SameShortened};
        for (left, right, expected) in [
            ("160 LB", "160 lbs", Same),
            ("160 LB", "160", Same),
            ("160 LB", "073 KG", Same),
            ("160 LB", "075 KG", Different),
            ("160 LB", "161 LB", Different),
            ("71-86 KG", "160 LB", SameShortened),
            ("71-86 KG", "087 KG", Different),
            ("UP TO 31 KG", "030 KG", SameShortened),
            ("146+ KG", "350 LB", SameShortened),
            ("71-86 KG", "71-86 KG", Same),
            ("99999999999-1 KG", "160 LB", NotComparable),
        ] {
            assert_eq!(compare_weights(left, right), expected, "{left} {right}");
            assert_eq!(compare_weights(right, left), expected, "{left} {right}");
        }
    }
}
