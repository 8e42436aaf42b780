use super::flag::MrzFlag;
use super::format::MrzFormat;
use super::parse::MrzError;

/// Longest text accepted, in bytes; a zone has 90 characters at most.
pub const TEXT_LIMIT_BYTES: usize = 1024;

/// A zone's lines in full length, capitals, digits and fillers only.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) format: MrzFormat,
    pub(super) lines: Vec<String>,
}

/// Whether text is a zone: the right number of lines of the right length and alphabet.
pub(crate) fn looks_like_mrz(text: &str) -> bool {
    read(text, &mut Vec::new()).is_ok()
}

/// Brings text into lines. White space, empty lines and lower case are put right; a line that lost
/// fillers at its end is filled up; lines that were joined are cut.
pub(super) fn read(text: &str, flags: &mut Vec<MrzFlag>) -> Result<Lines, MrzError> {
    if text.len() > TEXT_LIMIT_BYTES {
        return Err(MrzError::TooLong);
    }
    if text.chars().any(|c| c.is_ascii_lowercase()) {
        flags.push(MrzFlag::LowerCase);
    }
    let lines: Vec<String> = text
        .split(['\n', '\r'])
        .map(|line| {
            line.chars()
                .filter(|c| !c.is_whitespace())
                .map(|c| c.to_ascii_uppercase())
                .collect()
        })
        .filter(|line: &String| !line.is_empty())
        .collect();
    let foreign = |c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '<');
    if lines.iter().any(|line| line.contains(foreign)) {
        return Err(MrzError::ForeignCharacter);
    }
    let lines = cut_joined(lines);
    let is_visa = lines.first().is_some_and(|line| line.starts_with('V'));
    let longest = lines.iter().map(String::len).max().ok_or(MrzError::Empty)?;
    let format = MrzFormat::of(lines.len(), longest, is_visa).ok_or(MrzError::UnknownFormat {
        lines: lines.len(),
        longest,
    })?;
    let lines = (1..)
        .zip(lines)
        .map(|(number, line)| fill(line, number, longest, flags))
        .collect();
    Ok(Lines { format, lines })
}

/// A zone in one piece: 90, 88 or 72 characters.
fn cut_joined(lines: Vec<String>) -> Vec<String> {
    let [whole] = lines.as_slice() else {
        return lines;
    };
    let length = match whole.len() {
        90 => 30,
        88 => 44,
        72 => 36,
        _ => return lines,
    };
    whole
        .as_bytes()
        .chunks(length)
        .map(|line| line.iter().copied().map(char::from).collect())
        .collect()
}

fn fill(mut line: String, number: u8, length: usize, flags: &mut Vec<MrzFlag>) -> String {
    if line.len() < length {
        flags.push(MrzFlag::LineFilled(number));
        line.extend(std::iter::repeat_n('<', length - line.len()));
    }
    line
}
