use std::fmt;

use super::element::{ElementId, SubfileKind};

/// Something about a barcode that the standard does not allow or that had to be guessed. It carries
/// no value from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AamvaWarning {
    /// The header was not found; elements were recognised without it.
    HeaderMissing,
    /// The header says `AAMVA` where the standard has `ANSI `.
    HeaderTagLegacy,
    /// Letters of the header's `ANSI ` are damaged.
    HeaderTagDamaged,
    /// The numbers of the header are not 12 digits, or 10 in the 2000 edition.
    HeaderDigitsIrregular,
    /// The issuer identification number is on no list.
    IssuerUnknown,
    /// The header announces another number of subfiles than it lists.
    EntryCountWrong,
    /// A subfile does not begin where the header says.
    SubfileOffsetWrong(SubfileKind),
    /// A subfile does not end where the header says.
    SubfileLengthWrong(SubfileKind),
    /// A subfile begins without its name.
    SubfileNameMissing(SubfileKind),
    /// The header lists a subfile that is not there.
    SubfileMissing(SubfileKind),
    /// A subfile is there that the header does not list.
    SubfileUnlisted(SubfileKind),
    /// Elements are separated by another character than the standard's.
    SeparatorUnusual,
    /// Elements are not separated; they were cut at the names of the standard.
    SeparatorsLost,
    /// The separator before an element is lost; the element was cut out of the one before.
    SeparatorLost(ElementId),
    /// Some text belongs to no element.
    StrayText,
    /// An element occurs twice with different values; the first one counts.
    ElementRepeated(ElementId),
    /// The element is in no edition of the standard.
    ElementUnknown(ElementId),
    /// A date is in another order than the issuer's country and the edition prescribe.
    DateOrderUnexpected(ElementId),
    /// A date lacks leading zeros.
    DateDigitsMissing(ElementId),
    /// A date lacks leading zeros in a way that leaves two readings; none was taken.
    DateAmbiguous(ElementId),
    /// A date is followed by something else.
    DateTrailingText(ElementId),
    /// A date could not be understood.
    DateUnreadable(ElementId),
    /// The dates of birth, issue and expiry do not follow each other.
    DatesOutOfOrder,
    /// The whole name is in one element without separators, so its parts are not known.
    NameUnsplit,
    /// Given names have only a blank between them, so they were kept together as the first name.
    GivenNamesUnseparated,
    /// The height is in no known form.
    HeightUnreadable,
    /// The weight is in no known form.
    WeightUnreadable,
    /// The sex is in no known form.
    SexUnreadable,
    /// The colour is not on AAMVA's list.
    ColourUnknown(ElementId),
    /// The postal code is in no form of the issuer's country.
    PostalCodeIrregular,
    /// The country in the barcode is not the issuer's.
    CountryDiffersFromIssuer,
}

impl AamvaWarning {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::HeaderMissing => "header_missing",
            Self::HeaderTagLegacy => "header_tag_legacy",
            Self::HeaderTagDamaged => "header_tag_damaged",
            Self::HeaderDigitsIrregular => "header_digits_irregular",
            Self::IssuerUnknown => "issuer_unknown",
            Self::EntryCountWrong => "entry_count_wrong",
            Self::SubfileOffsetWrong(_) => "subfile_offset_wrong",
            Self::SubfileLengthWrong(_) => "subfile_length_wrong",
            Self::SubfileNameMissing(_) => "subfile_name_missing",
            Self::SubfileMissing(_) => "subfile_missing",
            Self::SubfileUnlisted(_) => "subfile_unlisted",
            Self::SeparatorUnusual => "separator_unusual",
            Self::SeparatorsLost => "separators_lost",
            Self::SeparatorLost(_) => "separator_lost",
            Self::StrayText => "stray_text",
            Self::ElementRepeated(_) => "element_repeated",
            Self::ElementUnknown(_) => "element_unknown",
            Self::DateOrderUnexpected(_) => "date_order_unexpected",
            Self::DateDigitsMissing(_) => "date_digits_missing",
            Self::DateAmbiguous(_) => "date_ambiguous",
            Self::DateTrailingText(_) => "date_trailing_text",
            Self::DateUnreadable(_) => "date_unreadable",
            Self::DatesOutOfOrder => "dates_out_of_order",
            Self::NameUnsplit => "name_unsplit",
            Self::GivenNamesUnseparated => "given_names_unseparated",
            Self::HeightUnreadable => "height_unreadable",
            Self::WeightUnreadable => "weight_unreadable",
            Self::SexUnreadable => "sex_unreadable",
            Self::ColourUnknown(_) => "colour_unknown",
            Self::PostalCodeIrregular => "postal_code_irregular",
            Self::CountryDiffersFromIssuer => "country_differs_from_issuer",
        }
    }

    /// The element that it is about, if it is about one.
    #[must_use]
    pub const fn element(self) -> Option<ElementId> {
        if let Self::SeparatorLost(id)
        | Self::ElementRepeated(id)
        | Self::ElementUnknown(id)
        | Self::DateOrderUnexpected(id)
        | Self::DateDigitsMissing(id)
        | Self::DateAmbiguous(id)
        | Self::DateTrailingText(id)
        | Self::DateUnreadable(id)
        | Self::ColourUnknown(id) = self
        {
            Some(id)
        } else {
            None
        }
    }

    /// The subfile that it is about, if it is about one.
    #[must_use]
    pub const fn subfile(self) -> Option<SubfileKind> {
        if let Self::SubfileOffsetWrong(kind)
        | Self::SubfileLengthWrong(kind)
        | Self::SubfileNameMissing(kind)
        | Self::SubfileMissing(kind)
        | Self::SubfileUnlisted(kind) = self
        {
            Some(kind)
        } else {
            None
        }
    }
}

impl fmt::Display for AamvaWarning {
    /// Writes the code, and the element or subfile that it is about.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        if let Some(id) = self.element() {
            write!(f, " {id}")?;
        }
        if let Some(kind) = self.subfile() {
            write!(f, " {kind}")?;
        }
        Ok(())
    }
}
