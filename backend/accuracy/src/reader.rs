//! The readers that are measured, as the corpora see them.

use credence_testkit::person::reference_day;
use credence_vision::Picture;
use credence_vision::barcode::read_pdf417;
use credence_vision::mrz::read_mrz;
use credence_vision::outline::locate;
use credence_vision::printed::{PrintedPage, Sheet, read_printed};

/// What the zone reader made of a picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ZoneAnswer {
    /// Lines from the top.
    pub(crate) lines: Vec<String>,
    /// By line and character, how certain it is, 0-1.
    pub(crate) certainties: Vec<Vec<f32>>,
    /// Whether it stands by them.
    pub(crate) is_accepted: bool,
}

/// Reads the machine-readable zone.
pub(crate) fn read_zone(picture: &Picture) -> Option<ZoneAnswer> {
    let reading = read_mrz(picture, reference_day()).reading?;
    Some(ZoneAnswer {
        is_accepted: reading.is_accepted(),
        certainties: reading.confidence,
        lines: reading.document.lines.into_inner(),
    })
}

/// Reads every PDF417 symbol.
pub(crate) fn read_barcodes(picture: &Picture) -> Vec<Vec<u8>> {
    read_pdf417(picture)
        .into_iter()
        .map(|reading| reading.bytes.into_inner())
        .collect()
}

/// Reads the printed text, the document found by its outline alone.
pub(crate) fn read_print(picture: &Picture) -> PrintedPage {
    read_printed(picture, locate(picture).as_ref().map(Sheet::of_outline))
}
