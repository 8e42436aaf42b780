use std::path::{Path, PathBuf};

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Minutes on two cores: for every change.
    Quick,
    /// 500 pictures and more to a corpus.
    Full,
}

/// Sets that can be measured by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Front and back of whole documents.
    Whole,
    /// Machine-readable zones.
    Zones,
    /// Barcodes and their texts.
    Barcodes,
    /// The printed zone.
    Print,
    /// Names in zones against the print.
    Names,
    /// Signals of forgery.
    Forgery,
    /// Error by blur, tilt, resolution and light.
    Sweeps,
}

/// What a run does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How much.
    pub size: Size,
    /// The folder with real images, where it is there.
    pub data: Option<PathBuf>,
    /// The sets to measure; none for all.
    pub only: Vec<Part>,
}

impl Plan {
    /// A run; real images are looked for in `../shared/data` from `root`.
    #[must_use]
    pub fn new(size: Size, root: &Path) -> Self {
        let data = root.join("../shared/data");
        Self {
            size,
            data: data.join("manifest.tsv").is_file().then_some(data),
            only: Vec::new(),
        }
    }

    /// Whether that set is measured.
    pub(crate) fn has(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// One value for a quick run, another for a full one.
    pub(crate) fn pick<T>(&self, quick: T, full: T) -> T {
        match self.size {
            Size::Quick => quick,
            Size::Full => full,
        }
    }
}
