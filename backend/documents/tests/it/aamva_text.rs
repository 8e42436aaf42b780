//! Writes barcodes for the tests, so that each can then be damaged in one way.

/// A licence of edition `version` with correct offsets: `elements` in the licence's subfile and,
/// if given, others in the jurisdiction's.
pub(crate) fn licence(
    iin: &str,
    version: u8,
    kind: &str,
    elements: &[&str],
    jurisdiction: Option<(&str, &[&str])>,
) -> String {
    let own = subfile(kind, elements);
    let other = jurisdiction.map(|(kind, elements)| (kind, subfile(kind, elements)));
    let jurisdiction_version = if version < 2 { "" } else { "00" };
    let count = if other.is_some() { 2 } else { 1 };
    let numbers = format!("{iin}{version:02}{jurisdiction_version}{count:02}");
    let start = "@\n\u{1e}\rANSI ".len() + numbers.len() + 10 * count;
    let mut text = format!("@\n\u{1e}\rANSI {numbers}{kind}{start:04}{:04}", own.len());
    if let Some((kind, other)) = &other {
        text += &format!("{kind}{:04}{:04}", start + own.len(), other.len());
    }
    text + &own + &other.map(|(_, text)| text).unwrap_or_default()
}

fn subfile(kind: &str, elements: &[&str]) -> String {
    format!("{kind}{}\r", elements.join("\n"))
}

/// A regular licence of the 2016 edition.
pub(crate) const ELEMENTS_2016: [&str; 30] = [
    "DAQD1234567",
    "DCSSAMPLE",
    "DDEN",
    "DACJANICE",
    "DDFN",
    "DADMARIE",
    "DDGT",
    "DCAC",
    "DCBB",
    "DCDNONE",
    "DBD02142021",
    "DBB07011989",
    "DBA07012029",
    "DBC2",
    "DAU064 IN",
    "DAYHAZ",
    "DAG123 NORTH STATE STREET",
    "DAHAPT 4",
    "DAIANYTOWN",
    "DAJCA",
    "DAK902230000  ",
    "DCF83D9BN217QO983B1",
    "DCGUSA",
    "DAW131",
    "DAZBRO",
    "DCUIII",
    "DDAF",
    "DDB08292017",
    "DDD0",
    "DDK1",
];

/// [`ELEMENTS_2016`] as a whole barcode of California.
pub(crate) fn regular() -> String {
    licence(
        "636014",
        9,
        "DL",
        &ELEMENTS_2016,
        Some(("ZC", &["ZCAY", "ZCB"])),
    )
}
