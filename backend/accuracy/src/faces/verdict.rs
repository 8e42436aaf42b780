//! What pairs say of thresholds, in words.

use credence_vision::face::ModelInfo;

use super::choose::Choice;
use super::distances::Distances;
use super::interval::Share;
use super::measure::Measured;
use super::table::{count, interval, one_in, rate};
use super::wanted::{Objection, Wanted};

/// Thresholds that were chosen, and whether they count as a calibration.
pub(super) fn chosen(choice: &Choice) -> Vec<String> {
    let wanted = choice.wanted;
    let words = |share: Share| {
        format!(
            "{} ({} %, 95 %: {} %)",
            count(share),
            rate(share),
            interval(share)
        )
    };
    let mut lines = vec![
        format!(
            "consistent up to {:.4}: false matches {}, false non-matches {}",
            choice.thresholds.consistent,
            words(choice.false_matches),
            words(choice.false_non_matches)
        ),
        format!(
            "mismatch above {:.4}: pairs of one person beyond it {}",
            choice.thresholds.mismatch,
            words(choice.mismatches)
        ),
    ];
    if let Some(group) = &choice.held_by {
        lines.push(format!(
            "The group {group} holds the threshold down: above, it is shown to have more false \
             matches than {}.",
            one_in(wanted.false_match_rate())
        ));
    }
    lines.push(match &choice.objection {
        None => format!(
            "These pairs support a false match rate of at most {}.",
            one_in(wanted.false_match_rate())
        ),
        Some(objection) => refusal(objection, choice),
    });
    if !choice.is_mismatch_supported() {
        lines.push(format!(
            "They do not show that at most {} of one person's pairs lie beyond the mismatch: that \
             takes {} pairs of one person without one beyond, and there are {}.",
            one_in(wanted.mismatch_rate()),
            wanted.genuine_pairs_needed(),
            choice.mismatches.of
        ));
    }
    lines
}

fn refusal(objection: &Objection, choice: &Choice) -> String {
    let wanted = one_in(choice.wanted.false_match_rate());
    match objection {
        Objection::TooFewPairs => format!(
            "NOT CALIBRATED: to show a false match rate of at most {wanted}, {} pairs of two people \
             without one false match are needed, and there are {}. Of these {} match at the \
             threshold above, which shows a rate of at most {} %.",
            with_commas(choice.wanted.impostor_pairs_needed()),
            with_commas(choice.false_matches.of),
            choice.false_matches.count,
            super::table::in_percent(choice.false_matches.upper())
        ),
        Objection::TooManyFalseMatches => format!(
            "NOT CALIBRATED: even pairs of two people without any distance are too many for a false \
             match rate of at most {wanted}. Look for pictures with a wrong label."
        ),
        Objection::TooLoose => format!(
            "NOT CALIBRATED: these pairs support a false match rate of at most {wanted}, which is too \
             high to approve anybody by; at most 1 in 1,000 is."
        ),
        Objection::WorseGroup(group) => format!(
            "NOT CALIBRATED: the group {group} has more false matches than {wanted} at every \
             threshold."
        ),
    }
}

/// What is shown to be worse than NIST asks at the thresholds in force, and what was not read.
pub(super) fn shown_to_fail(
    model: &ModelInfo,
    measured: &Measured,
    distances: &Distances,
) -> Vec<String> {
    let mut lines = Vec::new();
    if !measured.unreadable.is_empty() {
        lines.push(format!(
            "{} of {} pictures could not be read",
            measured.unreadable.len(),
            measured.pictures
        ));
    }
    let Some(thresholds) = model.thresholds else {
        return lines;
    };
    let wanted = Wanted::default();
    let mut check = |what: &str, share: Share, most: f64| {
        if share.interval().0 > most {
            lines.push(format!(
                "{what}: {}, shown to be at least {} %, where at most {} is wanted",
                count(share),
                super::table::in_percent(share.interval().0),
                one_in(most)
            ));
        }
    };
    check(
        "false matches that count as consistent",
        distances.false_matches(thresholds.consistent),
        wanted.false_match_rate(),
    );
    check(
        "pairs of one person that count as a mismatch",
        distances.false_non_matches(thresholds.mismatch),
        wanted.mismatch_rate(),
    );
    lines
}

fn with_commas(number: u64) -> String {
    super::table::grouped(number as f64)
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::{comparisons, model};
    use super::*;

    #[test]
    fn what_is_shown_to_be_worse_than_wanted_is_told() {
        let distances = Distances::of(comparisons().list());
        let measured = Measured {
            pictures: 3,
            unreadable: vec![("a.jpg".into(), "cut short".to_owned())],
            ..Measured::default()
        };
        assert_eq!(
            shown_to_fail(&model(true), &measured, &distances),
            ["1 of 3 pictures could not be read"]
        );
        let mut loose = model(true);
        loose.thresholds = Some(credence_types::FaceThresholds {
            consistent: 0.6,
            mismatch: 0.6,
        });
        let lines = shown_to_fail(&loose, &Measured::default(), &distances);
        assert_eq!(lines.len(), 1);
        assert!(
            lines[0].starts_with("false matches that count as consistent: 51 of 100"),
            "{lines:?}"
        );
    }

    #[test]
    fn a_choice_says_plainly_that_it_is_none() {
        let choice = Choice::of(&comparisons(), Wanted::default()).unwrap();
        let text = chosen(&choice).join("\n");
        assert!(
            text.contains("NOT CALIBRATED") && text.contains("there are 100"),
            "{text}"
        );
        assert!(text.contains("takes 299 pairs"), "{text}");
        let easy = Wanted::new(0.05, 0.05).unwrap();
        let text = chosen(&Choice::of(&comparisons(), easy).unwrap()).join("\n");
        assert!(
            text.contains("at most 1 in 20, which is too high to approve anybody by"),
            "{text}"
        );
    }
}
