/// What a reader made of one picture or text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Sample {
    /// Everything that is there was read, character for character.
    pub(crate) is_exact: bool,
    /// The reader stands by a reading.
    pub(crate) is_accepted: bool,
    /// The reader stands by something that is wrong.
    pub(crate) is_misread: bool,
    /// Fields that are right, of how many, where something was accepted.
    pub(crate) fields: Option<(u32, u32)>,
    /// CPU milliseconds of one thread.
    pub(crate) milliseconds: f64,
}

impl Sample {
    /// A reading set against the truth: whether it was found, is right, and is stood by.
    pub(crate) const fn new(is_exact: bool, is_accepted: bool, milliseconds: f64) -> Self {
        Self {
            is_exact,
            is_accepted,
            is_misread: is_accepted && !is_exact,
            fields: None,
            milliseconds,
        }
    }

    /// Everything that was read of one picture, all of it stood by: one reading must be right, and
    /// none other may be there.
    pub(crate) fn of_readings<T>(
        readings: &[T],
        is_right: impl Fn(&T) -> bool,
        milliseconds: f64,
    ) -> Self {
        Self {
            is_misread: !readings.iter().all(&is_right),
            ..Self::new(
                readings.iter().any(&is_right),
                !readings.is_empty(),
                milliseconds,
            )
        }
    }
}
