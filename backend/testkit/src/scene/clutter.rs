use image::RgbImage;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::canvas::{Canvas, Ink};
use crate::dice::{dice, pick};
use crate::geometry::{Point, Rectangle};

/// A turned frame of reference: things are drawn upright in it and lie askew in the picture.
#[derive(Clone, Copy)]
struct Frame {
    origin: Point,
    cos: f32,
    sin: f32,
}

impl Frame {
    fn place(self, x: f32, y: f32) -> Point {
        Point::new(
            self.origin.x + x * self.cos - y * self.sin,
            self.origin.y + x * self.sin + y * self.cos,
        )
    }

    fn corners(self, area: Rectangle) -> [Point; 4] {
        area.corners()
            .0
            .map(|corner| self.place(corner.x, corner.y))
    }
}

/// Strews things over a desk: letters, a ruled pad, coins, a pen, a parcel label with a bar code.
/// They bring the straight edges, text rows and stripes that mislead a locator.
pub(super) fn strew(picture: RgbImage, seed: u64) -> RgbImage {
    let dice = &mut dice(seed, "clutter");
    let unit = picture.width() as f32 / 1600.0;
    let mut canvas = Canvas::over(picture, unit);
    let (width, height) = (1600.0, canvas.height_millimetres());
    for _ in 0..dice.random_range(3..7) {
        let angle = dice.random_range(-1.5..1.5_f32);
        let origin = Point::new(
            dice.random_range(-300.0..width),
            dice.random_range(-200.0..height),
        );
        let frame = Frame {
            origin,
            cos: angle.cos(),
            sin: angle.sin(),
        };
        match dice.random_range(0..5) {
            0 => letter(&mut canvas, dice, frame),
            1 => pad(&mut canvas, dice, frame),
            2 => label(&mut canvas, dice, frame),
            3 => coins(&mut canvas, dice, origin),
            _ => pen(&mut canvas, dice, frame),
        }
    }
    canvas.into_picture()
}

fn sheet(canvas: &mut Canvas, frame: Frame, area: Rectangle, ink: Ink) {
    let below = frame.corners(area.moved(5.0, 7.0));
    canvas.convex(&below, Ink::solid(20, 18, 16).at(0.35));
    canvas.convex(&frame.corners(area), ink);
}

/// A page with rows of words.
fn letter(canvas: &mut Canvas, dice: &mut ChaCha8Rng, frame: Frame) {
    let area = Rectangle::new(0.0, 0.0, 520.0, 700.0);
    sheet(canvas, frame, area, Ink::solid(238, 236, 230));
    let pitch = dice.random_range(16.0..26.0_f32);
    let ink = Ink::solid(60, 60, 66);
    let mut y = 60.0;
    while y < area.height - 40.0 {
        let mut x = 44.0;
        while x < area.width - 90.0 {
            let word = dice.random_range(14.0..60.0_f32);
            canvas.line(
                frame.place(x, y),
                frame.place(x + word, y),
                pitch * 0.3,
                ink.at(0.75),
            );
            x += word + 9.0;
        }
        y += if dice.random_bool(0.12) {
            pitch * 2.2
        } else {
            pitch
        };
    }
}

/// A ruled writing pad.
fn pad(canvas: &mut Canvas, dice: &mut ChaCha8Rng, frame: Frame) {
    let area = Rectangle::new(0.0, 0.0, 460.0, 620.0);
    let [red, green, blue] = pick(dice, &[[248, 240, 180], [240, 244, 250], [232, 248, 236]]);
    sheet(canvas, frame, area, Ink::solid(red, green, blue));
    let mut y = 50.0;
    while y < area.height {
        canvas.line(
            frame.place(0.0, y),
            frame.place(area.width, y),
            1.6,
            Ink::solid(110, 150, 210),
        );
        y += 24.0;
    }
    canvas.line(
        frame.place(60.0, 0.0),
        frame.place(60.0, area.height),
        2.0,
        Ink::solid(220, 110, 110),
    );
}

/// A parcel label with a 1-D code.
fn label(canvas: &mut Canvas, dice: &mut ChaCha8Rng, frame: Frame) {
    let area = Rectangle::new(0.0, 0.0, 380.0, 240.0);
    sheet(canvas, frame, area, Ink::solid(250, 250, 248));
    let ink = Ink::solid(20, 20, 20);
    canvas.line(frame.place(0.0, 70.0), frame.place(380.0, 70.0), 3.0, ink);
    let mut x = 30.0;
    while x < 340.0 {
        let bar = pick(dice, &[2.0, 2.0, 4.0, 6.0]);
        canvas.convex(&frame.corners(Rectangle::new(x, 95.0, bar, 110.0)), ink);
        x += bar + pick(dice, &[2.0, 3.0, 4.0, 6.0]);
    }
    for row in 0..3_u8 {
        let y = 20.0 + 17.0 * f32::from(row);
        let end = dice.random_range(150.0..300.0);
        canvas.line(frame.place(24.0, y), frame.place(end, y), 7.0, ink.at(0.8));
    }
}

fn coins(canvas: &mut Canvas, dice: &mut ChaCha8Rng, origin: Point) {
    for _ in 0..dice.random_range(1..5) {
        let size = dice.random_range(56.0..96.0_f32);
        let x = origin.x + dice.random_range(-120.0..120.0);
        let y = origin.y + dice.random_range(-120.0..120.0);
        let area = Rectangle::new(x, y, size, size);
        let [red, green, blue] = pick(dice, &[[190, 186, 176], [184, 130, 80], [200, 176, 96]]);
        let metal = Ink::solid(red, green, blue);
        canvas.ellipse(area.moved(4.0, 5.0), Ink::solid(20, 18, 16).at(0.4));
        canvas.ellipse(area, metal);
        canvas.ring(
            area.grown(-size * 0.06),
            2.5,
            Ink::solid(90, 80, 64).at(0.7),
        );
        let head = Rectangle::new(x + size * 0.32, y + size * 0.2, size * 0.36, size * 0.5);
        canvas.ellipse(head, Ink::solid(110, 98, 80).at(0.5));
    }
}

fn pen(canvas: &mut Canvas, dice: &mut ChaCha8Rng, frame: Frame) {
    let [red, green, blue] = pick(dice, &[[28, 44, 120], [150, 24, 30], [24, 24, 26]]);
    let body = Ink::solid(red, green, blue);
    let shadow = Ink::solid(16, 14, 12).at(0.35);
    canvas.line(
        frame.place(8.0, 10.0),
        frame.place(528.0, 10.0),
        24.0,
        shadow,
    );
    canvas.line(frame.place(0.0, 0.0), frame.place(480.0, 0.0), 24.0, body);
    canvas.line(
        frame.place(20.0, -5.0),
        frame.place(470.0, -5.0),
        5.0,
        Ink::solid(250, 250, 250).at(0.4),
    );
    canvas.line(
        frame.place(480.0, 0.0),
        frame.place(525.0, 0.0),
        10.0,
        Ink::solid(190, 190, 196),
    );
}
