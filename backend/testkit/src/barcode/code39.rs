/// Characters in the order of their patterns (ISO/IEC 16388, table 1).
const CHARACTERS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*";

/// Wide elements as set bits, bar and space in turn from the highest of nine bits.
const PATTERNS: [u16; 44] = [
    0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148,
    0x019, 0x118, 0x058, 0x00D, 0x10C, 0x04C, 0x01C, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052,
    0x007, 0x106, 0x046, 0x016, 0x181, 0x0C1, 0x1C0, 0x091, 0x190, 0x0D0, 0x085, 0x184, 0x0C4,
    0x0A8, 0x0A2, 0x08A, 0x02A, 0x094,
];

/// The modules of a Code 39 symbol with its start and stop characters; `true` is dark. Characters
/// outside the code are left out.
pub(crate) fn code39_bars(text: &str) -> Vec<bool> {
    let mut modules = Vec::new();
    for character in format!("*{text}*").to_ascii_uppercase().chars() {
        let found = CHARACTERS
            .chars()
            .zip(PATTERNS)
            .find(|(known, _)| *known == character);
        let Some((_, pattern)) = found else { continue };
        for element in 0..9_u16 {
            let is_wide = pattern & (0x100 >> element) != 0;
            let is_bar = element % 2 == 0;
            modules.extend(std::iter::repeat_n(is_bar, if is_wide { 3 } else { 1 }));
        }
        modules.push(false);
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_sixteen_modules() {
        // Nine elements, three of them three modules wide, and the gap after.
        assert_eq!(code39_bars("AB12").len(), 6 * 16);
        assert_eq!(code39_bars("é").len(), 2 * 16);
    }
}
