//! Contrast by WCAG 2.2 ("relative luminance", "contrast ratio").

/// What text needs (success criterion 1.4.3).
const ENOUGH: f64 = 4.5;
/// How much of the accent the soft background has, as in the page's style.
const SOFT_SHARE: f64 = 0.12;

/// A theme of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// The light one.
    Light,
    /// The dark one.
    Dark,
}

/// The colours of `frontend/styles/tokens.css` that the accent is seen with; a test compares them.
struct Surroundings {
    /// What it is written on.
    backgrounds: [(&'static str, Colour); 3],
    /// What is written on it.
    ink: Colour,
}

/// Text that could not be read well enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ContrastFailure {
    /// In which theme.
    pub theme: Theme,
    /// What the accent meets there, such as `the page`.
    pub with: &'static str,
    /// How much it is; 4.5 is needed.
    pub ratio: f64,
}

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    /// Reads `#rrggbb`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    fn luminance(self) -> f64 {
        luminance(self.0.map(|part| f64::from(part) / 255.0))
    }

    /// The luminance of this colour laid over another by a share.
    fn laid_over(self, other: Self, share: f64) -> f64 {
        let mut mixed = [0.0; 3];
        for ((mixed, over), under) in mixed.iter_mut().zip(self.0).zip(other.0) {
            *mixed = (f64::from(over) * share + f64::from(under) * (1.0 - share)) / 255.0;
        }
        luminance(mixed)
    }
}

fn luminance(parts: [f64; 3]) -> f64 {
    let linear = parts.map(|part| {
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    let [red, green, blue] = linear;
    0.2126f64.mul_add(red, 0.7152f64.mul_add(green, 0.0722 * blue))
}

fn ratio(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Where text would be hardest to read with this accent in a theme, if it is too hard.
pub(super) fn failure(theme: Theme, accent: Colour) -> Option<ContrastFailure> {
    let around = surroundings(theme);
    let [_, (_, surface), _] = around.backgrounds;
    let own = accent.luminance();
    let mut met = vec![
        ("what is written on it", ratio(own, around.ink.luminance())),
        (
            "a surface tinted with it",
            ratio(own, accent.laid_over(surface, SOFT_SHARE)),
        ),
    ];
    for (name, background) in around.backgrounds {
        met.push((name, ratio(own, background.luminance())));
    }
    let (with, ratio) = met.into_iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    (ratio < ENOUGH).then_some(ContrastFailure { theme, with, ratio })
}

const fn surroundings(theme: Theme) -> Surroundings {
    match theme {
        Theme::Light => Surroundings {
            backgrounds: [
                ("the page", Colour([0xf5, 0xf4, 0xef])),
                ("a raised surface", Colour([0xff, 0xff, 0xff])),
                ("a sunk surface", Colour([0xf1, 0xf0, 0xea])),
            ],
            ink: Colour([0xff, 0xff, 0xff]),
        },
        Theme::Dark => Surroundings {
            backgrounds: [
                ("the page", Colour([0x0f, 0x15, 0x14])),
                ("a raised surface", Colour([0x17, 0x1f, 0x1d])),
                ("a sunk surface", Colour([0x1f, 0x29, 0x27])),
            ],
            ink: Colour([0x06, 0x23, 0x1f]),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: &str = include_str!("../../../../frontend/styles/tokens.css");

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    /// A token's colour in the part of the style before or after where the dark theme begins.
    fn token(theme: Theme, name: &str) -> Colour {
        let (light, dark) = TOKENS.split_once("@media").unwrap();
        let part = if theme == Theme::Light { light } else { dark };
        let (_, after) = part.split_once(&format!("--{name}: ")).unwrap();
        colour(after.split(';').next().unwrap())
    }

    #[test]
    fn black_on_white_is_21_to_1() {
        let (black, white) = (colour("#000000"), colour("#FFFFFF"));
        let found = ratio(black.luminance(), white.luminance());
        assert!((found - 21.0).abs() < 1e-9, "{found}");
        for text in ["#fff", "000000", "#00000g", "#+00000", ""] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_surroundings_are_those_of_the_style() {
        for theme in [Theme::Light, Theme::Dark] {
            let around = surroundings(theme);
            let names = ["paper", "surface", "surface-sunk"];
            for (name, (_, background)) in names.into_iter().zip(around.backgrounds) {
                assert_eq!(token(theme, name), background, "{theme:?} {name}");
            }
            assert_eq!(token(theme, "accent-ink"), around.ink, "{theme:?}");
            assert_eq!(failure(theme, token(theme, "accent")), None, "{theme:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_ratio() {
        let yellow = failure(Theme::Light, colour("#ffd400")).unwrap();
        assert!((1.0..1.5).contains(&yellow.ratio), "{yellow:?}");
        assert_eq!(failure(Theme::Dark, colour("#ffd400")), None);
        let navy = failure(Theme::Dark, colour("#001f5b")).unwrap();
        assert!((1.0..2.0).contains(&navy.ratio), "{navy:?}");
        assert_eq!(failure(Theme::Light, colour("#001f5b")), None);
    }
}
