use super::check_digit::CheckField;

/// Something about a zone that Doc 9303 does not allow, that leaves a doubt, or that had to be put
/// right to read it. It carries no value from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MrzFlag {
    /// A check digit is wrong.
    CheckDigitWrong(CheckField),
    /// A check digit is missing where the format has one.
    CheckDigitMissing(CheckField),
    /// A line (counted from 1) was shorter and was filled up at its end.
    LineFilled(u8),
    /// The text had lower-case letters.
    LowerCase,
    /// The document code begins with none of the letters that the format allows.
    DocumentCodeUnknown,
    /// The issuing state's code is on no list.
    IssuingStateUnknown,
    /// The nationality's code is on no list.
    NationalityUnknown,
    /// The document has no number.
    DocumentNumberMissing,
    /// The document number continues in the optional data (Doc 9303-5 note j, 9303-6 note j).
    DocumentNumberLong,
    /// Parts of the date of birth are unknown by the document's own account.
    BirthDateIncomplete,
    /// The date of birth is no day of the calendar.
    BirthDateInvalid,
    /// Parts of the date of expiry are unknown.
    ExpiryDateIncomplete,
    /// The date of expiry is no day of the calendar.
    ExpiryDateInvalid,
    /// The document expires before its holder is born.
    ExpiryBeforeBirth,
    /// The sex is none of `M`, `F`, `X` and `<`.
    SexInvalid,
    /// The name field has no letters.
    NameMissing,
    /// The name field has digits.
    NameHasDigits,
    /// The name fills its field, so it may be cut.
    NameMayBeTruncated,
    /// More than one `<<` stands among the names.
    NameSeparatorRepeated,
}

impl MrzFlag {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CheckDigitWrong(_) => "check_digit_wrong",
            Self::CheckDigitMissing(_) => "check_digit_missing",
            Self::LineFilled(_) => "line_filled",
            Self::LowerCase => "lower_case",
            Self::DocumentCodeUnknown => "document_code_unknown",
            Self::IssuingStateUnknown => "issuing_state_unknown",
            Self::NationalityUnknown => "nationality_unknown",
            Self::DocumentNumberMissing => "document_number_missing",
            Self::DocumentNumberLong => "document_number_long",
            Self::BirthDateIncomplete => "birth_date_incomplete",
            Self::BirthDateInvalid => "birth_date_invalid",
            Self::ExpiryDateIncomplete => "expiry_date_incomplete",
            Self::ExpiryDateInvalid => "expiry_date_invalid",
            Self::ExpiryBeforeBirth => "expiry_before_birth",
            Self::SexInvalid => "sex_invalid",
            Self::NameMissing => "name_missing",
            Self::NameHasDigits => "name_has_digits",
            Self::NameMayBeTruncated => "name_may_be_truncated",
            Self::NameSeparatorRepeated => "name_separator_repeated",
        }
    }

    /// Whether the document breaks the standard, rather than being unusual or having been repaired.
    #[must_use]
    pub const fn is_violation(self) -> bool {
        !matches!(
            self,
            Self::LineFilled(_)
                | Self::LowerCase
                | Self::DocumentNumberLong
                | Self::BirthDateIncomplete
                | Self::ExpiryDateIncomplete
                | Self::NameMayBeTruncated
        )
    }
}

impl std::fmt::Display for MrzFlag {
    /// Writes the code, and the check digit or line that it is about.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())?;
        if let Self::CheckDigitWrong(field) | Self::CheckDigitMissing(field) = self {
            write!(f, " {}", field.name())?;
        }
        if let Self::LineFilled(line) = self {
            write!(f, " {line}")?;
        }
        Ok(())
    }
}
