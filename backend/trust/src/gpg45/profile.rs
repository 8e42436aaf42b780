use serde::{Deserialize, Serialize};

/// How far an identity can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfidenceLevel {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Very high.
    VeryHigh,
}

impl ConfidenceLevel {
    /// Every level, lowest first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::VeryHigh];

    /// The name used in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::VeryHigh => "very_high",
        }
    }
}

/// What one piece of evidence must reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceNeed {
    /// Its strength.
    pub strength: u8,
    /// Its validity.
    pub validity: u8,
}

/// What a profile asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Needs {
    pub(crate) evidence: &'static [EvidenceNeed],
    pub(crate) activity: u8,
    pub(crate) fraud: u8,
    pub(crate) verification: u8,
}

/// Declares the profiles: name, level, each piece's strength and validity, then activity, fraud and
/// verification.
macro_rules! profiles {
    ($($profile:ident $level:ident: $($strength:literal/$validity:literal)+;
        $activity:literal $fraud:literal $verification:literal;)+) => {
        /// An identity profile of GPG45: a set of scores that each part must reach.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum IdentityProfile {
            $(
                #[doc = concat!("`", stringify!($profile), "`")]
                $profile,
            )+
        }

        impl IdentityProfile {
            /// Every profile, by level.
            pub const ALL: &[Self] = &[$(Self::$profile,)+];

            /// The profile's name in the guidance.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$profile => stringify!($profile),)+ }
            }

            /// How far an identity of that profile can be trusted.
            #[must_use]
            pub const fn level(self) -> ConfidenceLevel {
                match self { $(Self::$profile => ConfidenceLevel::$level,)+ }
            }

            pub(crate) const fn needs(self) -> Needs {
                match self {
                    $(Self::$profile => Needs {
                        evidence: &[$(EvidenceNeed { strength: $strength, validity: $validity },)+],
                        activity: $activity,
                        fraud: $fraud,
                        verification: $verification,
                    },)+
                }
            }
        }
    };
}

// The 32 profiles, identical in two code repositories of the UK government (`Gpg45Profile.java` of
// GOV.UK One Login's identity proofing core, and the profiles of its alpha engine).
profiles! {
    L1A Low: 2/2; 0 1 1;
    L1B Low: 3/2; 0 0 1;
    L1C Low: 1/1; 3 2 2;
    L2A Low: 1/1 1/1; 2 1 2;
    L2B Low: 1/1 1/1; 2 2 1;
    L3A Low: 1/1 1/1 1/1; 2 1 1;
    M1A Medium: 4/2; 0 1 2;
    M1B Medium: 3/2; 1 2 2;
    M1C Medium: 3/3; 0 0 3;
    M1D Medium: 2/2; 2 1 3;
    M2A Medium: 2/2 2/2; 3 2 2;
    M2B Medium: 3/2 2/2; 1 1 2;
    M2C Medium: 3/2 2/2; 0 1 3;
    M3A Medium: 2/2 2/2 2/2; 2 2 2;
    H1A High: 4/3; 0 1 3;
    H1B High: 3/3; 2 1 3;
    H1C High: 4/3; 0 0 4;
    H2A High: 2/2 2/2; 3 2 3;
    H2B High: 4/2 3/2; 0 2 3;
    H2C High: 3/3 2/2; 1 1 3;
    H2D High: 3/3 2/2; 0 1 3;
    H2E High: 4/3 3/3; 0 0 3;
    H3A High: 2/2 2/2 2/2; 2 2 3;
    V1A VeryHigh: 4/3; 0 3 3;
    V1B VeryHigh: 4/4; 0 1 3;
    V1C VeryHigh: 4/3; 1 1 4;
    V1D VeryHigh: 4/4; 0 0 4;
    V2A VeryHigh: 3/3 3/3; 3 2 3;
    V2B VeryHigh: 4/3 3/3; 0 2 3;
    V2C VeryHigh: 4/3 2/2; 2 2 3;
    V2D VeryHigh: 4/4 4/4; 0 0 3;
    V3A VeryHigh: 3/3 2/2 2/2; 3 3 3;
}
