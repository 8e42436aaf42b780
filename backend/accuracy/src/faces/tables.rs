//! The tables of a report.

use super::differential::{Differential, Ratio};
use super::distances::Distances;
use super::interval::trials_without_error;
use super::table::{Table, count, interval, one_in, rate};

/// Both rates of error at thresholds.
pub(super) fn at_thresholds(distances: &Distances, thresholds: &[f64]) -> Table {
    let row = |threshold: &f64| {
        let (accepted, matched) = (
            distances.true_matches(*threshold),
            distances.false_matches(*threshold),
        );
        let missed = distances.false_non_matches(*threshold);
        vec![
            format!("{threshold:.4}"),
            rate(accepted),
            interval(accepted),
            rate(missed),
            rate(matched),
            interval(matched),
            count(matched),
        ]
    };
    Table {
        title: "Rates by threshold".to_owned(),
        note: "True accept, false non-match and false match rate in percent, with exact binomial \
               intervals of 95 %."
            .to_owned(),
        columns: vec![
            "up to",
            "TAR %",
            "95 %",
            "FNMR %",
            "FMR %",
            "95 % (FMR)",
            "false matches",
        ],
        rows: thresholds.iter().map(row).collect(),
    }
}

/// True accept rates at false match rates, where there are pairs enough to speak of such a rate.
pub(super) fn at_rates(distances: &Distances) -> Table {
    let row = |wanted: f64| {
        let threshold = distances.threshold_at(wanted);
        let cells = threshold.map(|threshold| {
            let (accepted, matched) = (
                distances.true_matches(threshold),
                distances.false_matches(threshold),
            );
            [
                format!("{threshold:.4}"),
                rate(accepted),
                interval(accepted),
                count(matched),
                interval(matched),
            ]
        });
        let cells = cells.unwrap_or_else(|| std::array::from_fn(|_| "–".to_owned()));
        let needed = trials_without_error(wanted).unwrap_or(u64::MAX);
        let word = if (distances.impostor_pairs() as u64) < needed {
            format!("too few pairs to show it: {needed} needed")
        } else {
            String::new()
        };
        std::iter::once(one_in(wanted))
            .chain(cells)
            .chain([word])
            .collect()
    };
    Table {
        title: "True accept rate at a false match rate".to_owned(),
        note: "The threshold is the highest at which no more of these pairs of two people match."
            .to_owned(),
        columns: vec![
            "FMR",
            "up to",
            "TAR %",
            "95 %",
            "false matches",
            "95 % (FMR)",
            "",
        ],
        rows: [1e-2, 1e-3, 1e-4].map(row).to_vec(),
    }
}

/// The rates of the groups of a column, and how many times worse the worst fares.
pub(super) fn by_group(differential: &Differential, threshold: f64) -> Table {
    let rows = differential.groups.iter().map(|group| {
        vec![
            group.value.clone(),
            rate(group.false_matches),
            interval(group.false_matches),
            count(group.false_matches),
            rate(group.false_non_matches),
            interval(group.false_non_matches),
            count(group.false_non_matches),
        ]
    });
    let matches = in_words("False matches", differential.false_match_ratio.as_ref());
    let missed = in_words(
        "False non-matches",
        differential.false_non_match_ratio.as_ref(),
    );
    Table {
        title: format!("By {}, up to {threshold:.4}", differential.column),
        note: format!("{matches} {missed}"),
        columns: vec![
            "group",
            "FMR %",
            "95 %",
            "false matches",
            "FNMR %",
            "95 % (FNMR)",
            "false non-matches",
        ],
        rows: rows.collect(),
    }
}

fn in_words(what: &str, ratio: Option<&Ratio>) -> String {
    let Some(ratio) = ratio else {
        return format!("{what}: no difference between groups was seen.");
    };
    let observed = match ratio.observed {
        Some(observed) => format!("{observed:.1} times"),
        None => format!("none in {}", ratio.best),
    };
    format!(
        "{what}: worst {}, best {}: {observed}, by the intervals at least {:.1} times.",
        ratio.worst, ratio.best, ratio.at_least
    )
}
