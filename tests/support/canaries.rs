use base64_simd::{STANDARD, URL_SAFE};

/// So many bytes of a picture are looked for: no two photographs share them by chance.
const EXCERPT: usize = 48;

/// Things that must be nowhere: texts and bytes, in every form in which they might lie about.
#[derive(Debug, Clone, Default)]
pub struct Canaries(Vec<Canary>);

#[derive(Debug, Clone)]
struct Canary {
    name: String,
    /// Compared without regard to case.
    folded: Vec<Vec<u8>>,
    /// Compared byte for byte.
    exact: Vec<Vec<u8>>,
}

impl Canaries {
    /// A text: as it is and in capitals or small letters, in UTF-8 and both byte orders of UTF-16, in
    /// hexadecimal digits and in base64.
    ///
    /// # Panics
    /// When it is so short that it turns up by chance.
    #[must_use]
    pub fn text(mut self, name: &str, text: &str) -> Self {
        assert!(text.len() >= 6, "{name} is too short to look for");
        let mut folded = vec![text.as_bytes().to_vec()];
        let units = || text.encode_utf16();
        folded.push(units().flat_map(u16::to_le_bytes).collect());
        folded.push(units().flat_map(u16::to_be_bytes).collect());
        let mut exact = Vec::new();
        for text in [text.to_owned(), text.to_uppercase(), text.to_lowercase()] {
            folded.push(hexadecimal(text.as_bytes()));
            exact.extend(in_base64(text.as_bytes()));
        }
        self.0.push(Canary::new(name, folded, exact));
        self
    }

    /// Bytes, whole: as they are, in hexadecimal digits and in base64.
    ///
    /// # Panics
    /// When they are so few that they turn up by chance.
    #[must_use]
    pub fn bytes(mut self, name: &str, bytes: &[u8]) -> Self {
        assert!(bytes.len() >= 16, "{name} is too short to look for");
        let mut exact = vec![bytes.to_vec()];
        exact.extend(in_base64(bytes));
        let canary = Canary::new(name, vec![hexadecimal(bytes)], exact);
        self.0.push(canary);
        self
    }

    /// A picture: three parts of it, none of which is the head that all files of a kind share.
    ///
    /// # Panics
    /// When it is too small.
    #[must_use]
    pub fn picture(mut self, name: &str, file: &[u8]) -> Self {
        for eighths in [3, 5, 7] {
            let start = file.len() * eighths / 8;
            self = self.bytes(name, &file[start..start + EXCERPT]);
        }
        self
    }

    /// The names of those that are in `place`, each once. Hexadecimal runs as the database prints
    /// bytes are looked into as well.
    #[must_use]
    pub fn found_in(&self, place: &[u8]) -> Vec<&str> {
        let mut found = self.seen_in(place);
        for bytes in printed_bytes(place) {
            found.extend(self.seen_in(&bytes));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn seen_in(&self, place: &[u8]) -> Vec<&str> {
        let folded = place.to_ascii_lowercase();
        let is_in = |place: &[u8], needles: &[Vec<u8>]| {
            needles.iter().any(|needle| contains(place, needle))
        };
        self.0
            .iter()
            .filter(|one| is_in(&folded, &one.folded) || is_in(place, &one.exact))
            .map(|one| one.name.as_str())
            .collect()
    }
}

impl Canary {
    fn new(name: &str, mut folded: Vec<Vec<u8>>, exact: Vec<Vec<u8>>) -> Self {
        for needle in &mut folded {
            needle.make_ascii_lowercase();
        }
        Self {
            name: name.to_owned(),
            folded,
            exact,
        }
    }
}

fn contains(place: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else {
        return false;
    };
    let mut from = place;
    while let Some(at) = from.iter().position(|byte| byte == first) {
        from = &from[at + 1..];
        if from.starts_with(rest) {
            return true;
        }
    }
    false
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat().into_bytes()
}

/// The letters that follow from the bytes alone, wherever in a longer run of base64 they begin.
fn in_base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for before in 0..3 {
        let padded = [vec![0; before], bytes.to_vec()].concat();
        let begin = (before * 8).div_ceil(6);
        let end = padded.len() * 8 / 6;
        for alphabet in [STANDARD, URL_SAFE] {
            let letters = alphabet.encode_to_string(&padded);
            forms.push(letters.as_bytes()[begin..end].to_vec());
        }
    }
    forms
}

/// What stands behind each `\x` of a printed row.
fn printed_bytes(place: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for at in 0..place.len().saturating_sub(1) {
        if place[at..at + 2] != *b"\\x" {
            continue;
        }
        let digits: Vec<u8> = place[at + 2..]
            .iter()
            .map_while(|byte| char::from(*byte).to_digit(16))
            .filter_map(|digit| u8::try_from(digit).ok())
            .collect();
        let (pairs, _) = digits.as_chunks::<2>();
        found.push(pairs.iter().map(|[high, low]| high << 4 | low).collect());
    }
    found
}
