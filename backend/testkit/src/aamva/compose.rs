use super::elements::{ElementStyle, Elements, jurisdiction_elements, personal_elements};
use super::irregularity::{Irregularity, damage};
use super::record::LicenceRecord;

/// The version number in the header: 1 (2000), 2 (2003), 3 (2005), 4 (2009), 5 (2010), 6 (2011),
/// 7 (2012), 8 (2013), 9 (2016), 10 (2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AamvaVersion(u8);

impl AamvaVersion {
    /// Every version, from 1 to 10.
    pub const ALL: [Self; 10] = [
        Self(1),
        Self(2),
        Self(3),
        Self(4),
        Self(5),
        Self(6),
        Self(7),
        Self(8),
        Self(9),
        Self(10),
    ];

    /// The version with that number.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (1..=10).contains(&number).then_some(Self(number))
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// The file type in the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Header {
    /// `ANSI `, as the standard says.
    #[default]
    Ansi,
    /// `AAMVA`, as Maryland and Connecticut wrote on their version 1 cards.
    LegacyAamva,
}

/// How the barcode's text is built.
#[derive(Debug, Clone)]
pub struct AamvaOptions {
    /// Version of the standard.
    pub version: AamvaVersion,
    /// File type.
    pub header: Header,
    /// Whether a `Z?` subfile follows.
    pub has_jurisdiction_subfile: bool,
    /// Deviations.
    pub irregularities: Vec<Irregularity>,
}

impl Default for AamvaOptions {
    fn default() -> Self {
        Self {
            version: AamvaVersion(10),
            header: Header::Ansi,
            has_jurisdiction_subfile: true,
            irregularities: Vec::new(),
        }
    }
}

/// The text of a barcode with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AamvaBarcode {
    /// The bytes, each one character of ISO 8859-1.
    pub bytes: Vec<u8>,
    /// Version in the header.
    pub version: AamvaVersion,
    /// Subfile types in their order.
    pub subfiles: Vec<String>,
    /// Element identifiers and values of all subfiles, in their order.
    pub elements: Vec<(String, String)>,
}

impl AamvaBarcode {
    /// The value of the first element with that identifier.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<&str> {
        self.elements
            .iter()
            .find(|(known, _)| known == id)
            .map(|(_, value)| value.as_str())
    }
}

/// Writes the record as barcode text.
#[must_use]
pub fn compose_aamva(record: &LicenceRecord, options: &AamvaOptions) -> AamvaBarcode {
    let has = |irregularity: &Irregularity| options.irregularities.contains(irregularity);
    let style = ElementStyle {
        version: options.version,
        is_foreign_date_order: has(&Irregularity::ForeignDateOrder),
    };
    let mut subfiles = vec![(
        record.kind.subfile().to_owned(),
        personal_elements(record, style),
    )];
    if options.has_jurisdiction_subfile {
        let letter = record.issuer.code.chars().next().unwrap_or('X');
        subfiles.push((format!("Z{letter}"), jurisdiction_elements(record)));
    }
    for irregularity in &options.irregularities {
        if let Irregularity::MissingElements(missing) = irregularity {
            for (_, elements) in &mut subfiles {
                elements.retain(|(id, _)| !missing.contains(&id.as_str()));
            }
        }
    }
    let bodies: Vec<(String, String)> = subfiles
        .iter()
        .map(|(name, elements)| (name.clone(), subfile_body(name, elements, options)))
        .collect();
    let text = format!(
        "{}{}",
        header(record, &bodies, options),
        bodies
            .iter()
            .map(|(_, body)| body.as_str())
            .collect::<String>()
    );
    AamvaBarcode {
        bytes: damage(to_latin_1(&text), &options.irregularities),
        version: options.version,
        subfiles: bodies.into_iter().map(|(name, _)| name).collect(),
        elements: subfiles
            .into_iter()
            .flat_map(|(_, elements)| elements)
            .collect(),
    }
}

fn subfile_body(name: &str, elements: &Elements, options: &AamvaOptions) -> String {
    let has = |irregularity: &Irregularity| options.irregularities.contains(irregularity);
    let separator = match (
        has(&Irregularity::BarSeparators),
        has(&Irregularity::EmptyRecords),
    ) {
        (true, _) => "|",
        (false, true) => "\n\n",
        (false, false) => "\n",
    };
    let joined: Vec<String> = elements
        .iter()
        .map(|(id, value)| format!("{id}{value}"))
        .collect();
    let name = if has(&Irregularity::MissingTypeCode) {
        ""
    } else {
        name
    };
    let end = if has(&Irregularity::LineFeedBeforeEnd) {
        "\n\r"
    } else {
        "\r"
    };
    format!("{name}{}{end}", joined.join(separator))
}

/// The header with a designator per subfile: type, offset from the `@`, length.
fn header(record: &LicenceRecord, bodies: &[(String, String)], options: &AamvaOptions) -> String {
    let file_type = match options.header {
        Header::Ansi => "ANSI ",
        Header::LegacyAamva => "AAMVA",
    };
    let mut header = format!(
        "@\n\u{1e}\r{file_type}{}{:02}",
        record.issuer.identification_number,
        options.version.number()
    );
    if options.version.number() > 1 {
        header.push_str("01");
    }
    if !options
        .irregularities
        .contains(&Irregularity::MissingEntryCount)
    {
        header.push_str(&format!("{:02}", bodies.len()));
    }
    let (mut shift_offset, mut shift_length) = (0, 0);
    for irregularity in &options.irregularities {
        if let Irregularity::ShiftedOffsets(by) = irregularity {
            shift_offset = i64::from(*by);
        }
        if let Irregularity::ShiftedLengths(by) = irregularity {
            shift_length = i64::from(*by);
        }
    }
    let mut offset = header.len() + 10 * bodies.len();
    for (name, body) in bodies {
        let length = to_latin_1(body).len();
        let written = |number: usize, by: i64| (i64::try_from(number).unwrap_or(0) + by).max(0);
        header.push_str(&format!(
            "{name}{:04}{:04}",
            written(offset, shift_offset),
            written(length, shift_length)
        ));
        offset += length;
    }
    header
}

/// Characters beyond ISO 8859-1 become `?`.
fn to_latin_1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?'))
        .collect()
}
