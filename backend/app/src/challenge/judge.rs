//! Pure: what was asked for beside what was recorded. Frames and times are the page's word; what they
//! show was measured by the reader.

use chrono::TimeDelta;
use credence_storage::ChallengeRow;
use credence_trust::HeadTurnFinding;
use credence_types::{FaceBand, HeadTurn, HeadTurnFrame, TurnDirection};
use subtle::ConstantTimeEq;

use crate::credential::sha256;

/// A head turned by some 5° still looks ahead; from some 10° on it is turned (0.26 of the measure
/// are 10°). In between it is on its way.
const AHEAD: f64 = 0.15;
const TURNED: f64 = 0.25;
/// A person takes at least this long from one pose to the next.
const QUICKEST: u32 = 150;
/// The page's clock may differ from ours by this much over a recording.
const CLOCK_ALLOWANCE: TimeDelta = TimeDelta::seconds(2);

/// Where a head points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pose {
    Ahead,
    Turned(TurnDirection),
}

/// Judges a recording against the challenge that it is bound to.
pub(super) fn judge(challenge: &ChallengeRow, turn: &HeadTurn) -> HeadTurnFinding {
    let is_ours: bool = sha256(&turn.nonce).ct_eq(&challenge.nonce_hash).into();
    if !is_ours {
        return HeadTurnFinding::WrongNonce;
    }
    if challenge.bound_at > challenge.expires_at {
        return HeadTurnFinding::Expired;
    }
    if turn.frames.is_empty() {
        return HeadTurnFinding::NotRecorded;
    }
    if is_other_person(&turn.frames) {
        return HeadTurnFinding::OtherPerson;
    }
    let shown = poses(&turn.frames);
    let order: Vec<Pose> = shown.iter().map(|(pose, _)| *pose).collect();
    if order != asked(&challenge.turns) {
        let is_lost = turn.frames.iter().any(|frame| frame.yaw.is_none());
        return if is_lost {
            HeadTurnFinding::FaceLost
        } else {
            HeadTurnFinding::WrongOrder
        };
    }
    if !is_humanly_paced(challenge, &turn.frames, &shown) {
        return HeadTurnFinding::WrongPace;
    }
    // Of a frame that was not compared, nobody knows whose head it is.
    if !frames_ahead(&turn.frames).all(|frame| frame.band.is_some()) {
        return HeadTurnFinding::FaceLost;
    }
    HeadTurnFinding::Passed
}

/// Ahead before, between and after the turns.
fn asked(turns: &[TurnDirection]) -> Vec<Pose> {
    let mut poses = vec![Pose::Ahead];
    for turn in turns {
        poses.extend([Pose::Turned(*turn), Pose::Ahead]);
    }
    poses
}

/// The poses in their order, each with the time at which it was first seen; heads on their way and
/// frames without a face are passed over.
fn poses(frames: &[HeadTurnFrame]) -> Vec<(Pose, u32)> {
    let mut shown: Vec<(Pose, u32)> = Vec::new();
    for frame in frames {
        let Some(pose) = frame.yaw.and_then(pose) else {
            continue;
        };
        if shown.last().is_none_or(|(last, _)| *last != pose) {
            shown.push((pose, frame.at_milliseconds));
        }
    }
    shown
}

fn pose(yaw: f64) -> Option<Pose> {
    if yaw.abs() <= AHEAD {
        Some(Pose::Ahead)
    } else if yaw <= -TURNED {
        Some(Pose::Turned(TurnDirection::Left))
    } else if yaw >= TURNED {
        Some(Pose::Turned(TurnDirection::Right))
    } else {
        None
    }
}

fn frames_ahead(frames: &[HeadTurnFrame]) -> impl Iterator<Item = &HeadTurnFrame> {
    let is_ahead = |frame: &&HeadTurnFrame| frame.yaw.and_then(pose) == Some(Pose::Ahead);
    frames.iter().filter(is_ahead)
}

/// A turned head is far from the selfie by itself, so only frames that look ahead are compared.
fn is_other_person(frames: &[HeadTurnFrame]) -> bool {
    frames_ahead(frames).any(|frame| frame.band == Some(FaceBand::Mismatch))
}

/// Times that only rise, poses that a neck can follow, and no longer than there was time for.
fn is_humanly_paced(
    challenge: &ChallengeRow,
    frames: &[HeadTurnFrame],
    shown: &[(Pose, u32)],
) -> bool {
    let rises = frames
        .windows(2)
        .all(|pair| matches!(pair, [one, next] if one.at_milliseconds < next.at_milliseconds));
    let follows = shown
        .windows(2)
        .all(|pair| matches!(pair, [(_, one), (_, next)] if next.saturating_sub(*one) >= QUICKEST));
    let last = frames.last().map_or(0, |frame| frame.at_milliseconds);
    let there_was = challenge.bound_at - challenge.created_at + CLOCK_ALLOWANCE;
    rises && follows && TimeDelta::milliseconds(i64::from(last)) <= there_was
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    const NONCE: &str = "abc";

    fn challenge() -> ChallengeRow {
        let created_at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        ChallengeRow {
            nonce_hash: sha256(NONCE).to_vec(),
            turns: vec![TurnDirection::Left, TurnDirection::Right],
            created_at,
            expires_at: created_at + TimeDelta::minutes(10),
            bound_at: created_at + TimeDelta::minutes(1),
        }
    }

    fn recording(yaws: &[Option<f64>]) -> HeadTurn {
        let frames = yaws.iter().zip(0..).map(|(yaw, place)| HeadTurnFrame {
            at_milliseconds: place * 1000,
            yaw: *yaw,
            distance: Some(0.2),
            band: Some(FaceBand::Consistent),
        });
        HeadTurn {
            nonce: NONCE.to_owned(),
            frames: frames.collect(),
        }
    }

    fn good() -> HeadTurn {
        recording(&[0.02, -0.2, -0.4, 0.1, 0.3, 0.5, -0.1].map(Some))
    }

    #[test]
    fn the_turns_that_were_asked_for_pass() {
        assert_eq!(judge(&challenge(), &good()), HeadTurnFinding::Passed);
    }

    #[test]
    fn each_fault_has_its_name() {
        use HeadTurnFinding::{
            Expired, FaceLost, NotRecorded, OtherPerson, WrongNonce, WrongOrder, WrongPace,
        };
        type Change = fn(&mut ChallengeRow, &mut HeadTurn);
        let faults: [(HeadTurnFinding, Change); 12] = [
            (WrongNonce, |_, turn| turn.nonce.push('d')),
            (Expired, |challenge, _| {
                challenge.expires_at = challenge.created_at
            }),
            (NotRecorded, |_, turn| turn.frames.clear()),
            (WrongOrder, |challenge, _| challenge.turns.reverse()),
            (WrongOrder, |challenge, _| challenge.turns.truncate(1)),
            (WrongOrder, |_, turn| *turn = recording(&[Some(0.0); 7])),
            (WrongOrder, |_, turn| turn.frames.truncate(6)),
            (FaceLost, |_, turn| {
                turn.frames.iter_mut().for_each(|f| f.yaw = None)
            }),
            (FaceLost, |_, turn| {
                turn.frames.iter_mut().for_each(|f| f.band = None)
            }),
            (OtherPerson, |_, turn| {
                turn.frames[6].band = Some(FaceBand::Mismatch)
            }),
            (WrongPace, |_, turn| {
                turn.frames.iter_mut().for_each(|f| f.at_milliseconds /= 20);
            }),
            (WrongPace, |_, turn| {
                turn.frames.iter_mut().for_each(|f| f.at_milliseconds *= 60);
            }),
        ];
        for (place, (finding, change)) in faults.into_iter().enumerate() {
            let (mut challenge, mut turn) = (challenge(), good());
            change(&mut challenge, &mut turn);
            assert_eq!(judge(&challenge, &turn), finding, "{place}");
        }
    }

    #[test]
    fn times_that_fall_are_no_person_s_pace() {
        let mut turn = good();
        turn.frames[3].at_milliseconds = 1500;
        assert_eq!(judge(&challenge(), &turn), HeadTurnFinding::WrongPace);
    }

    #[test]
    fn a_turned_head_is_not_compared_with_the_selfie() {
        let mut turn = good();
        turn.frames[2].band = Some(FaceBand::Mismatch);
        assert_eq!(judge(&challenge(), &turn), HeadTurnFinding::Passed);
    }
}
