/// A deviation from the standard that real cards show, or that text suffers on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Irregularity {
    /// Every carriage return is gone.
    LostCarriageReturns,
    /// The record separator in the header is gone.
    LostRecordSeparator,
    /// The leading `@` is gone.
    LostComplianceIndicator,
    /// Offsets in the header are off by so many bytes (Illinois: 2).
    ShiftedOffsets(i16),
    /// Lengths in the header are off by so many bytes.
    ShiftedLengths(i16),
    /// The header lacks the number of entries (North Carolina).
    MissingEntryCount,
    /// The subfile does not repeat its type before the first element (many version 1 cards).
    MissingTypeCode,
    /// Elements that the standard demands are absent.
    MissingElements(Vec<&'static str>),
    /// Dates in the other country's order.
    ForeignDateOrder,
    /// `|` between elements in place of a line feed.
    BarSeparators,
    /// An empty line after each element (Colorado).
    EmptyRecords,
    /// A line feed before each segment's carriage return.
    LineFeedBeforeEnd,
    /// Spaces after the end, up to a fixed length.
    TrailingFill,
}

/// Damages the finished text as the irregularities on the whole say.
pub(super) fn damage(mut text: Vec<u8>, irregularities: &[Irregularity]) -> Vec<u8> {
    for irregularity in irregularities {
        match irregularity {
            Irregularity::LostCarriageReturns => text.retain(|byte| *byte != b'\r'),
            Irregularity::LostRecordSeparator => text.retain(|byte| *byte != 0x1e),
            Irregularity::LostComplianceIndicator => {
                text = text
                    .strip_prefix(b"@".as_slice())
                    .map(<[u8]>::to_vec)
                    .unwrap_or(text);
            }
            Irregularity::TrailingFill => text.extend(std::iter::repeat_n(b' ', 24)),
            // These are made while composing.
            Irregularity::ShiftedOffsets(_)
            | Irregularity::ShiftedLengths(_)
            | Irregularity::MissingEntryCount
            | Irregularity::MissingTypeCode
            | Irregularity::MissingElements(_)
            | Irregularity::ForeignDateOrder
            | Irregularity::BarSeparators
            | Irregularity::EmptyRecords
            | Irregularity::LineFeedBeforeEnd => {}
        }
    }
    text
}
