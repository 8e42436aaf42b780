//! All windows of all sizes through all stages.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel code: places are clamped into the picture before they become indices"
)]

use super::WINDOW;
use super::lab::Planes;
use super::model::Model;
use super::surf::Gradients;
use crate::luma::Luma;

const PYRAMID_STEP: f32 = 0.8;
const WINDOW_STEP: usize = 4;
/// Boxes of one stage that overlap by more are one; of the last, see `LAST_OVERLAP`.
const OVERLAP: f32 = 0.8;
const LAST_OVERLAP: f32 = 0.3;
/// A picture of people lets some hundred windows through the first stage; a hostile one lets most.
const MOST_WINDOWS: usize = 2000;

/// A square that may be a face; it may reach beyond the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) side: i32,
    pub(super) score: f64,
}

/// Faces with the sum of the scores of the windows that were taken together.
pub(super) fn search(model: &Model, luma: &Luma) -> Vec<Window> {
    let mut windows: Vec<Window> = first_stage(model, luma)
        .into_iter()
        .flat_map(|windows| merged(windows, OVERLAP))
        .collect();
    for (number, perceptron) in (1..).zip(&model.perceptrons) {
        let mut left = Vec::new();
        for mut window in windows {
            let Some(pixels) = pixels(luma, &mut window) else {
                continue;
            };
            if let Some(verdict) = perceptron.judge(&Gradients::new(&pixels)) {
                let [across, down, larger] = verdict.moves.map(|share| share * 2.0 - 1.0);
                let side = window.side as f32;
                let new = (larger * side + side + 0.5).floor();
                let moved = |at: i32, by: f32| {
                    (by * side + at as f32 + (side - new) * 0.5 + 0.5).floor() as i32
                };
                left.push(Window {
                    x: moved(window.x, across),
                    y: moved(window.y, down),
                    side: new as i32,
                    score: f64::from(verdict.score),
                });
            }
        }
        windows = match number {
            1 => merged(left, OVERLAP),
            2 => left,
            _ => merged(left, LAST_OVERLAP),
        };
    }
    windows
}

/// By classifier the windows that it lets through.
fn first_stage(model: &Model, luma: &Luma) -> Vec<Vec<Window>> {
    let mut passed = vec![Vec::new(); model.boosted.len()];
    let shortest = luma.width().min(luma.height()) as f32;
    let least = WINDOW as f32 / shortest;
    let mut scale = 1.0f32;
    while scale >= least {
        let size = [luma.width(), luma.height()].map(|side| (side as f32 * scale) as usize);
        let [width, height] = size;
        if width < WINDOW || height < WINDOW {
            break;
        }
        let planes = Planes::new(&shrunk(luma, width, height), width);
        for y in (0..=height - WINDOW).step_by(WINDOW_STEP) {
            for x in (0..=width - WINDOW).step_by(WINDOW_STEP) {
                for (classifier, passed) in model.boosted.iter().zip(&mut passed) {
                    if let Some(score) = classifier.score(&planes, x, y) {
                        let back = |at: usize| (at as f32 / scale + 0.5) as i32;
                        passed.push(Window {
                            x: back(x),
                            y: back(y),
                            side: back(WINDOW),
                            score: f64::from(score),
                        });
                    }
                }
            }
        }
        scale *= PYRAMID_STEP;
    }
    passed
}

/// Bilinear, from the upper left corner of each pixel, rounded down: as the model was trained on.
fn shrunk(luma: &Luma, width: usize, height: usize) -> Vec<u8> {
    if (luma.width(), luma.height()) == (width, height) {
        return luma.pixels().to_vec();
    }
    let pixel = |x: usize, y: usize| f64::from(luma.pixels()[y * luma.width() + x]);
    let (columns, rows) = (steps(luma.width(), width), steps(luma.height(), height));
    let places = rows
        .iter()
        .flat_map(|row| columns.iter().map(move |column| (column, row)));
    places
        .map(|(column, row)| between(pixel, column, row))
        .collect()
}

/// By pixel of a side the two pixels of the other that it lies between, and how near the second.
fn steps(from: usize, to: usize) -> Vec<(usize, f64)> {
    let scale = from as f64 / to as f64;
    (0..to)
        .map(|at| {
            let place = scale * at as f64;
            let first = (place as usize).min(from.saturating_sub(2));
            (first, place - first as f64)
        })
        .collect()
}

fn between(
    pixel: impl Fn(usize, usize) -> f64,
    &(x, across): &(usize, f64),
    &(y, down): &(usize, f64),
) -> u8 {
    let upper = (1.0 - across) * pixel(x, y) + across * pixel(x + 1, y);
    let lower = (1.0 - across) * pixel(x, y + 1) + across * pixel(x + 1, y + 1);
    ((1.0 - down) * upper + down * lower) as u8
}

/// The pixels of a window at the networks' size, black outside of the picture; `None` where it has
/// nothing of it. What begins above or to the left is taken to begin at the side, as in training.
fn pixels(luma: &Luma, window: &mut Window) -> Option<[u8; WINDOW * WINDOW]> {
    let (left, top, side) = (window.x, window.y, window.side);
    let (width, height) = (luma.width() as i32, luma.height() as i32);
    let is_seen = left < width && top < height && left + side > 0 && top + side > 0;
    // Larger than any that the first stage finds and the networks double.
    if side < 2 || !is_seen || side > 8 * width.max(height) {
        return None;
    }
    window.x = left.max(0);
    window.y = top.max(0);
    let pixel = |x: usize, y: usize| {
        let (x, y) = (x as i32 + left, y as i32 + top);
        let is_inside = x >= 0 && y >= 0 && x < width && y < height;
        if is_inside {
            f64::from(luma.pixels()[(y * width + x) as usize])
        } else {
            0.0
        }
    };
    let places = steps(side as usize, WINDOW);
    let mut into = [0; WINDOW * WINDOW];
    let rows = places
        .iter()
        .flat_map(|row| places.iter().map(move |column| (column, row)));
    for (into, (column, row)) in into.iter_mut().zip(rows) {
        *into = if side as usize == WINDOW {
            pixel(column.0 + column.1 as usize, row.0 + row.1 as usize) as u8
        } else {
            between(pixel, column, row)
        };
    }
    Some(into)
}

/// Of windows that overlap by more than `most` the one with the highest score, with the sum of all.
fn merged(mut windows: Vec<Window>, most: f32) -> Vec<Window> {
    windows.sort_by(|a, b| b.score.total_cmp(&a.score));
    windows.truncate(MOST_WINDOWS);
    let mut kept = Vec::new();
    let mut is_taken = vec![false; windows.len()];
    for first in 0..windows.len() {
        if is_taken[first] {
            continue;
        }
        let mut window = windows[first];
        for other in first + 1..windows.len() {
            if !is_taken[other] && overlap(&windows[first], &windows[other]) > most {
                is_taken[other] = true;
                window.score += windows[other].score;
            }
        }
        kept.push(window);
    }
    kept
}

fn overlap(one: &Window, other: &Window) -> f32 {
    let along = |a: i32, b: i32| {
        let end = (a + one.side).min(b + other.side);
        (end - a.max(b)).max(0) as f32
    };
    let shared = along(one.x, other.x) * along(one.y, other.y);
    let area = |window: &Window| window.side as f32 * window.side as f32;
    shared / (area(one) + area(other) - shared)
}
