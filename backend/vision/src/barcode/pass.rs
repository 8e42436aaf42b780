use std::cell::OnceCell;

use super::codewords;
use super::faint_guards::find_faint_guards;
use super::grid::Grid;
use super::guards::{Guards, find_guards};
use super::locate::{Located, Region};
use super::patterns::{Bank, USUAL_BLUR};
use super::read::Step;
use super::reading::{BarcodeReading, Method, reading};
use super::sample::View;
use super::sides::Sides;
use super::sighting::{Sighting, sight};
use crate::geometry::Quad;
use crate::luma::Luma;

/// A second symbol has at least this share of the texture of the first; the print beside a symbol
/// has less and is not looked at.
const PEER_SHARE: f32 = 0.4;
/// Regions without their surroundings that are tried when the larger ones give nothing.
const APART: usize = 5;
/// The blurs that the row indicators are matched with when the guards were faint.
const FAINT_BLURS: [usize; 2] = [3, USUAL_BLUR];
/// Regions in which faint guards are looked for, in one pass: each costs some milliseconds.
const FAINT_REGIONS: usize = 3;
/// Pairs of guards without content between them, for one picture, and times that a symbol of the
/// same numbers is tried.
const FAILURES: usize = 8;
const SAME_FAILURES: usize = 2;
/// Grids that are laid anew by their cells, for one picture: each costs up to 40 milliseconds.
const CALIBRATIONS: usize = 2;
/// Lines that agree on a guard before it says that a symbol is there.
const FEWEST_HITS: usize = 8;
/// Pixels to a module in a frame where sharp guards are looked for.
const SHARP_MODULE: f32 = 3.0;

/// What one picture may still cost, and who is told of each step.
pub(super) struct Effort<'o> {
    regions: usize,
    failures: usize,
    /// Rows, level and columns of the grids that could not be read.
    failed: Vec<(usize, u32, usize)>,
    calibrations: usize,
    observe: &'o mut dyn FnMut(Step),
}

impl<'o> Effort<'o> {
    pub(super) fn new(observe: &'o mut dyn FnMut(Step)) -> Self {
        Self {
            regions: FAINT_REGIONS,
            failures: FAILURES,
            failed: Vec::new(),
            calibrations: CALIBRATIONS,
            observe,
        }
    }

    pub(super) fn observe(&mut self, step: Step) {
        (self.observe)(step);
    }
}

/// One copy of the picture being read, and what was seen on the way.
pub(super) struct Pass<'a> {
    pub(super) luma: &'a Luma,
    pub(super) view: View<'a>,
    /// Picture pixels to a pixel of the copy.
    pub(super) scale: f32,
    pub(super) regions: Vec<Region>,
    located: Option<Located>,
    apart: OnceCell<Vec<Region>>,
    /// The guards that most lines agree on.
    pub(super) guards: Option<Guards>,
}

impl<'a> Pass<'a> {
    pub(super) fn new(luma: &'a Luma, scale: f32, effort: &mut Effort<'_>) -> Self {
        let located = Located::new(luma);
        let regions = located.regions();
        effort.observe(Step::Located(regions.len()));
        Self {
            luma,
            view: View::new(luma),
            scale,
            regions,
            located: Some(located),
            apart: OnceCell::new(),
            guards: None,
        }
    }

    /// The same places in the picture itself, of which this is a smaller copy.
    pub(super) fn closer<'b>(&self, picture: &'b Luma) -> Pass<'b> {
        let looks = |region: &&Region| region.is_symbol_like();
        let regions = self.apart().iter().filter(looks).take(FAINT_REGIONS);
        let scaled: Vec<Region> = regions.map(|region| region.scaled(self.scale)).collect();
        Pass {
            luma: picture,
            view: View::new(picture),
            scale: 1.0,
            regions: Vec::new(),
            located: None,
            apart: OnceCell::from(scaled),
            guards: None,
        }
    }

    /// The regions without their surroundings, which most pictures are read without.
    fn apart(&self) -> &[Region] {
        self.apart
            .get_or_init(|| self.located.as_ref().map_or_else(Vec::new, Located::apart))
    }

    /// The symbols that are read, in the order of their texture. Parts of a divided message have
    /// neighbours, which texture alone may not tell apart.
    pub(super) fn read(&mut self, effort: &mut Effort<'_>) -> Vec<BarcodeReading> {
        effort.regions = FAINT_REGIONS;
        let mut readings = self.near(effort);
        let is_part = |reading: &BarcodeReading| reading.segment.is_some();
        let mut apart = Vec::new();
        if readings.iter().all(is_part) {
            apart.extend(self.apart().iter().take(APART).copied());
        }
        for region in &apart {
            if !readings.iter().all(is_part) {
                break;
            }
            if is_read(&readings, region) {
                continue;
            }
            let mut found = self.sharp(region, effort);
            if region.may_be_symbol() {
                found = found.or_else(|| self.faint(region, effort));
            }
            let is_new = |found: &BarcodeReading| {
                let is_same = |other: &BarcodeReading| {
                    other.segment == found.segment && other.bytes.expose() == found.bytes.expose()
                };
                !readings.iter().any(is_same)
            };
            let found = found.filter(is_new);
            readings.extend(found);
        }
        readings
            .iter_mut()
            .for_each(|reading| reading.scale(self.scale));
        readings
    }

    /// The picture as one region, for symbols that texture alone does not show.
    pub(super) fn read_whole(&mut self, effort: &mut Effort<'_>) -> Option<BarcodeReading> {
        let whole = Region::whole(self.luma);
        let found = [whole, whole.turned()]
            .iter()
            .find_map(|region| self.sharp(region, effort));
        found.map(|mut reading| {
            reading.scale(self.scale);
            reading
        })
    }

    /// Whether a guard pattern was seen: then there is a symbol.
    pub(super) fn shows_guards(&self) -> bool {
        self.guards.as_ref().map_or(0, Guards::hits) >= FEWEST_HITS
    }

    /// The symbol that the guards show, if any do. Texture alone would show rows of print as well.
    pub(super) fn sighting(&self) -> Option<Sighting> {
        let guards = self.guards.as_ref().filter(|_| self.shows_guards())?;
        Some(sight(&self.view, self.luma, guards)?.scaled(self.scale))
    }

    /// The symbols whose guards show edges, in the regions with all that is close to them.
    fn near(&mut self, effort: &mut Effort<'_>) -> Vec<BarcodeReading> {
        let mut readings: Vec<BarcodeReading> = Vec::new();
        let mut least_score = 0.0;
        for region in self.regions.clone() {
            if is_read(&readings, &region) || region.score < least_score {
                continue;
            }
            if let Some(reading) = self.sharp(&region, effort) {
                least_score = PEER_SHARE * region.score;
                readings.push(reading);
            }
        }
        readings
    }

    fn sharp(&mut self, region: &Region, effort: &mut Effort<'_>) -> Option<BarcodeReading> {
        let guards = find_guards(&self.view, &region.frame());
        effort.observe(Step::Guards(
            guards.is_some_and(|guards| guards.start.is_some()),
            guards.is_some_and(|guards| guards.stop.is_some()),
        ));
        let mut guards = guards?;
        let is_half = guards.start.is_none() || guards.stop.is_none();
        if is_half && guards.hits() >= FEWEST_HITS {
            // Texture has shown a part of the symbol: the one guard leads to the other.
            let longer = guards.longer_frame(SHARP_MODULE);
            let found = longer.and_then(|frame| find_guards(&self.view, &frame));
            guards = found
                .filter(|found| found.start.is_some() && found.stop.is_some())
                .unwrap_or(guards);
        }
        if guards.hits() > self.guards.as_ref().map_or(0, Guards::hits) {
            self.guards = Some(guards);
        }
        self.guarded(&guards, &[USUAL_BLUR], effort)
    }

    fn faint(&mut self, region: &Region, effort: &mut Effort<'_>) -> Option<BarcodeReading> {
        effort.regions = effort.regions.checked_sub(1)?;
        let found = find_faint_guards(&self.view, &region.frame());
        effort.observe(Step::Guards(
            found.iter().any(|guards| guards.start.is_some()),
            found.iter().any(|guards| guards.stop.is_some()),
        ));
        self.guards = self.guards.or_else(|| found.first().copied());
        found
            .iter()
            .find_map(|guards| self.guarded(guards, &FAINT_BLURS, effort))
    }

    /// From guards to content; the row indicators are matched with these blurs in turn.
    fn guarded(
        &self,
        guards: &Guards,
        blurs: &[usize],
        effort: &mut Effort<'_>,
    ) -> Option<BarcodeReading> {
        let sides = Sides::new(guards).filter(|_| effort.failures > 0)?;
        let mut tried: Vec<(usize, u32, usize)> = Vec::new();
        for &blur in blurs {
            for grid in Grid::candidates(&self.view, sides, Bank::with_blur(blur)) {
                let numbers = (grid.rows, grid.level, grid.sides.columns);
                let failed = effort.failed.iter().filter(|&&other| other == numbers);
                if tried.contains(&numbers) || failed.count() >= SAME_FAILURES {
                    continue;
                }
                tried.push(numbers);
                effort.observe(Step::Grid(Some((grid.rows, grid.sides.columns))));
                if let Some(reading) = self.gridded(&grid, effort) {
                    return Some(reading);
                }
            }
        }
        if tried.is_empty() {
            effort.observe(Step::Grid(None));
        }
        effort.failures -= 1;
        effort.failed.extend(tried);
        None
    }

    fn gridded(&self, grid: &Grid, effort: &mut Effort<'_>) -> Option<BarcodeReading> {
        let mut grid = *grid;
        let cells = codewords::read(&self.view, &grid).or_else(|| {
            effort.calibrations = effort.calibrations.checked_sub(1)?;
            grid = grid.calibrated(&self.view);
            codewords::read_closely(&self.view, &grid)
        });
        effort.observe(Step::Cells(cells.is_some()));
        let (content, layout) = cells?;
        let corners = grid.corners();
        let [top_left, top_right, ..] = corners;
        let module_width = top_left.distance(top_right) / (grid.sides.modules() as f32 + 1.0);
        Some(reading(
            content,
            corners,
            Some(module_width),
            Some(layout),
            Method::Grid,
        ))
    }
}

/// Whether one of the readings lies where the region is.
fn is_read(readings: &[BarcodeReading], region: &Region) -> bool {
    readings
        .iter()
        .any(|reading| Quad(reading.corners).contains(region.centre))
}
