use super::face::Face;
use super::surface::{Canvas, Ink};
use crate::geometry::{Point, Rectangle};

/// How a portrait is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Tone {
    /// Dye diffusion, in colour.
    Colour,
    /// Laser engraving: shades of grey.
    Engraved,
    /// A faint second portrait in one ink.
    Ghost,
}

/// Lays ink in the tone of the print.
struct Brush<'a> {
    canvas: &'a mut Canvas,
    area: Rectangle,
    tone: Tone,
}

impl Brush<'_> {
    fn ink(&self, colour: [u8; 3], opacity: f32) -> Ink {
        match self.tone {
            Tone::Colour => Ink { colour, opacity },
            Tone::Engraved | Tone::Ghost => Ink {
                colour: [grey(colour); 3],
                opacity,
            },
        }
    }

    /// A box given in shares of the portrait.
    fn place(&self, x: f32, y: f32, width: f32, height: f32) -> Rectangle {
        Rectangle::new(
            self.area.x + (x - width / 2.0) * self.area.width,
            self.area.y + (y - height / 2.0) * self.area.height,
            width * self.area.width,
            height * self.area.height,
        )
    }

    fn spot(&mut self, x: f32, y: f32, width: f32, height: f32, colour: [u8; 3], opacity: f32) {
        let (place, ink) = (self.place(x, y, width, height), self.ink(colour, opacity));
        self.canvas.ellipse(place, ink);
    }

    /// A curve through three points given in shares of the portrait.
    fn curve(&mut self, points: [(f32, f32); 3], width: f32, colour: [u8; 3]) {
        let [a, b, c] = points;
        let place = |(x, y): (f32, f32)| {
            Point::new(
                self.area.x + x * self.area.width,
                self.area.y + y * self.area.height,
            )
        };
        let bend: Vec<Point> = (0..=12_u8)
            .map(|step| {
                let t = f32::from(step) / 12.0;
                let mix = |a: f32, b: f32, c: f32| {
                    (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c
                };
                place((mix(a.0, b.0, c.0), mix(a.1, b.1, c.1)))
            })
            .collect();
        let ink = self.ink(colour, 1.0);
        self.canvas.polyline(&bend, width * self.area.width, ink);
    }
}

fn lighter(colour: [u8; 3]) -> [u8; 3] {
    colour.map(|channel| (f32::from(channel) * 1.06).min(255.0) as u8)
}

fn grey(colour: [u8; 3]) -> u8 {
    let [red, green, blue] = colour.map(f32::from);
    (0.3 * red + 0.59 * green + 0.11 * blue) as u8
}

fn darker(colour: [u8; 3], by: f32) -> [u8; 3] {
    colour.map(|channel| (f32::from(channel) * by) as u8)
}

impl Canvas {
    /// Draws the face into the box. It is a cartoon: it has the layout and the tones of a
    /// portrait, and no likeness to anybody.
    pub(crate) fn portrait(&mut self, area: Rectangle, face: &Face, tone: Tone) {
        if tone == Tone::Ghost {
            return self.ghost(area, face);
        }
        let ground = if tone == Tone::Engraved {
            [206, 206, 206]
        } else {
            [198, 212, 226]
        };
        self.fill(
            area,
            Ink {
                colour: ground,
                opacity: 1.0,
            },
        );
        self.clipped(area, |canvas| {
            let mut brush = Brush { canvas, area, tone };
            draw_bust(&mut brush, face);
            draw_features(&mut brush, face);
        });
    }

    /// A screen of one ink: dark parts print, light parts leave the ground.
    fn ghost(&mut self, area: Rectangle, face: &Face) {
        let paper = Ink::solid(255, 255, 255);
        let scale = self.pixels_per_millimetre();
        let mut plate = Self::new(area.width, area.height, scale, paper);
        let whole = Rectangle::new(0.0, 0.0, area.width, area.height);
        let mut brush = Brush {
            canvas: &mut plate,
            area: whole,
            tone: Tone::Ghost,
        };
        draw_bust(&mut brush, face);
        draw_features(&mut brush, face);
        let corner = self.to_pixels(area);
        let (left, top) = (corner.x.round() as i32, corner.y.round() as i32);
        for (x, y, pixel) in plate.into_picture().enumerate_pixels() {
            let dark = 1.0 - f32::from(grey(pixel.0)) / 255.0;
            let ink = Ink::solid(84, 92, 122).at(0.06 + 0.5 * dark);
            if dark > 0.0 {
                self.blend(left + x as i32, top + y as i32, ink, 1.0);
            }
        }
    }
}

fn draw_bust(brush: &mut Brush<'_>, face: &Face) {
    let head = face.breadth * 0.62;
    if face.has_long_hair {
        brush.spot(0.5, 0.52, head * 1.42, 0.72, face.hair, 1.0);
    }
    brush.spot(0.5, 1.08, 1.02, 0.56, face.clothes, 1.0);
    brush.spot(0.5, 0.80, head * 0.56, 0.30, darker(face.skin, 0.86), 1.0);
    for side in [-1.0, 1.0] {
        brush.spot(
            0.5 + side * head * 0.5,
            0.47,
            0.06,
            0.13,
            darker(face.skin, 0.9),
            1.0,
        );
    }
    if !face.has_long_hair {
        brush.spot(0.5, 0.33, head * 1.08, 0.42, face.hair, 1.0);
    }
    brush.spot(0.5, 0.47, head, 0.60, face.skin, 1.0);
    // Light from one side rounds the face.
    for layer in 0..6_u8 {
        let shift = 0.018 * f32::from(layer);
        let width = head - 2.0 * shift - 0.02;
        let height = 0.57 * width / head;
        brush.spot(0.5 + shift, 0.47, width, height, lighter(face.skin), 0.12);
    }
    brush.spot(0.5, 0.215, head * 0.94, 0.17, face.hair, 0.95);
    if face.has_beard {
        brush.spot(0.5, 0.69, head * 0.72, 0.18, face.hair, 0.7);
        brush.spot(0.5, 0.63, head * 0.44, 0.05, face.skin, 0.8);
    }
}

fn draw_features(brush: &mut Brush<'_>, face: &Face) {
    let head = face.breadth * 0.62;
    let apart = face.eye_distance * head / 1.8;
    let shade = darker(face.skin, 0.62);
    for side in [-1.0_f32, 1.0] {
        let x = 0.5 + side * apart;
        brush.spot(x, 0.45, 0.115, 0.042, [236, 236, 232], 0.95);
        brush.spot(x, 0.45, 0.050, 0.042, face.eyes, 1.0);
        brush.spot(x, 0.45, 0.020, 0.018, [12, 12, 12], 1.0);
        brush.curve(
            [(x - 0.062, 0.448), (x, 0.418), (x + 0.062, 0.448)],
            0.012,
            darker(shade, 0.6),
        );
        let brow = 0.45 - face.brow_height * 0.8;
        brush.curve(
            [
                (x - 0.075, brow + 0.012),
                (x, brow - 0.02),
                (x + 0.075, brow + 0.01),
            ],
            0.022,
            face.hair,
        );
        brush.spot(
            0.5 + side * 0.024,
            0.575,
            0.022,
            0.013,
            darker(shade, 0.7),
            0.9,
        );
    }
    brush.curve([(0.49, 0.47), (0.475, 0.55), (0.5, 0.585)], 0.010, shade);
    let half = face.mouth_width * head / 1.9;
    let lips = [176, 92, 88].map(|c: u8| (f32::from(c) * f32::from(face.skin[0]) / 240.0) as u8);
    brush.spot(0.5, 0.653, half * 1.5, 0.034, lips, 0.85);
    brush.curve(
        [(0.5 - half, 0.648), (0.5, 0.664), (0.5 + half, 0.648)],
        0.010,
        darker(lips, 0.55),
    );
    if face.has_glasses {
        for side in [-1.0, 1.0] {
            let (place, ink) = (
                brush.place(0.5 + side * apart, 0.452, 0.19, 0.11),
                brush.ink([30, 30, 34], 0.9),
            );
            let width = 0.013 * brush.area.width;
            brush.canvas.ring(place, width, ink);
        }
        brush.curve(
            [(0.475, 0.445), (0.5, 0.435), (0.525, 0.445)],
            0.012,
            [30, 30, 34],
        );
    }
}
