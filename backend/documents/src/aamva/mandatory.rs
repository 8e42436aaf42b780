use super::card::CardKind;
use super::element::ElementId;

macro_rules! ids {
    ($($name:literal)*) => { [$(ElementId::known(*$name)),*] };
}

/// Every name that an edition of the standard gives to an element, 2000 to 2025, in order.
pub(super) static STANDARD_ELEMENTS: [ElementId; 87] = ids![
    b"DAA" b"DAB" b"DAC" b"DAD" b"DAE" b"DAF" b"DAG" b"DAH" b"DAI" b"DAJ" b"DAK" b"DAL" b"DAM"
    b"DAN" b"DAO" b"DAP" b"DAQ" b"DAR" b"DAS" b"DAT" b"DAU" b"DAV" b"DAW" b"DAX" b"DAY" b"DAZ"
    b"DBA" b"DBB" b"DBC" b"DBD" b"DBE" b"DBF" b"DBG" b"DBH" b"DBI" b"DBJ" b"DBK" b"DBL" b"DBM"
    b"DBN" b"DBO" b"DBP" b"DBQ" b"DBR" b"DBS" b"DCA" b"DCB" b"DCD" b"DCE" b"DCF" b"DCG" b"DCH"
    b"DCI" b"DCJ" b"DCK" b"DCL" b"DCM" b"DCN" b"DCO" b"DCP" b"DCQ" b"DCR" b"DCS" b"DCT" b"DCU"
    b"DDA" b"DDB" b"DDC" b"DDD" b"DDE" b"DDF" b"DDG" b"DDH" b"DDI" b"DDJ" b"DDK" b"DDL" b"DDM"
    b"DDN" b"DDO" b"DDP" b"PAA" b"PAB" b"PAC" b"PAD" b"PAE" b"PAF"
];

/// AAMVA DL/ID-2000: both kinds of card.
static IN_2000: [ElementId; 10] =
    ids![b"DAA" b"DAG" b"DAI" b"DAJ" b"DAK" b"DAQ" b"DBA" b"DBB" b"DBC" b"DBD"];
/// AAMVA DL/ID-2000: licences only.
static LICENCE_IN_2000: [ElementId; 3] = ids![b"DAR" b"DAS" b"DAT"];

/// From the 2003 edition on: both kinds of card.
static SINCE_2003: [ElementId; 14] = ids![
    b"DBA" b"DCS" b"DBD" b"DBB" b"DBC" b"DAY" b"DAU" b"DAG" b"DAI" b"DAJ" b"DAK" b"DAQ" b"DCF"
    b"DCG"
];
/// From the 2003 edition on: licences only.
static LICENCE_SINCE_2003: [ElementId; 3] = ids![b"DCA" b"DCB" b"DCD"];
/// 2003 only, beside the given names that 2005 kept.
static ONLY_2003: [ElementId; 3] = ids![b"DCT" b"DCU" b"DCE"];
static ONLY_2005: [ElementId; 1] = ids![b"DCT"];
/// 2003 and 2005: licences only.
static LICENCE_2003_2005: [ElementId; 1] = ids![b"DCH"];
/// From the 2009 edition on.
static SINCE_2009: [ElementId; 5] = ids![b"DAC" b"DAD" b"DDE" b"DDF" b"DDG"];

/// Whether some edition of the standard has the name.
pub(super) fn is_standard_element(id: ElementId) -> bool {
    STANDARD_ELEMENTS.contains(&id)
}

/// The elements that the edition makes mandatory and the card lacks. Edition 00 and
/// a lost edition have no list; one newer than 2009 is measured against that of 2009, which stands.
pub(super) fn missing(
    version: Option<u8>,
    kind: CardKind,
    present: impl Fn(ElementId) -> bool,
) -> Vec<ElementId> {
    let lists: &[&[ElementId]] = match version {
        None | Some(0) => &[],
        Some(1) => &[&IN_2000],
        Some(2) => &[&SINCE_2003, &ONLY_2003],
        Some(3) => &[&SINCE_2003, &ONLY_2005],
        Some(_) => &[&SINCE_2003, &SINCE_2009],
    };
    let licence_lists: &[&[ElementId]] = match (kind, version) {
        (CardKind::IdentityCard, _) | (_, None | Some(0)) => &[],
        (_, Some(1)) => &[&LICENCE_IN_2000],
        (_, Some(2 | 3)) => &[&LICENCE_SINCE_2003, &LICENCE_2003_2005],
        (_, Some(_)) => &[&LICENCE_SINCE_2003],
    };
    let mut missing: Vec<ElementId> = lists
        .iter()
        .chain(licence_lists)
        .flat_map(|list| list.iter().copied())
        .filter(|id| !present(*id))
        .collect();
    missing.sort_unstable();
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(version: u8, kind: CardKind) -> Vec<String> {
        missing(Some(version), kind, |_| false)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn every_mandatory_element_is_of_the_standard() {
        for version in 0..=11 {
            let lacking = missing(Some(version), CardKind::DriverLicense, |_| false);
            assert!(lacking.iter().all(|id| is_standard_element(*id)));
        }
    }

    #[test]
    fn the_editions_differ() {
        assert_eq!(names(0, CardKind::DriverLicense).len(), 0);
        assert_eq!(names(1, CardKind::DriverLicense).len(), 13);
        assert_eq!(names(2, CardKind::DriverLicense).len(), 21);
        assert_eq!(names(3, CardKind::DriverLicense).len(), 19);
        for version in 4..=11 {
            assert_eq!(names(version, CardKind::DriverLicense).len(), 22);
            assert_eq!(names(version, CardKind::IdentityCard).len(), 19);
        }
        assert_eq!(names(99, CardKind::DriverLicense).len(), 22);
    }
}
