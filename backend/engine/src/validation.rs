use credence_documents::aamva::{AamvaDocument, AamvaWarning};
use credence_documents::mrz::{CheckOutcome, MrzDocument, MrzFlag};
use credence_types::CaptureStep;

use crate::examination::ImageQuality;
use crate::images::faults;

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TestStatus {
    /// In order.
    Passed,
    /// Not in order.
    Failed,
    /// It could not be made.
    NotRun,
}

/// A check on the data of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationTest {
    /// A stable name.
    pub name: &'static str,
    /// Its name for people.
    pub display_name: &'static str,
    /// What became of it.
    pub status: TestStatus,
    /// Why, in words; no values from the document. Empty when it passed.
    pub reason: String,
}

impl TestStatus {
    /// The number on the wire: 0 failed is documented, 1 and 2 are inferred (dvs-wire section 1.5).
    #[must_use]
    pub const fn wire_number(self) -> i32 {
        match self {
            Self::Failed => 0,
            Self::Passed => 1,
            Self::NotRun => 2,
        }
    }

    /// The word on the wire.
    #[must_use]
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Failed => "Failed",
            Self::Passed => "Passed",
            Self::NotRun => "NotRun",
        }
    }
}

impl ValidationTest {
    pub(crate) const fn passed(name: &'static str, display_name: &'static str) -> Self {
        Self {
            name,
            display_name,
            status: TestStatus::Passed,
            reason: String::new(),
        }
    }

    pub(crate) fn not_run(name: &'static str, display_name: &'static str, reason: &str) -> Self {
        let reason = reason.to_owned();
        Self {
            name,
            display_name,
            status: TestStatus::NotRun,
            reason,
        }
    }

    /// Failed for the given reasons; passed without any.
    pub(crate) fn by_reasons(
        name: &'static str,
        display_name: &'static str,
        reasons: &[String],
    ) -> Self {
        if reasons.is_empty() {
            return Self::passed(name, display_name);
        }
        Self {
            name,
            display_name,
            status: TestStatus::Failed,
            reason: reasons.join(", "),
        }
    }
}

/// Whether an image is good enough to be sure of what is read on it.
pub(crate) fn of_image(image: &ImageQuality) -> ValidationTest {
    let (name, display_name) = match image.step {
        CaptureStep::Front => ("FrontImageQuality", "Quality of the front"),
        CaptureStep::Back => ("BackImageQuality", "Quality of the back"),
        CaptureStep::Face => ("FaceImageQuality", "Quality of the face"),
    };
    let faults: Vec<String> = faults(&image.quality)
        .map(|fault| fault.code().to_owned())
        .collect();
    ValidationTest::by_reasons(name, display_name, &faults)
}

/// The checks on a barcode: is its issuer known, is it complete, are its dates sound.
pub(crate) fn of_barcode(document: &AamvaDocument) -> Vec<ValidationTest> {
    let warnings = |is_wanted: fn(&AamvaWarning) -> bool| -> Vec<String> {
        document
            .warnings
            .iter()
            .filter(|warning| is_wanted(warning))
            .map(ToString::to_string)
            .collect()
    };
    let issuer = warnings(|warning| {
        matches!(
            warning,
            AamvaWarning::HeaderMissing
                | AamvaWarning::IssuerUnknown
                | AamvaWarning::CountryDiffersFromIssuer
        )
    });
    let dates = warnings(|warning| {
        matches!(
            warning,
            AamvaWarning::DateUnreadable(_)
                | AamvaWarning::DateAmbiguous(_)
                | AamvaWarning::DatesOutOfOrder
        )
    });
    let missing: Vec<String> = document
        .missing_mandatory
        .iter()
        .map(|id| format!("missing {id}"))
        .collect();
    vec![
        ValidationTest::by_reasons("BarcodeIssuer", "Issuer of the barcode", &issuer),
        ValidationTest::by_reasons("BarcodeMandatoryElements", "Mandatory elements", &missing),
        ValidationTest::by_reasons("BarcodeDates", "Dates in the barcode", &dates),
    ]
}

/// The checks on a machine-readable zone: check digits, codes, dates.
pub(crate) fn of_zone(document: &MrzDocument) -> Vec<ValidationTest> {
    let digits: Vec<String> = document
        .checks
        .iter()
        .filter_map(|check| match check.outcome {
            CheckOutcome::Passed => None,
            CheckOutcome::Failed => Some(format!("{} wrong", check.field.name())),
            CheckOutcome::Absent => Some(format!("{} missing", check.field.name())),
        })
        .collect();
    let flags = |is_wanted: fn(&MrzFlag) -> bool| -> Vec<String> {
        document
            .flags
            .iter()
            .filter(|flag| is_wanted(flag))
            .map(ToString::to_string)
            .collect()
    };
    let codes = flags(|flag| {
        matches!(
            flag,
            MrzFlag::DocumentCodeUnknown
                | MrzFlag::IssuingStateUnknown
                | MrzFlag::NationalityUnknown
                | MrzFlag::SexInvalid
        )
    });
    let dates = flags(|flag| {
        matches!(
            flag,
            MrzFlag::BirthDateInvalid | MrzFlag::ExpiryDateInvalid | MrzFlag::ExpiryBeforeBirth
        )
    });
    vec![
        ValidationTest::by_reasons("MrzCheckDigits", "Check digits", &digits),
        ValidationTest::by_reasons("MrzCodes", "Codes of the document and its states", &codes),
        ValidationTest::by_reasons("MrzDates", "Dates in the machine-readable zone", &dates),
    ]
}
