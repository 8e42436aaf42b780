use crate::validation::ValidationTest;

/// Whether what the page's track string says is what the image shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// It is the same.
    Same,
    /// They differ, or the image shows another one altogether.
    Different,
    /// No track string was sent.
    ImageAlone,
    /// The image shows none that could be read, for this reason.
    TrackAlone(&'static str),
}

impl Agreement {
    /// The comparison as a check.
    pub(crate) fn comparison_test(self) -> ValidationTest {
        let (name, display_name) = ("TrackStringMatchesImage", "Track string against image");
        match self {
            Self::Same => ValidationTest::passed(name, display_name),
            Self::ImageAlone => {
                ValidationTest::not_run(name, display_name, "no track string was sent")
            }
            Self::TrackAlone(why) => ValidationTest::not_run(name, display_name, why),
            Self::Different => differs(name, display_name),
        }
    }

    /// Whether it was seen on the image, as a check: a track string is the word of whoever holds the
    /// page, and says nothing about a card.
    pub(crate) fn sighting_test(
        self,
        name: &'static str,
        display_name: &'static str,
    ) -> ValidationTest {
        match self {
            Self::Same | Self::ImageAlone => ValidationTest::passed(name, display_name),
            Self::TrackAlone(why) => ValidationTest::not_run(name, display_name, why),
            Self::Different => differs(name, display_name),
        }
    }
}

fn differs(name: &'static str, display_name: &'static str) -> ValidationTest {
    let reason = "the image does not show what was sent".to_owned();
    ValidationTest::by_reasons(name, display_name, &[reason])
}
