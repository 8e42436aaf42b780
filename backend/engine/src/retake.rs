//! Why a photograph could not be read, in reasons that the person who took it can act on.

use std::fmt;

use credence_vision::outline::Outline;
use credence_vision::quality::{Level, PartQuality, Quality};

/// A reason to take a photograph again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetakeReason {
    /// The other side of the document was photographed.
    WrongSide,
    /// It is no document that is read here.
    UnsupportedDocument,
    /// There is no document in the picture.
    NothingFound,
    /// Part of the document, or of what is read on it, lies outside the picture.
    CutOff,
    /// The document is too small in the picture.
    TooFar,
    /// It is out of focus or moved.
    Blurred,
    /// Light is reflected where something is to be read.
    Glare,
    /// There is too little light.
    TooDark,
    /// There is too much light.
    TooBright,
}

impl RetakeReason {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongSide => "wrong_side",
            Self::UnsupportedDocument => "unsupported_document",
            Self::NothingFound => "nothing_found",
            Self::CutOff => "cut_off",
            Self::TooFar => "too_far",
            Self::Blurred => "blurred",
            Self::Glare => "glare",
            Self::TooDark => "too_dark",
            Self::TooBright => "too_bright",
        }
    }

    /// What to do about it, as the rest of a sentence.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::WrongSide => "turn the document over",
            Self::UnsupportedDocument => "use a document that is accepted here",
            Self::NothingFound => "lay the whole document in front of the camera",
            Self::CutOff => "get the whole document into the picture",
            Self::TooFar => "go closer",
            Self::Blurred => "hold the camera still and let it focus",
            Self::Glare => "avoid reflections",
            Self::TooDark => "use more light",
            Self::TooBright => "use less light, and no flash",
        }
    }
}

impl fmt::Display for RetakeReason {
    /// Writes the code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a reader saw of the barcode or the zone that it looked for and did not read.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sighting {
    /// It was found, with what quality; `None` when there is no trace of it.
    pub seen: Option<PartQuality>,
    /// It reaches the border of the picture.
    pub is_at_border: bool,
    /// It was read, and is no such document's.
    pub is_foreign: bool,
    /// The picture shows what only another side of the document has: a zone where a barcode was
    /// looked for, or the reverse.
    pub is_other_side: bool,
}

/// The reasons why something could not be read, the most likely first; empty when there is none to
/// be seen.
///
/// What is wrong where the thing itself was seen counts before what is wrong with the picture as a
/// whole. When it was not seen at all on a document that lies whole, large, sharp and well lit in
/// the picture, it is taken to be on the other side.
///
/// A barcode's reader and a zone's give the same [`Sighting`], so both refusals say the same things.
#[must_use]
pub fn retake_reasons(
    outline: Option<&Outline>,
    quality: &Quality,
    sighting: &Sighting,
) -> Vec<RetakeReason> {
    if sighting.is_foreign {
        return vec![RetakeReason::UnsupportedDocument];
    }
    if sighting.is_other_side {
        return vec![RetakeReason::WrongSide];
    }
    let is_cut_off = outline.is_some_and(|outline| outline.cut_off.any());
    let is_far = outline.is_some_and(|outline| outline.share < FAR);
    let mut reasons = Vec::new();
    if let Some(part) = &sighting.seen {
        reasons.extend(sighting.is_at_border.then_some(RetakeReason::CutOff));
        for level in [Level::Bad, Level::Poor] {
            reasons.extend(part_reasons(part, level));
        }
    } else {
        reasons.extend(is_cut_off.then_some(RetakeReason::CutOff));
        reasons.extend(is_far.then_some(RetakeReason::TooFar));
        for level in [Level::Bad, Level::Poor] {
            reasons.extend(whole_reasons(quality, level));
        }
        reasons.extend(outline.is_none().then_some(RetakeReason::NothingFound));
        if reasons.is_empty() {
            reasons.push(RetakeReason::WrongSide);
        }
    }
    let mut said = Vec::new();
    reasons.retain(|reason| {
        let is_new = !said.contains(reason);
        said.push(*reason);
        is_new
    });
    reasons
}

/// Share of the picture below which a document is too small to be read at any usual resolution.
const FAR: f32 = 0.12;
/// Luma that parts too dark from too bright.
const MIDDLE: f32 = 128.0;

/// What is wrong with a part at a level.
fn part_reasons(part: &PartQuality, level: Level) -> impl Iterator<Item = RetakeReason> {
    let light = if part.paper < MIDDLE {
        RetakeReason::TooDark
    } else {
        RetakeReason::TooBright
    };
    let is_cut_off = level == Level::Bad && part.outside > 0.02;
    let cut_off = is_cut_off.then_some(RetakeReason::CutOff);
    let others = [
        (part.size_level, RetakeReason::TooFar),
        (part.light_level, light),
        (part.glare_level, RetakeReason::Glare),
        (part.blur_level, RetakeReason::Blurred),
    ];
    let others = others
        .into_iter()
        .filter(move |&(found, _)| found == level)
        .map(|(_, reason)| reason);
    cut_off.into_iter().chain(others)
}

/// What is wrong with a whole picture at a level. Its size says little about the document's.
fn whole_reasons(quality: &Quality, level: Level) -> impl Iterator<Item = RetakeReason> {
    let light = if quality.mean_luma < MIDDLE {
        RetakeReason::TooDark
    } else {
        RetakeReason::TooBright
    };
    [
        (quality.size_level, RetakeReason::TooFar),
        (quality.exposure_level, light),
        (quality.sharpness_level, RetakeReason::Blurred),
        (quality.glare_level, RetakeReason::Glare),
    ]
    .into_iter()
    .filter(move |&(found, _)| found == level)
    .map(|(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use credence_vision::outline::Borders;
    use credence_vision::quality::Detail;
    use credence_vision::{Point, Quad};

    use super::*;

    const GOOD: Quality = Quality {
        sharpness: 0.5,
        sharpness_level: Level::Good,
        glare: 0.0,
        glare_level: Level::Good,
        mean_luma: 140.0,
        dark_share: 0.0,
        bright_share: 0.0,
        exposure_level: Level::Good,
        longest_side: 3000,
        size_level: Level::Good,
    };
    const CARD: Outline = Outline {
        quad: Quad([Point::new(0.0, 0.0); 4]),
        shape: None,
        confidence: 0.9,
        cut_off: Borders {
            left: false,
            upper: false,
            right: false,
            lower: false,
        },
        share: 0.5,
    };
    const PART: PartQuality = PartQuality {
        detail: Detail::Module(3.0),
        size_level: Level::Good,
        blur: Some(0.2),
        blur_level: Level::Good,
        burnt: 0.0,
        glare_level: Level::Good,
        paper: 200.0,
        contrast: 150.0,
        light_level: Level::Good,
        outside: 0.0,
    };

    fn seen(part: PartQuality) -> Sighting {
        Sighting {
            seen: Some(part),
            ..Sighting::default()
        }
    }

    #[test]
    fn the_other_side_and_other_documents_are_told_first() {
        let foreign = Sighting {
            is_foreign: true,
            ..Sighting::default()
        };
        assert_eq!(
            retake_reasons(None, &GOOD, &foreign),
            [RetakeReason::UnsupportedDocument]
        );
        let other = Sighting {
            is_other_side: true,
            ..Sighting::default()
        };
        assert_eq!(
            retake_reasons(Some(&CARD), &GOOD, &other),
            [RetakeReason::WrongSide]
        );
    }

    #[test]
    fn a_good_picture_of_a_whole_document_without_a_trace_is_the_wrong_side() {
        let none = Sighting::default();
        assert_eq!(
            retake_reasons(Some(&CARD), &GOOD, &none),
            [RetakeReason::WrongSide]
        );
        assert_eq!(
            retake_reasons(None, &GOOD, &none),
            [RetakeReason::NothingFound]
        );
        let blurred = Quality {
            sharpness_level: Level::Bad,
            ..GOOD
        };
        assert_eq!(
            retake_reasons(Some(&CARD), &blurred, &none),
            [RetakeReason::Blurred]
        );
    }

    #[test]
    fn a_document_that_is_cut_off_or_small_is_said_to_be() {
        let mut outline = CARD;
        outline.cut_off.left = true;
        outline.share = 0.1;
        let reasons = retake_reasons(Some(&outline), &GOOD, &Sighting::default());
        assert_eq!(reasons, [RetakeReason::CutOff, RetakeReason::TooFar]);
    }

    #[test]
    fn where_it_was_seen_counts_and_the_worst_comes_first() {
        let dark = Quality {
            exposure_level: Level::Bad,
            ..GOOD
        };
        let part = PartQuality {
            size_level: Level::Poor,
            blur_level: Level::Bad,
            light_level: Level::Poor,
            paper: 60.0,
            ..PART
        };
        let reasons = retake_reasons(Some(&CARD), &dark, &seen(part));
        use RetakeReason::{Blurred, CutOff, TooDark, TooFar};
        assert_eq!(reasons, [Blurred, TooFar, TooDark]);
        let cut = PartQuality {
            outside: 0.1,
            ..PART
        };
        assert_eq!(retake_reasons(Some(&CARD), &GOOD, &seen(cut)), [CutOff]);
        assert!(retake_reasons(Some(&CARD), &GOOD, &seen(PART)).is_empty());
    }

    #[test]
    fn every_reason_has_its_own_code_and_advice() {
        use RetakeReason::{
            Blurred, CutOff, Glare, NothingFound, TooBright, TooDark, TooFar, UnsupportedDocument,
            WrongSide,
        };
        let all = [
            WrongSide,
            UnsupportedDocument,
            NothingFound,
            CutOff,
            TooFar,
            Blurred,
            Glare,
            TooDark,
            TooBright,
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!one.advice().ends_with('.'));
            for other in &all[at + 1..] {
                assert_ne!(one.code(), other.code());
                assert_ne!(one.advice(), other.advice());
            }
        }
    }
}
