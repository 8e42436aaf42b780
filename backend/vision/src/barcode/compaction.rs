//! Codewords into bytes (ISO/IEC 15438:2015, 5.4 and annex H): text, byte and numeric compaction,
//! character set marks and the control block of a divided message. Every byte is kept as encoded.

use super::reading::{Content, Segment};

const TEXT: u16 = 900;
const BYTES: u16 = 901;
const NUMBERS: u16 = 902;
const SHIFT_TO_BYTE: u16 = 913;
const READER_INITIALISATION: u16 = 921;
const LAST_SEGMENT: u16 = 922;
const OPTIONAL_FIELD: u16 = 923;
const BYTES_BY_SIX: u16 = 924;
const USER_INTERPRETATION: u16 = 925;
const GENERAL_INTERPRETATION: u16 = 926;
const CHARACTER_SET: u16 = 927;
const DIVIDED_MESSAGE: u16 = 928;
/// Which optional field of the control block holds the number of parts.
const SEGMENT_COUNT: u16 = 1;

const MIXED: &[u8; 25] = b"0123456789&\r\t,:#-.$/+%*=^";
const PUNCTUATION: &[u8; 29] = b";<>@[\\]_`~!\r\t,:\n-.$/\"|*()?{}'";

/// The message of a corrected symbol: `data` starts behind the length and ends before the check
/// words. `None` when the sequence breaks the standard.
pub(super) fn decode(data: &[u16]) -> Option<Content> {
    let mut message = Message {
        data,
        at: 0,
        content: Content::default(),
    };
    message.text()?;
    while let Some(codeword) = message.take() {
        match codeword {
            TEXT => message.text()?,
            BYTES | BYTES_BY_SIX => message.bytes(codeword == BYTES_BY_SIX)?,
            NUMBERS => message.numbers()?,
            SHIFT_TO_BYTE => message.shifted_byte()?,
            DIVIDED_MESSAGE => message.control_block()?,
            READER_INITIALISATION => {}
            other => message.interpretation(other)?,
        }
    }
    Some(message.content)
}

struct Message<'a> {
    data: &'a [u16],
    at: usize,
    content: Content,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Capitals,
    Small,
    Mixed,
    Punctuation,
}

impl Message<'_> {
    fn peek(&self) -> Option<u16> {
        self.data.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u16> {
        let codeword = self.peek()?;
        self.at += 1;
        Some(codeword)
    }

    fn shifted_byte(&mut self) -> Option<()> {
        let byte = u8::try_from(self.take()?).ok()?;
        self.content.bytes.push(byte);
        Some(())
    }

    /// 5.5: marks say how to read the bytes that follow; only character sets matter here.
    fn interpretation(&mut self, codeword: u16) -> Option<()> {
        let first = self.take()?;
        match codeword {
            CHARACTER_SET if first < 900 => {
                self.content
                    .character_sets
                    .push((self.content.bytes.len(), first.into()));
            }
            GENERAL_INTERPRETATION => {
                self.take()?;
            }
            USER_INTERPRETATION => {}
            _ => return None,
        }
        Some(())
    }

    /// 5.4.2: two values of 30 to a codeword, four alphabets, latches and one-value shifts.
    fn text(&mut self) -> Option<()> {
        let mut latched = Alphabet::Capitals;
        let mut shifted = None;
        while let Some(codeword) = self.peek() {
            match codeword {
                0..TEXT => {
                    for value in [codeword / 30, codeword % 30] {
                        self.text_value(value, &mut latched, &mut shifted);
                    }
                    self.at += 1;
                }
                TEXT => {
                    (latched, shifted) = (Alphabet::Capitals, None);
                    self.at += 1;
                }
                // A shift that stands right before is padding (5.4.2.4).
                SHIFT_TO_BYTE => {
                    shifted = None;
                    self.at += 1;
                    self.shifted_byte()?;
                }
                CHARACTER_SET | GENERAL_INTERPRETATION | USER_INTERPRETATION => {
                    self.at += 1;
                    self.interpretation(codeword)?;
                }
                READER_INITIALISATION => self.at += 1,
                _ => return Some(()),
            }
        }
        Some(())
    }

    fn text_value(&mut self, value: u16, latched: &mut Alphabet, shifted: &mut Option<Alphabet>) {
        use Alphabet::{Capitals, Mixed, Punctuation, Small};
        let place = usize::from(value);
        let small = u8::try_from(value).unwrap_or(0);
        let letter = |first: u8| if value == 26 { b' ' } else { first + small };
        let alphabet = shifted.take().unwrap_or(*latched);
        let character = match (alphabet, value) {
            (Capitals, 0..=26) => Some(letter(b'A')),
            (Small, 0..=26) => Some(letter(b'a')),
            (Mixed, 0..=24) => MIXED.get(place).copied(),
            (Mixed, 26) => Some(b' '),
            (Punctuation, 0..=28) => PUNCTUATION.get(place).copied(),
            _ => None,
        };
        if let Some(character) = character {
            self.content.bytes.push(character);
            return;
        }
        match (alphabet, value) {
            (Capitals | Mixed, 27) => *latched = Small,
            (Small, 27) => *shifted = Some(Capitals),
            (Capitals | Small, 28) => *latched = Mixed,
            (Mixed, 25) => *latched = Punctuation,
            (Mixed, 28) | (Punctuation, 29) => *latched = Capitals,
            (_, _) => *shifted = Some(Punctuation),
        }
    }

    /// 5.4.3: five codewords hold six bytes; under latch 901 the rest hold one each.
    fn bytes(&mut self, is_by_six: bool) -> Option<()> {
        loop {
            let run = self
                .data
                .get(self.at..)?
                .iter()
                .take_while(|&&c| c < TEXT)
                .count();
            let full_groups = if is_by_six {
                run / 5
            } else {
                run.saturating_sub(1) / 5
            };
            for _ in 0..full_groups {
                let group = self.data.get(self.at..self.at + 5)?;
                let value = group.iter().fold(0u64, |sum, &c| sum * 900 + u64::from(c));
                self.content.bytes.extend(value.to_be_bytes().get(2..)?);
                self.at += 5;
            }
            for _ in 0..run - 5 * full_groups {
                self.shifted_byte()?;
            }
            match self.peek() {
                Some(mark @ (CHARACTER_SET | GENERAL_INTERPRETATION | USER_INTERPRETATION)) => {
                    self.at += 1;
                    self.interpretation(mark)?;
                }
                _ => return Some(()),
            }
        }
    }

    /// 5.4.4: up to 15 codewords are a number in base 900 whose decimal digits start with a 1.
    fn numbers(&mut self) -> Option<()> {
        let run = self
            .data
            .get(self.at..)?
            .iter()
            .take_while(|&&c| c < TEXT)
            .count();
        let digits = self.data.get(self.at..self.at + run)?;
        for group in digits.chunks(15) {
            self.content.bytes.extend(decimal(group)?);
        }
        self.at += run;
        Some(())
    }

    /// Annex H: index of the part, the message's name, then optional fields that are not used.
    fn control_block(&mut self) -> Option<()> {
        let index = decimal(&[self.take()?, self.take()?])?;
        let index = index
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
        let mut file_id = String::new();
        while let Some(codeword) = self.peek().filter(|&c| c < TEXT) {
            file_id.push_str(&format!("{codeword:03}"));
            self.at += 1;
        }
        let (mut is_last, mut count) = (false, None);
        while let Some(codeword) = self.take() {
            match codeword {
                LAST_SEGMENT => is_last = true,
                OPTIONAL_FIELD if self.peek() == Some(SEGMENT_COUNT) => {
                    self.at += 1;
                    count = self.segment_count();
                }
                TEXT | BYTES | NUMBERS | BYTES_BY_SIX | OPTIONAL_FIELD | 0..TEXT => {}
                _ => return None,
            }
        }
        self.content.segment = Some(Segment {
            index,
            file_id,
            is_last,
            count,
        });
        Some(())
    }

    /// H.2.3: the number of parts, in numeric compaction; what is no number is left out.
    fn segment_count(&mut self) -> Option<u32> {
        let run = self.data.get(self.at..)?.iter();
        let run = run.take_while(|&&c| c < TEXT).count();
        let digits = decimal(self.data.get(self.at..self.at + run.min(4))?);
        self.at += run;
        let text = String::from_utf8(digits?).ok()?;
        text.parse().ok().filter(|&count| count > 0)
    }
}

/// Base 900 into decimal digits without the leading 1.
fn decimal(codewords: &[u16]) -> Option<Vec<u8>> {
    let mut digits: Vec<u32> = vec![0];
    for &codeword in codewords {
        let mut carry = u32::from(codeword);
        for digit in &mut digits {
            let value = *digit * 900 + carry;
            (*digit, carry) = (value % 10, value / 10);
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    if digits.pop() != Some(1) {
        return None;
    }
    digits
        .iter()
        .rev()
        .map(|&digit| u8::try_from(digit).ok().map(|digit| b'0' + digit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(data: &[u16]) -> Option<Vec<u8>> {
        decode(data).map(|content| content.bytes)
    }

    #[test]
    fn text_shifts_and_latches() {
        // P D F, latch mixed, 4 1 7, then the pad shift: the standard's own example.
        assert_eq!(bytes(&[453, 178, 121, 239]).unwrap(), b"PDF417");
        // a with a capital in the middle: latch small, a, shift capital, B, c.
        let small = [27 * 30, 27 * 30 + 1, 2 * 30 + 29];
        assert_eq!(bytes(&small).unwrap(), b"aBc");
    }

    #[test]
    fn a_shifted_byte_keeps_a_control_character() {
        assert_eq!(bytes(&[26, SHIFT_TO_BYTE, 0x1E, 1]).unwrap(), b"A \x1EAB");
        assert_eq!(bytes(&[SHIFT_TO_BYTE, 300]), None);
        assert_eq!(bytes(&[SHIFT_TO_BYTE]), None);
    }

    #[test]
    fn bytes_come_in_sixes_and_singles() {
        // 900^5 > 2^48, so six bytes always fit five codewords: 0x010203040506.
        let six = [1u8, 2, 3, 4, 5, 6];
        let mut value = six
            .iter()
            .fold(0u64, |sum, &byte| sum << 8 | u64::from(byte));
        let mut codewords = [BYTES_BY_SIX; 6];
        for place in codewords[1..].iter_mut().rev() {
            *place = u16::try_from(value % 900).unwrap();
            value /= 900;
        }
        assert_eq!(bytes(&codewords).unwrap(), six);
        assert_eq!(bytes(&[BYTES, 65, 10, 30, 13, 66]).unwrap(), b"A\n\x1E\rB");
        assert_eq!(bytes(&[BYTES, 256]), None);
    }

    #[test]
    fn the_number_of_the_standard_reads_back() {
        // 5.4.4.2
        assert_eq!(
            bytes(&[NUMBERS, 1, 624, 434, 632, 282, 200]).unwrap(),
            b"000213298174000"
        );
        assert_eq!(bytes(&[NUMBERS, 0, 5]), None);
    }

    #[test]
    fn character_sets_are_marked_by_place() {
        let content = decode(&[26, CHARACTER_SET, 26, BYTES, 0xC3, 0xA4]).unwrap();
        assert_eq!(content.character_sets, [(2, 26)]);
        assert_eq!(content.bytes, [b'A', b' ', 0xC3, 0xA4]);
    }

    #[test]
    fn a_control_block_names_the_part() {
        let content = decode(&[0, DIVIDED_MESSAGE, 111, 101, 17, 53, LAST_SEGMENT]).unwrap();
        let segment = content.segment.unwrap();
        assert_eq!(
            (segment.index, segment.file_id.as_str(), segment.is_last),
            (1, "017053", true)
        );
        assert_eq!(segment.count, None);
        // In numeric compaction a 1 leads: 110 means ten parts.
        let counted = [
            0,
            DIVIDED_MESSAGE,
            111,
            100,
            17,
            OPTIONAL_FIELD,
            SEGMENT_COUNT,
            110,
        ];
        let segment = decode(&counted).unwrap().segment.unwrap();
        assert_eq!((segment.index, segment.count), (0, Some(10)));
        assert_eq!(bytes(&[0, DIVIDED_MESSAGE, 111]), None);
    }

    #[test]
    fn reserved_codewords_are_refused() {
        assert_eq!(bytes(&[0, 905]), None);
        assert_eq!(bytes(&[0, LAST_SEGMENT]), None);
    }
}
