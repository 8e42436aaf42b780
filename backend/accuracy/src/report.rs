use chrono::{DateTime, Utc};

use crate::plan::Size;
use crate::row::Row;
use crate::sweep::Sweep;

/// Which program was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Build {
    /// Its version.
    pub version: String,
    /// The commit of the folder that it ran in, where that is known.
    pub commit: Option<String>,
    /// Whether it was built with optimisation.
    pub is_optimised: bool,
}

/// Corpora that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What they have in common.
    pub title: &'static str,
    /// What is in them, and what counts as exact.
    pub note: &'static str,
    /// Their figures.
    pub rows: Vec<Row>,
    /// The worst readings, in words.
    pub worst: Vec<String>,
    /// Examples to look at.
    pub pictures: Vec<Illustration>,
}

/// A small picture with its caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illustration {
    /// What it shows.
    pub caption: String,
    /// The file.
    pub jpeg: Vec<u8>,
}

/// Everything that a run found.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// When it began.
    pub started: DateTime<Utc>,
    /// What was measured.
    pub build: Build,
    /// How much was measured.
    pub size: Size,
    /// The tables.
    pub sections: Vec<Section>,
    /// Error by blur, tilt, resolution and light.
    pub sweeps: Vec<Sweep>,
    /// How often characters of zones are wrong, by the certainty that the reader states.
    pub calibration: Option<Sweep>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
}

impl Report {
    /// Every floor that does not hold, in words.
    #[must_use]
    pub fn broken(&self) -> Vec<String> {
        self.rows().flat_map(Row::broken).collect()
    }

    /// Every time that is longer than wanted, in words.
    #[must_use]
    pub fn slow(&self) -> Vec<String> {
        self.rows().filter_map(Row::slow).collect()
    }

    /// Pictures and texts in all corpora; a part shown in a row of its own counts once.
    #[must_use]
    pub fn images(&self) -> usize {
        let measured = self.rows().filter(|row| !row.is_part);
        let swept = self.sweeps.iter().flat_map(|sweep| &sweep.points);
        measured.map(|row| row.images).sum::<usize>()
            + swept.map(|point| point.images).sum::<usize>()
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.rows)
    }
}
