//! Lines that stand below each other as those of a zone do.

use super::line::Line;

/// Distance of neighbouring lines over their length: a sixth of an inch to a quarter of one over
/// 30 to 44 characters of a tenth of an inch, and what tilt adds.
const GAP: std::ops::RangeInclusive<f32> = 0.028..=0.135;
/// Longest over shortest.
const LENGTH_RATIO: f32 = 1.4;
/// How far middles may be apart along the lines, as a share of the length.
const SHIFT: f32 = 0.17;
/// Largest angle between neighbours, as a sine.
const TURN: f32 = 0.12;
/// At most so many stacks of a view are looked at.
const MOST_STACKS: usize = 24;

/// Lines of a stack from the top, and how well they fit each other; 0 is perfect.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stack {
    pub(super) lines: Vec<Line>,
    misfit: f32,
}

/// All stacks of three and two, the best first.
pub(super) fn stacks(lines: &[Line]) -> Vec<Stack> {
    let mut pairs = Vec::new();
    for upper in lines {
        for lower in lines {
            if let Some(misfit) = misfit(upper, lower) {
                pairs.push((*upper, *lower, misfit));
            }
        }
    }
    let mut stacks = Vec::new();
    for (first, second, misfit) in &pairs {
        stacks.push(Stack {
            lines: vec![*first, *second],
            misfit: *misfit,
        });
        for (_, third, other) in pairs.iter().filter(|(upper, ..)| upper == second) {
            let (above, below) = (first.offset(second).1, second.offset(third).1);
            let uneven = (above / below).ln().abs();
            if uneven < 0.35 {
                // Three lines that fit say more than two.
                let misfit = (misfit + other + uneven) / 3.0 - 0.05;
                stacks.push(Stack {
                    lines: vec![*first, *second, *third],
                    misfit,
                });
            }
        }
    }
    stacks.sort_by(|a, b| a.misfit.total_cmp(&b.misfit));
    stacks.truncate(MOST_STACKS);
    stacks
}

fn misfit(upper: &Line, lower: &Line) -> Option<f32> {
    let (along, across) = upper.offset(lower);
    let length = (upper.length + lower.length) / 2.0;
    let ratio = (upper.length / lower.length).ln().abs();
    let turn = (upper.along.x * lower.along.y - upper.along.y * lower.along.x).abs();
    let fits = GAP.contains(&(across / length))
        && ratio < LENGTH_RATIO.ln()
        && along.abs() < SHIFT * length
        && turn < TURN;
    let heights = (upper.thickness / lower.thickness).ln().abs();
    fits.then(|| ratio + along.abs() / length + turn + 0.2 * heights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn line(x: f32, y: f32, length: f32) -> Line {
        Line {
            middle: Point::new(x, y),
            along: Point::new(1.0, 0.0),
            length,
            thickness: 20.0,
            bend: 0.0,
        }
    }

    #[test]
    fn three_even_lines_come_first_and_strangers_stay_out() {
        let lines = [
            line(500.0, 100.0, 700.0),
            line(500.0, 158.0, 705.0),
            line(501.0, 217.0, 698.0),
            line(300.0, 400.0, 300.0),
        ];
        let stacks = stacks(&lines);
        assert_eq!(stacks[0].lines, lines[..3]);
        assert!(stacks.iter().all(|stack| !stack.lines.contains(&lines[3])));
        assert_eq!(stacks.len(), 3);
    }

    #[test]
    fn lines_too_far_apart_or_side_by_side_are_no_stack() {
        assert!(stacks(&[line(0.0, 0.0, 700.0), line(0.0, 200.0, 700.0)]).is_empty());
        assert!(stacks(&[line(0.0, 0.0, 700.0), line(300.0, 50.0, 700.0)]).is_empty());
        assert!(stacks(&[line(0.0, 0.0, 700.0), line(0.0, 0.0, 700.0)]).is_empty());
    }
}
