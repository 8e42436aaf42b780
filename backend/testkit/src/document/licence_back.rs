use rand::Rng;

use super::drawing::{BarcodeTruth, DocumentKind, Drawing, PrintedField};
use super::error::DrawError;
use super::licence_back_crowd as crowd;
use super::licence_back_parts as parts;
use crate::aamva::{AamvaBarcode, AamvaOptions, LicenceChoices, LicenceRecord, compose_aamva};
use crate::barcode::{ModuleMatrix, Pdf417Options, encode_pdf417};
use crate::canvas::{Canvas, Ink, SymbolShape};
use crate::dice::{bell, dice, pick};
use crate::geometry::Rectangle;

/// ID-1 (ISO/IEC 7810) in millimetres.
pub(super) const CARD_WIDTH: f32 = 85.6;
pub(super) const CARD_HEIGHT: f32 = 53.98;
pub(super) const CARD_CORNER: f32 = 3.18;

/// Where things are on the back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackLayout {
    /// Magnetic stripe on top, PDF417 below it, print at the bottom.
    Stripe,
    /// PDF417 on top, 1-D code and table below.
    CodeOnTop,
    /// Table and print on top, PDF417 at the bottom.
    CodeAtBottom,
}

/// How the back is drawn.
#[derive(Debug, Clone)]
pub struct LicenceBackOptions {
    /// What to write; the holder and the rest come from the seed.
    pub choices: LicenceChoices,
    /// The barcode's text.
    pub aamva: AamvaOptions,
    /// Columns, rows and error correction; `None` draws 8 to 16 columns and level 3 to 5.
    pub symbol: Option<Pdf417Options>,
    /// Drawing pixels per module. A scene scales this down to what it asks for.
    pub pixels_per_module: f32,
    /// Width of a module on the card in millimetres; AAMVA allows 0.17 to 0.38. `None` takes the
    /// widest that fits, up to 0.28.
    pub module_width: Option<f32>,
    /// Height of a row in modules; the standard wants 3 or more.
    pub row_height: f32,
    /// Quiet zone around the symbol in modules.
    pub quiet_zone: f32,
    /// How far ink spreads beyond a module's edge, in modules; negative for thin print.
    pub ink_spread: f32,
    /// Whether the symbol stands on a white panel rather than on the card's ground; `None` leaves
    /// it to the seed.
    pub has_panel: Option<bool>,
    /// Scratches and scuffs, 0 (new) to 1 (hard to read).
    pub wear: f32,
    /// Layout; `None` leaves it to the seed.
    pub layout: Option<BackLayout>,
    /// Stripe, 1-D code, table, small print and background pattern. Without it only the PDF417
    /// symbol is on a plain card.
    pub has_clutter: bool,
}

impl Default for LicenceBackOptions {
    fn default() -> Self {
        Self {
            choices: LicenceChoices::default(),
            aamva: AamvaOptions::default(),
            symbol: None,
            pixels_per_module: 5.0,
            module_width: None,
            row_height: 3.0,
            quiet_zone: 4.0,
            ink_spread: 0.0,
            has_panel: None,
            wear: 0.0,
            layout: None,
            has_clutter: true,
        }
    }
}

/// A drawn back with its record.
#[derive(Debug, Clone, PartialEq)]
pub struct LicenceBack {
    /// What the card says.
    pub record: LicenceRecord,
    /// The barcode's text.
    pub barcode: AamvaBarcode,
    /// The pixels and the places.
    pub drawing: Drawing,
}

/// Draws the back that belongs to a seed.
///
/// # Errors
/// When a font is missing or the barcode does not fit.
pub fn licence_back(seed: u64, options: &LicenceBackOptions) -> Result<LicenceBack, DrawError> {
    draw_licence_back(seed, LicenceRecord::draw(seed, &options.choices), options)
}

/// Draws the back of a given record; the seed chooses only the looks.
///
/// # Errors
/// When a font is missing or the barcode does not fit.
pub fn draw_licence_back(
    seed: u64,
    record: LicenceRecord,
    options: &LicenceBackOptions,
) -> Result<LicenceBack, DrawError> {
    let barcode = compose_aamva(&record, &options.aamva);
    let matrix = encode(seed, &barcode.bytes, options)?;
    let dice = &mut dice(seed, "licence back");
    let layout = options.layout.unwrap_or_else(|| {
        pick(
            dice,
            &[
                BackLayout::Stripe,
                BackLayout::CodeOnTop,
                BackLayout::CodeAtBottom,
            ],
        )
    });
    let module = module_width(&matrix, options, layout)?;
    let mut canvas = Canvas::new(
        CARD_WIDTH,
        CARD_HEIGHT,
        options.pixels_per_module / module,
        parts::ground(dice),
    );
    let size = (
        module * matrix.width() as f32,
        module * options.row_height * matrix.rows().len() as f32,
    );
    let area = place(dice, layout, size);
    let mut fields = Vec::new();
    if options.has_clutter {
        parts::background(&mut canvas, dice);
        fields = parts::clutter(&mut canvas, dice, &record, layout, area)?;
        crowd::crowd(&mut canvas, seed, &record, layout, area, module)?;
    }
    if options.has_panel.unwrap_or_else(|| dice.random_bool(0.6)) {
        let panel = area.grown(module * options.quiet_zone);
        canvas.fill(panel, Ink::solid(250, 250, 248));
    }
    draw_symbol(&mut canvas, &matrix, area, module, options);
    let whole = Rectangle::new(0.0, 0.0, CARD_WIDTH, CARD_HEIGHT);
    canvas.wear(dice, whole, options.wear);
    if options.has_clutter {
        canvas.grain(seed, 2);
    }
    let truth = BarcodeTruth {
        bytes: barcode.bytes.clone(),
        area: canvas.to_pixels(area),
        modules: u32::try_from(matrix.width()).unwrap_or(u32::MAX),
        rows: u32::try_from(matrix.rows().len()).unwrap_or(u32::MAX),
        columns: matrix.columns(),
        error_correction_level: matrix.error_correction_level(),
    };
    let drawing = finish(canvas, truth, fields);
    Ok(LicenceBack {
        record,
        barcode,
        drawing,
    })
}

fn finish(canvas: Canvas, barcode: BarcodeTruth, fields: Vec<PrintedField>) -> Drawing {
    let pixels_per_millimetre = canvas.pixels_per_millimetre();
    Drawing {
        kind: DocumentKind::LicenceBack,
        picture: canvas.into_picture(),
        pixels_per_millimetre,
        corner_radius: CARD_CORNER * pixels_per_millimetre,
        fields,
        portrait: None,
        ghost_portrait: None,
        barcode: Some(barcode),
        mrz: None,
    }
}

/// The matrix asked for, or one whose rows the card has room for.
fn encode(
    seed: u64,
    bytes: &[u8],
    options: &LicenceBackOptions,
) -> Result<ModuleMatrix, DrawError> {
    if let Some(symbol) = options.symbol {
        return Ok(encode_pdf417(bytes, &symbol)?);
    }
    let dice = &mut dice(seed, "symbol");
    let error_correction_level = dice.random_range(3..=5);
    let mut columns = dice.random_range(8..=16);
    loop {
        let symbol = Pdf417Options {
            columns,
            rows: None,
            error_correction_level,
        };
        match encode_pdf417(bytes, &symbol) {
            // More rows than that leave no room for anything else on the card.
            Ok(matrix) if matrix.rows().len() <= 44 => return Ok(matrix),
            Err(error) if columns >= 20 => return Err(error.into()),
            Ok(matrix) if columns >= 20 => return Ok(matrix),
            Ok(_) | Err(_) => columns += 1,
        }
    }
}

fn module_width(
    matrix: &ModuleMatrix,
    options: &LicenceBackOptions,
    layout: BackLayout,
) -> Result<f32, DrawError> {
    let modules = matrix.width() as f32;
    let rows = matrix.rows().len() as f32 * options.row_height;
    let tallest = if layout == BackLayout::Stripe {
        27.0
    } else {
        30.0
    };
    let widest = CARD_WIDTH - 6.0;
    let module = options
        .module_width
        .unwrap_or_else(|| (widest / modules).min(tallest / rows).min(0.28));
    if modules * module > CARD_WIDTH - 2.0 || rows * module > CARD_HEIGHT - 2.0 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a width in millimetres for a message"
        )]
        let millimetres = (modules * module).ceil() as u32;
        return Err(DrawError::BarcodeTooWide { millimetres });
    }
    Ok(module)
}

fn place(
    dice: &mut rand_chacha::ChaCha8Rng,
    layout: BackLayout,
    (width, height): (f32, f32),
) -> Rectangle {
    let free = CARD_WIDTH - width;
    let x = (free / 2.0 + free * 0.12 * bell(dice)).clamp(1.0, (free - 1.0).max(1.0));
    let y = match layout {
        BackLayout::Stripe => 15.5,
        BackLayout::CodeOnTop => 4.0,
        BackLayout::CodeAtBottom => CARD_HEIGHT - height - 3.5,
    };
    Rectangle::new(x, y.clamp(1.0, CARD_HEIGHT - height - 1.0), width, height)
}

fn draw_symbol(
    canvas: &mut Canvas,
    matrix: &ModuleMatrix,
    area: Rectangle,
    module: f32,
    options: &LicenceBackOptions,
) {
    let shape = SymbolShape {
        area,
        module,
        row_height: module * options.row_height,
        spread: module * options.ink_spread,
    };
    canvas.symbol(matrix.rows(), shape, Ink::solid(24, 22, 24));
}
