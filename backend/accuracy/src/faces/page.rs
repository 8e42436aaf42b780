use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use super::det;
use super::report::FaceReport;
use crate::page::{document, escaped};
use crate::report::Build;

/// A report as one HTML page, with nothing from outside.
#[must_use]
pub fn face_page(report: &FaceReport, build: &Build, started: DateTime<Utc>) -> String {
    let commit = build.commit.as_ref();
    let commit = commit.map_or_else(String::new, |commit| format!(", commit {commit}"));
    let mut body = format!(
        "<header><h1>{}</h1><p>{}, version {}{}.</p>",
        escaped(&report.title),
        started.format("%-d %B %Y, %H:%M UTC"),
        escaped(&build.version),
        escaped(&commit)
    );
    for fact in &report.facts {
        let _ = write!(body, "<p>{}</p>", escaped(fact));
    }
    body.push_str("</header>");
    list(&mut body, "Worse than wanted", report.broken().iter());
    list(&mut body, "Thresholds", report.conclusions.iter());
    body.push_str(&det::figure(&report.curve));
    for table in &report.tables {
        body.push_str(&table.html());
    }
    list(&mut body, "Read with care", report.cautions.iter());
    document(&report.title, &body)
}

fn list(body: &mut String, title: &str, lines: impl Iterator<Item = impl AsRef<str>>) {
    let mut items = String::new();
    for line in lines {
        let _ = write!(items, "<li>{}</li>", escaped(line.as_ref()));
    }
    if !items.is_empty() {
        let _ = write!(body, "<section><h2>{title}</h2><ul>{items}</ul></section>");
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::super::report::tests::report;
    use super::*;

    #[test]
    fn the_page_has_curve_tables_and_nothing_from_outside() {
        let build = Build {
            version: "0.1.0".to_owned(),
            commit: None,
            is_optimised: true,
        };
        let at = Utc.with_ymd_and_hms(2026, 7, 1, 9, 30, 0).unwrap();
        let page = face_page(&report(), &build, at);
        for part in [
            "<svg",
            "a &lt;model&gt;",
            "&lt;y&gt;",
            "NOT CALIBRATED",
            "1 July 2026",
        ] {
            assert!(page.contains(part), "{part}");
        }
        for part in ["http", "<script", "@import", "url(", "src="] {
            assert!(!page.contains(part), "{part}");
        }
    }
}
