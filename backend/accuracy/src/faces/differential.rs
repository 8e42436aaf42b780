use super::comparison::Comparisons;
use super::distances::Distances;
use super::interval::Share;

/// The rates of one group at one threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The label's name, such as `document_country`.
    pub column: String,
    /// The label's value, such as `JPN`.
    pub value: String,
    /// Of pairs of two people of the group.
    pub false_matches: Share,
    /// Of pairs of one person of the group.
    pub false_non_matches: Share,
}

/// How the rates differ between the groups of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Differential {
    /// The label's name.
    pub column: String,
    /// Its groups, by value.
    pub groups: Vec<Group>,
    /// The false match rates, worst to best.
    pub false_match_ratio: Option<Ratio>,
    /// The false non-match rates, worst to best.
    pub false_non_match_ratio: Option<Ratio>,
}

/// How many times worse the worst group fares than the best.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    /// The group with the highest rate.
    pub worst: String,
    /// The group with the lowest.
    pub best: String,
    /// The one rate by the other; none where the best has no error, so that no number holds.
    pub observed: Option<f64>,
    /// What the intervals leave of it: the worst's lower bound by the best's upper one, at least 1.
    pub at_least: f64,
}

/// The rates of every group of every column at a threshold.
#[must_use]
pub fn differentials(comparisons: &Comparisons, threshold: f64) -> Vec<Differential> {
    let columns = comparisons.columns().iter().enumerate();
    columns
        .map(|(index, column)| {
            let group = |value: &str| {
                let distances = Distances::of(comparisons.of(index, value));
                Group {
                    column: column.clone(),
                    value: value.to_owned(),
                    false_matches: distances.false_matches(threshold),
                    false_non_matches: distances.false_non_matches(threshold),
                }
            };
            let groups: Vec<Group> = comparisons.values(index).into_iter().map(group).collect();
            Differential {
                column: column.clone(),
                false_match_ratio: ratio(&groups, |group| group.false_matches),
                false_non_match_ratio: ratio(&groups, |group| group.false_non_matches),
                groups,
            }
        })
        .filter(|differential| !differential.groups.is_empty())
        .collect()
}

fn ratio(groups: &[Group], of: impl Fn(&Group) -> Share) -> Option<Ratio> {
    let measured = || {
        groups
            .iter()
            .filter_map(|group| Some((of(group).rate()?, group)))
    };
    let (worst_rate, worst) = measured().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (best_rate, best) = measured().min_by(|a, b| a.0.total_cmp(&b.0))?;
    if worst_rate <= best_rate {
        return None;
    }
    let (low, high) = (of(worst).interval().0, of(best).upper());
    Some(Ratio {
        worst: worst.value.clone(),
        best: best.value.clone(),
        observed: (best_rate > 0.0).then(|| worst_rate / best_rate),
        at_least: (low / high).max(1.0),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::comparison::Comparison;
    use super::*;

    /// Two groups; of the first group's 45 impostor pairs 39 are near.
    fn comparisons() -> Comparisons {
        let mut comparisons = Comparisons::new(vec!["group".to_owned()]);
        let mut push = |count: usize, distance: f64, is_same, group: &str| {
            for _ in 0..count {
                let labels = vec![Some(Arc::from(group))];
                comparisons.push(Comparison::new(distance, is_same, labels).unwrap());
            }
        };
        push(39, 0.5, false, "a");
        push(6, 0.7, false, "a");
        push(1140, 0.8, false, "b");
        push(10, 0.3, true, "a");
        push(1, 0.65, true, "b");
        push(9, 0.3, true, "b");
        comparisons
    }

    #[test]
    fn every_group_has_its_own_rates() {
        let found = differentials(&comparisons(), 0.6);
        let groups = &found[0].groups;
        assert_eq!(groups[0].false_matches, Share::new(39, 45));
        assert_eq!(groups[1].false_matches, Share::new(0, 1140));
        assert_eq!(groups[0].false_non_matches, Share::new(0, 10));
        assert_eq!(groups[1].false_non_matches, Share::new(1, 10));
        let ratio = found[0].false_match_ratio.as_ref().unwrap();
        assert_eq!((ratio.worst.as_str(), ratio.best.as_str()), ("a", "b"));
        assert_eq!(ratio.observed, None);
        // At least 73 % against at most 0.26 %.
        assert!(
            ratio.at_least > 250.0 && ratio.at_least < 300.0,
            "{ratio:?}"
        );
        let ratio = found[0].false_non_match_ratio.as_ref().unwrap();
        assert_eq!(ratio.at_least, 1.0);
    }

    #[test]
    fn groups_with_the_same_rate_have_no_ratio() {
        let mut comparisons = Comparisons::new(vec!["group".to_owned()]);
        let labels = vec![Some(Arc::from("a"))];
        comparisons.push(Comparison::new(0.5, false, labels).unwrap());
        let found = differentials(&comparisons, 0.6);
        assert_eq!(found[0].false_match_ratio, None);
        let labels = vec![Some(Arc::from("b"))];
        comparisons.push(Comparison::new(0.5, false, labels).unwrap());
        let found = differentials(&comparisons, 0.6);
        assert_eq!(found[0].groups.len(), 2);
        assert_eq!(found[0].false_match_ratio, None);
        assert!(differentials(&Comparisons::new(vec!["group".to_owned()]), 0.6).is_empty());
    }
}
