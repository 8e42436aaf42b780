use std::fmt::{self, Write as _};

use super::interval::Share;
use crate::page::escaped;

/// A table for a terminal and for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) title: String,
    /// What to know of it; may be empty.
    pub(crate) note: String,
    pub(crate) columns: Vec<&'static str>,
    /// As many cells to a row as there are columns.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// As a section of a page.
    pub(crate) fn html(&self) -> String {
        let mut text = format!("<section><h2>{}</h2>", escaped(&self.title));
        if !self.note.is_empty() {
            let _ = write!(text, "<p class=\"quiet\">{}</p>", escaped(&self.note));
        }
        text.push_str("<table><thead><tr>");
        for column in &self.columns {
            let _ = write!(text, "<th scope=\"col\">{}</th>", escaped(column));
        }
        text.push_str("</tr></thead><tbody>");
        for row in &self.rows {
            text.push_str("<tr>");
            for (column, cell) in self.columns.iter().zip(row) {
                let (column, cell) = (escaped(column), escaped(cell));
                let _ = write!(text, "<td data-title=\"{column}\">{cell}</td>");
            }
            text.push_str("</tr>");
        }
        text.push_str("</tbody></table></section>");
        text
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.title)?;
        if !self.note.is_empty() {
            writeln!(f, "  {}", self.note)?;
        }
        let titles: Vec<&str> = self.columns.clone();
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect());
        let lines: Vec<Vec<&str>> = std::iter::once(titles).chain(rows).collect();
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        for line in &lines {
            let mut text = String::new();
            for (index, (cell, width)) in line.iter().zip(&widths).enumerate() {
                if index == 0 {
                    write!(text, "  {cell:<width$}")?;
                } else {
                    write!(text, "  {cell:>width$}")?;
                }
            }
            writeln!(f, "{}", text.trim_end())?;
        }
        Ok(())
    }
}

/// A share in percent: `0.26`; `–` of nothing.
pub(crate) fn rate(share: Share) -> String {
    share.rate().map_or_else(|| "–".to_owned(), in_percent)
}

/// The interval of a share in percent: `0–0.26`; `–` of nothing.
pub(crate) fn interval(share: Share) -> String {
    if share.of == 0 {
        return "–".to_owned();
    }
    let (low, high) = share.interval();
    format!("{}–{}", in_percent(low), in_percent(high))
}

/// `3 of 1140`
pub(crate) fn count(share: Share) -> String {
    format!("{} of {}", share.count, share.of)
}

/// A rate as percent, to two digits that count and at least as many as whole percent have.
pub(crate) fn in_percent(rate: f64) -> String {
    let percent = 100.0 * rate;
    if percent == 0.0 {
        return "0".to_owned();
    }
    let decimals = match percent {
        p if (99.95..100.0).contains(&p) => 3,
        p if p >= 10.0 => 1,
        p if p >= 0.1 => 2,
        p if p >= 0.01 => 3,
        p if p >= 0.001 => 4,
        _ => 5,
    };
    let text = format!("{percent:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_owned()
}

/// `1 in 10,000`
pub(crate) fn one_in(rate: f64) -> String {
    let whole = (1.0 / rate).round();
    if (1.0 / rate - whole).abs() > 1e-6 * whole {
        return format!("{} %", in_percent(rate));
    }
    format!("1 in {}", grouped(whole))
}

/// `29,956`
pub(crate) fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_keep_the_digits_that_count() {
        let texts = [0.0, 0.002_63, 0.000_1, 0.000_012, 0.5, 0.977, 0.999_9, 1.0].map(in_percent);
        let wanted = ["0", "0.26", "0.01", "0.0012", "50", "97.7", "99.99", "100"];
        assert_eq!(texts, wanted);
        assert_eq!(one_in(1e-4), "1 in 10,000");
        assert_eq!(one_in(0.03), "3 %");
        assert_eq!(interval(Share::new(0, 1140)), "0–0.26");
        assert_eq!(interval(Share::default()), "–");
        assert_eq!(rate(Share::default()), "–");
    }

    #[test]
    fn a_table_is_aligned_and_its_labels_are_only_text() {
        let table = Table {
            title: "By <group>".to_owned(),
            note: String::new(),
            columns: vec!["group", "rate"],
            rows: vec![vec!["a&b".to_owned(), "0.25".to_owned()]],
        };
        assert_eq!(
            table.to_string(),
            "\nBy <group>\n  group  rate\n  a&b    0.25\n"
        );
        let html = table.html();
        assert!(
            html.contains("By &lt;group&gt;") && html.contains("a&amp;b"),
            "{html}"
        );
    }
}
