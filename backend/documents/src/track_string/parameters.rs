/// How the page's own decoder saw a PDF417 symbol; coordinates in pixels of its picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BarcodeParameters {
    /// Columns of codewords.
    pub columns: Option<u32>,
    /// Rows of codewords.
    pub rows: Option<u32>,
    /// Error correction level, 0 to 8.
    pub error_correction_level: Option<u32>,
    /// The four corners (x, y), where all are given.
    pub corners: Option<[(f32, f32); 4]>,
}

impl Eq for BarcodeParameters {}

impl BarcodeParameters {
    /// Reads `columns:N,rows:N,ecl:N,x1:…,y1:…,…,x4:…,y4:…`. Unknown names are skipped; none when
    /// no name is known.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let value = |name: &str| {
            text.split(',').find_map(|pair| {
                let (key, value) = pair.split_once(':')?;
                key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
            })
        };
        let count = |name: &str| value(name)?.parse::<u32>().ok();
        let place = |name: &str| {
            value(name)?
                .parse::<f32>()
                .ok()
                .filter(|number| number.is_finite())
        };
        let corner = |x: &str, y: &str| Some((place(x)?, place(y)?));
        let corners = || {
            Some([
                corner("x1", "y1")?,
                corner("x2", "y2")?,
                corner("x3", "y3")?,
                corner("x4", "y4")?,
            ])
        };
        let parameters = Self {
            columns: count("columns"),
            rows: count("rows"),
            error_correction_level: count("ecl"),
            corners: corners(),
        };
        (parameters != Self::default()).then_some(parameters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_foreign_names_are_skipped() {
        let seen = BarcodeParameters::parse(b"rows: 9, angle:3,x1:1,y1:2").unwrap();
        assert_eq!(
            seen,
            BarcodeParameters {
                rows: Some(9),
                ..BarcodeParameters::default()
            }
        );
        assert_eq!(BarcodeParameters::parse(b"nothing here"), None);
        assert_eq!(BarcodeParameters::parse(b"x1:NaN"), None);
    }
}
