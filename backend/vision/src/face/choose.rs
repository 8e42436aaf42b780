//! Which of several faces is meant: the portrait among ghost image and people behind; the person of
//! the selfie.

use super::{FaceFault, FaceModels, FoundFace};
use crate::outline;
use crate::picture::Picture;

/// A face in a selfie's background is one whose width is less than this share of the widest's:
/// someone who stands at least two and a half times as far away. Nearer, there are several.
const BACKGROUND_WIDTH: f32 = 0.4;
/// What scores less than this share of the widest face is too doubtful to be a second person: the
/// detector's rare mistakes in clothes and walls score so.
const DOUBTFUL_SCORE: f32 = 0.2;
/// Two faces on a document whose strengths are nearer than this cannot be told apart. A ghost is
/// drawn at half the portrait's width or paler by half, mostly both.
const AMBIGUOUS: f32 = 0.7;

/// The outcome of looking for one face, with stable codes of what limits it.
#[derive(Debug)]
pub(super) enum Seen {
    /// This one.
    Face(Box<FoundFace>, Vec<&'static str>),
    /// None at all.
    None,
    /// Several of a kind.
    Several,
}

/// The person whose selfie it is.
pub(super) fn in_selfie(models: &FaceModels, picture: &Picture) -> Result<Seen, FaceFault> {
    Ok(person(models.large_faces(picture)?))
}

fn person(faces: Vec<FoundFace>) -> Seen {
    let widest = faces.iter().max_by(|a, b| a.width().total_cmp(&b.width()));
    let Some(widest) = widest.cloned() else {
        return Seen::None;
    };
    let others = faces
        .iter()
        .filter(|face| **face != widest && face.score >= DOUBTFUL_SCORE * widest.score);
    let (mut near, mut behind) = (false, false);
    for face in others {
        if face.width() >= BACKGROUND_WIDTH * widest.width() {
            near = true;
        } else {
            behind = true;
        }
    }
    if near {
        return Seen::Several;
    }
    let warnings = behind.then_some("face_in_background");
    Seen::Face(Box::new(widest), warnings.into_iter().collect())
}

/// The portrait of a document. Where several faces are seen, those outside of the document's
/// outline are people behind it, if an outline is found and any lies inside. Gives the
/// other faces of the picture too.
pub(super) fn on_document(
    models: &FaceModels,
    picture: &Picture,
) -> Result<(Seen, Vec<FoundFace>), FaceFault> {
    let all = models.faces(picture)?;
    let mut faces = all.clone();
    let mut warnings = Vec::new();
    if faces.len() > 1
        && let Some(document) = outline::locate(picture)
    {
        let is_inside = |face: &FoundFace| document.quad.contains(face.quad.centre());
        if faces.iter().any(is_inside) && !faces.iter().all(is_inside) {
            faces.retain(is_inside);
            warnings.push("face_beside_document");
        }
    }
    let strengths = faces.into_iter().map(|face| {
        let contrast = contrast(picture, &face);
        (face, contrast)
    });
    let seen = portrait(strengths.collect(), warnings);
    let others = all.into_iter().filter(|face| match &seen {
        Seen::Face(chosen, _) => *face != **chosen,
        Seen::None | Seen::Several => false,
    });
    let others = others.collect();
    Ok((seen, others))
}

/// Of faces with their contrast, the portrait: the ghost is the smaller, paler, less certain copy.
fn portrait(faces: Vec<(FoundFace, f32)>, mut warnings: Vec<&'static str>) -> Seen {
    let most =
        |of: fn(&(FoundFace, f32)) -> f32| faces.iter().map(of).fold(f32::MIN_POSITIVE, f32::max);
    let (width, contrast) = (
        most(|(face, _)| face.width()),
        most(|(_, contrast)| *contrast),
    );
    let score = most(|(face, _)| face.score);
    let strength = |(face, own): &(FoundFace, f32)| {
        let certainty = 0.5 + 0.5 * (face.score / score).clamp(0.0, 1.0);
        face.width() / width * own / contrast * certainty
    };
    let mut ranked: Vec<(f32, &FoundFace)> =
        faces.iter().map(|face| (strength(face), &face.0)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut ranked = ranked.into_iter();
    let Some((first, portrait)) = ranked.next() else {
        return Seen::None;
    };
    if ranked
        .next()
        .is_some_and(|(second, _)| second >= AMBIGUOUS * first)
    {
        warnings.push("portrait_ambiguous");
    }
    Seen::Face(Box::new(portrait.clone()), warnings)
}

/// Standard deviation of the brightness in a face's box.
fn contrast(picture: &Picture, face: &FoundFace) -> f32 {
    let size = (picture.width(), picture.height());
    let Some(window) = super::chip::clipped(&face.area(), size) else {
        return 0.0;
    };
    let [left, top, width, height] = window.map(|side| side as usize);
    let rows = picture.luma().rows().skip(top).take(height);
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for row in rows {
        let part = row.get(left..left + width).unwrap_or_default();
        for &pixel in part {
            let value = f64::from(pixel);
            count += 1.0;
            sum += value;
            squares += value * value;
        }
    }
    let mean = sum / f64::max(count, 1.0);
    let variance = squares / f64::max(count, 1.0) - mean * mean;
    #[expect(clippy::cast_possible_truncation, reason = "it is at most 128")]
    let deviation = variance.max(0.0).sqrt() as f32;
    deviation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::FacePoints;
    use crate::geometry::{Point, Quad};

    fn face(x: f32, width: f32, score: f32) -> FoundFace {
        let place = |across: f32, down: f32| Point::new(x + across * width, down * width);
        let points = FacePoints {
            left_eye: place(0.3, 0.4),
            right_eye: place(0.7, 0.4),
            nose: place(0.5, 0.6),
            mouth_left: place(0.35, 0.8),
            mouth_right: place(0.65, 0.8),
        };
        FoundFace {
            score,
            is_doubtful: false,
            quad: Quad::rectangle(x, 0.0, width, width),
            points,
            eye_distance: 0.4 * width,
            is_cut_off: false,
            yaw: 0.0,
            roll: 0.0,
            mouth: points.mouth(),
        }
    }

    #[test]
    fn a_second_person_near_by_makes_several_and_one_far_behind_a_warning() {
        assert!(matches!(person(Vec::new()), Seen::None));
        let alone = person(vec![face(0.0, 100.0, 30.0)]);
        assert!(matches!(alone, Seen::Face(_, warnings) if warnings.is_empty()));
        let two = person(vec![face(0.0, 100.0, 30.0), face(200.0, 40.0, 9.0)]);
        assert!(matches!(two, Seen::Several));
        let behind = person(vec![face(200.0, 39.0, 40.0), face(0.0, 100.0, 30.0)]);
        assert!(
            matches!(&behind, Seen::Face(face, warnings)
                if face.width() > 99.0 && *warnings == ["face_in_background"]),
            "{behind:?}"
        );
        // What is hardly a face is nobody.
        let pattern = person(vec![face(0.0, 100.0, 30.0), face(200.0, 60.0, 3.0)]);
        assert!(matches!(pattern, Seen::Face(_, warnings) if warnings.is_empty()));
    }

    fn chosen(faces: &[(FoundFace, f32)]) -> (f32, Vec<&'static str>) {
        match portrait(faces.to_vec(), Vec::new()) {
            Seen::Face(face, warnings) => (face.quad.0[0].x, warnings),
            Seen::None | Seen::Several => panic!("no portrait"),
        }
    }

    #[test]
    fn the_portrait_is_told_from_its_ghost() {
        let portrait = (face(10.0, 100.0, 30.0), 50.0);
        let small = (face(300.0, 50.0, 25.0), 45.0);
        let pale = (face(300.0, 100.0, 20.0), 20.0);
        for ghost in [small, pale] {
            assert_eq!(
                chosen(&[ghost.clone(), portrait.clone()]),
                (10.0, Vec::new())
            );
            assert_eq!(chosen(&[portrait.clone(), ghost]), (10.0, Vec::new()));
        }
    }

    #[test]
    fn two_faces_alike_are_ambiguous() {
        let one = (face(10.0, 100.0, 30.0), 50.0);
        let other = (face(300.0, 95.0, 28.0), 48.0);
        assert_eq!(chosen(&[other, one]), (10.0, vec!["portrait_ambiguous"]));
    }

    #[test]
    fn a_face_of_no_contrast_or_extent_is_still_an_answer() {
        assert_eq!(chosen(&[(face(5.0, 0.0, 0.0), 0.0)]).0, 5.0);
        assert!(matches!(portrait(Vec::new(), Vec::new()), Seen::None));
    }
}
