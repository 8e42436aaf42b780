use std::fmt;

use crate::plan::Size;
use crate::report::Report;
use crate::row::{Floor, Least, Row};
use crate::sweep::Sweep;

/// Titles of the columns behind the corpus.
pub(crate) const COLUMNS: [&str; 11] = [
    "images", "exact", "exact %", "accepted", "misread", "fields %", "error %", "ms 50 %",
    "ms 90 %", "MB", "floor",
];

/// The cells behind the corpus, in the order of [`COLUMNS`]; `–` where there is nothing to say.
pub(crate) fn cells(row: &Row) -> [String; 11] {
    let dash = || "–".to_owned();
    let fields = row
        .fields
        .map(|(right, all)| format!("{:.2}", 100.0 * f64::from(right) / f64::from(all.max(1))));
    [
        row.images.to_string(),
        row.exact.map_or_else(dash, |exact| exact.to_string()),
        row.exact_percent().map_or_else(dash, |p| format!("{p:.1}")),
        row.accepted.to_string(),
        row.misread.to_string(),
        fields.unwrap_or_else(dash),
        row.character_error_percent()
            .map_or_else(dash, |error| format!("{error:.2}")),
        format!("{:.1}", row.median_milliseconds),
        format!("{:.1}", row.slow_milliseconds),
        row.peak_megabytes
            .map_or_else(dash, |peak| peak.to_string()),
        row.floor.as_ref().map_or_else(dash, floor),
    ]
}

/// `≥ 97 %, ≤ 0 misread, ≤ 60 ms`
fn floor(floor: &Floor) -> String {
    let mut parts = Vec::new();
    match floor.exact {
        Some(Least::Percent(least)) => parts.push(format!("≥ {least} %")),
        Some(Least::Count(least)) => parts.push(format!("≥ {least}")),
        None => {}
    }
    if let Some(least) = floor.fields {
        parts.push(format!("fields ≥ {least} %"));
    }
    if let Some(most) = floor.character_error_percent {
        parts.push(format!("error ≤ {most} %"));
    }
    if floor.misread_percent == 0.0 {
        parts.push("0 misread".to_owned());
    } else {
        parts.push(format!("misread ≤ {} %", floor.misread_percent));
    }
    if let Some(most) = floor.median_milliseconds {
        parts.push(format!("≤ {most} ms"));
    }
    if let Some(most) = floor.peak_megabytes {
        parts.push(format!("≤ {most} MB"));
    }
    parts.join(", ")
}

impl fmt::Display for Report {
    /// Every table as text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = match self.size {
            Size::Quick => "quick",
            Size::Full => "full",
        };
        writeln!(
            f,
            "Accuracy of Credence {}{}, {}, {size} run, {} pictures and texts",
            self.build.version,
            self.build
                .commit
                .as_ref()
                .map(|commit| format!(" ({commit})"))
                .unwrap_or_default(),
            self.started.format("%Y-%m-%d %H:%M UTC"),
            self.images()
        )?;
        if !self.build.is_optimised {
            writeln!(f, "Built without optimisation: the times mean nothing.")?;
        }
        for section in &self.sections {
            writeln!(f, "\n{}\n  {}", section.title, section.note)?;
            write_rows(f, &section.rows)?;
        }
        for sweep in self.sweeps.iter().chain(&self.calibration) {
            write_sweep(f, sweep)?;
        }
        for left_out in &self.left_out {
            writeln!(f, "\nLeft out: {left_out}")?;
        }
        write_list(f, "Slower than wanted on this machine", &self.slow())?;
        let broken = self.broken();
        if broken.is_empty() {
            writeln!(f, "\nEvery floor holds.")?;
        }
        write_list(f, "Broken floors", &broken)
    }
}

/// `  0.5: 12 of 30`, the error in percent and of how many.
fn write_sweep(f: &mut fmt::Formatter<'_>, sweep: &Sweep) -> fmt::Result {
    let Sweep {
        reader,
        error,
        axis,
        points,
    } = sweep;
    writeln!(f, "\n{reader}: percent {error}, by {axis}")?;
    for point in points {
        write!(
            f,
            "  {}: {} of {}",
            point.at,
            point.error_text(),
            point.images
        )?;
    }
    writeln!(f)
}

fn write_list(f: &mut fmt::Formatter<'_>, title: &str, lines: &[String]) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{title}:")?;
    lines.iter().try_for_each(|line| writeln!(f, "  {line}"))
}

fn write_rows(f: &mut fmt::Formatter<'_>, rows: &[Row]) -> fmt::Result {
    let all: Vec<[String; 11]> = rows.iter().map(cells).collect();
    let name_width = rows.iter().map(|row| row.corpus.chars().count()).max();
    let name_width = name_width.unwrap_or(0);
    let width = |column: usize| {
        let cells = all.iter().filter_map(|cells| cells.get(column));
        let title = COLUMNS.get(column).map_or(0, |title| title.chars().count());
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
            .max(title)
    };
    let widths: Vec<usize> = (0..COLUMNS.len()).map(width).collect();
    let line = |f: &mut fmt::Formatter<'_>, name: &str, cells: &[&str]| {
        write!(f, "  {name:name_width$}")?;
        for (cell, width) in cells.iter().zip(&widths) {
            write!(f, "  {cell:>width$}")?;
        }
        writeln!(f)
    };
    line(f, "", &COLUMNS)?;
    for (row, cells) in rows.iter().zip(&all) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        line(f, &row.corpus, &cells)?;
    }
    Ok(())
}
