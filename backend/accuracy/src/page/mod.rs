//! One self-contained page with every table and plot: no script, no font, nothing from outside.

mod plot;
mod style;
mod tables;

use std::fmt::Write as _;

use crate::plan::Size;
use crate::report::Report;
use crate::sweep::Sweep;
use plot::plot;
use style::STYLE;
use tables::section;

/// Writes the page.
#[must_use]
pub fn page(report: &Report) -> String {
    let mut body = header(report);
    body.push_str(&verdict(report));
    for part in &report.sections {
        body.push_str(&section(part));
    }
    if let Some(certainties) = &report.calibration {
        body.push_str(&calibration(certainties));
    }
    if !report.sweeps.is_empty() {
        body.push_str(&sweeps(report));
    }
    if !report.left_out.is_empty() {
        body.push_str("<section><h2>Left out</h2><ul>");
        for line in &report.left_out {
            let _ = write!(body, "<li>{}</li>", escaped(line));
        }
        body.push_str("</ul></section>");
    }
    let title = format!(
        "Reading accuracy, Credence {}, {}",
        report.build.version,
        report.started.format("%Y-%m-%d"),
    );
    document(&title, &body)
}

/// A whole page around what it shows.
pub(crate) fn document(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>{}</title><style>{STYLE}</style></head>\
         <body><main>{body}</main></body></html>\n",
        escaped(title),
    )
}

fn header(report: &Report) -> String {
    let commit = report
        .build
        .commit
        .as_ref()
        .map(|commit| format!(", commit <code>{}</code>", escaped(commit)))
        .unwrap_or_default();
    let size = match report.size {
        Size::Quick => "Quick run",
        Size::Full => "Full run",
    };
    let slow = if report.build.is_optimised {
        ""
    } else {
        "<p class=\"broken\">Built without optimisation: the times mean nothing.</p>"
    };
    format!(
        "<header><h1>How well Credence reads documents</h1>\
         <p>{size} of {}: version {}{commit}. {} pictures and texts.</p>{slow}\
         <p class=\"quiet\">Exact means every character. Misread means that the reader stands by \
         something wrong, which is worse than reading nothing. Times are CPU milliseconds of one \
         thread: the median, and the time that nine of ten stay below.</p></header>",
        report.started.format("%-d %B %Y, %H:%M UTC"),
        escaped(&report.build.version),
        grouped(report.images()),
    )
}

fn verdict(report: &Report) -> String {
    let list = |lines: &[String]| -> String {
        let item = |line: &String| format!("<li>{}</li>", escaped(line));
        lines.iter().map(item).collect()
    };
    let (broken, slow) = (report.broken(), report.slow());
    let mut text = if broken.is_empty() {
        "<p class=\"holds\">Every floor holds.</p>".to_owned()
    } else {
        let lines = list(&broken);
        format!("<section class=\"broken\"><h2>Broken floors</h2><ul>{lines}</ul></section>")
    };
    if !slow.is_empty() {
        let lines = list(&slow);
        let _ = write!(
            text,
            "<section class=\"quiet\"><h2>Slower than wanted on this machine</h2>\
             <ul>{lines}</ul></section>"
        );
    }
    text
}

fn calibration(certainties: &Sweep) -> String {
    format!(
        "<section><h2>How far a stated certainty can be believed</h2><p class=\"quiet\">Every character \
         of a zone comes with a certainty. The line is the share of characters that were wrong, by \
         the certainty that was stated, the band around it the 95 % interval.</p>\
         <div class=\"plots\">{}</div></section>",
        plot(certainties)
    )
}

fn sweeps(report: &Report) -> String {
    let mut text = String::from(
        "<section><h2>Where reading ends</h2><p class=\"quiet\">Drawn photographs that are easy in \
         every respect but one. The line is the share that was not read exactly, the band around \
         it the 95 % interval; a mark at the foot shows misreadings.</p>",
    );
    let mut readers: Vec<&str> = report.sweeps.iter().map(|sweep| sweep.reader).collect();
    readers.dedup();
    for reader in readers {
        let _ = write!(text, "<h3>{}</h3><div class=\"plots\">", escaped(reader));
        for sweep in report.sweeps.iter().filter(|sweep| sweep.reader == reader) {
            text.push_str(&plot(sweep));
        }
        text.push_str("</div>");
    }
    text.push_str("</section>");
    text
}

/// Text between tags and in quoted attributes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// `12 345`
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::report::{Build, Illustration, Section};
    use crate::row::{Floor, Row};
    use crate::sample::Sample;
    use crate::sweep::SweepPoint;

    fn report() -> Report {
        let samples = [Sample::new(true, true, 3.0), Sample::new(false, true, 4.0)];
        let floor = Floor {
            median_milliseconds: Some(2.0),
            ..Floor::default()
        };
        let point = |at| SweepPoint {
            at,
            images: 10,
            exact: 7,
            misread: 1,
        };
        Report {
            started: Utc.with_ymd_and_hms(2026, 7, 1, 9, 30, 0).unwrap(),
            build: Build {
                version: "0.1.0".to_owned(),
                commit: Some("abc<1>".to_owned()),
                is_optimised: true,
            },
            size: Size::Quick,
            sections: vec![Section {
                title: "Zones",
                note: "all & sundry",
                rows: vec![Row::of("drawn", &samples, Some(floor))],
                worst: vec!["ERIKSSON → ERIKSS0N".to_owned()],
                pictures: vec![Illustration {
                    caption: "screen <photographed>".to_owned(),
                    jpeg: vec![0xff, 0xd8, 0xff],
                }],
            }],
            sweeps: vec![Sweep {
                reader: "Barcode",
                error: "not read",
                axis: "tilt in degrees",
                points: vec![point(0.0), point(8.0), point(16.0)],
            }],
            calibration: Some(Sweep {
                reader: "Characters",
                error: "wrong",
                axis: "certainty",
                points: vec![point(0.5), point(0.9)],
            }),
            left_out: vec!["real zones".to_owned()],
        }
    }

    #[test]
    fn the_page_says_what_when_which_and_how_many() {
        let page = page(&report());
        for part in [
            "version 0.1.0",
            "1 July 2026, 09:30 UTC",
            "abc&lt;1&gt;",
            "32 pictures and texts",
            "1 accepted but wrong",
            "median 4 ms, at most 2 ms wanted",
            "Percent wrong by certainty: 0.5: 30 %, 0.9: 30 %",
            "all &amp; sundry",
            "ERIKSSON → ERIKSS0N",
            "screen &lt;photographed&gt;",
            "data:image/jpeg;base64,/9j/",
            "tilt in degrees",
            "real zones",
        ] {
            assert!(page.contains(part), "{part}");
        }
    }

    #[test]
    fn nothing_comes_from_outside() {
        let page = page(&report());
        let page = page.replace("src=\"data:", "");
        for part in ["http", "<script", "@import", "url(", "src="] {
            assert!(!page.contains(part), "{part}");
        }
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(grouped(987), "987");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
