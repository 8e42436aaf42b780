use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::surface::{Canvas, Ink};
use crate::geometry::{Point, Rectangle};

impl Canvas {
    /// Scratches, scuffs and rubbed edges of a card that lived in a wallet; 0 is new, 1 is hard
    /// to read. Takes millimetres.
    pub(crate) fn wear(&mut self, dice: &mut ChaCha8Rng, area: Rectangle, amount: f32) {
        let times = |most: f32| (amount.clamp(0.0, 1.0) * most) as u16;
        let place = |dice: &mut ChaCha8Rng| {
            let (x, y) = (dice.random::<f32>(), dice.random::<f32>());
            Point::new(area.x + area.width * x, area.y + area.height * y)
        };
        let plastic = Ink::solid(236, 234, 228);
        for _ in 0..times(140.0) {
            let from = place(dice);
            let (angle, length) = (
                dice.random_range(-3.2..3.2_f32),
                dice.random_range(1.0..18.0),
            );
            let to = Point::new(from.x + length * angle.cos(), from.y + length * angle.sin());
            let ink = plastic.at(dice.random_range(0.2..0.8));
            self.line(from, to, dice.random_range(0.03..0.2), ink);
        }
        for _ in 0..times(1200.0) {
            let at = place(dice);
            let size = dice.random_range(0.05..0.45_f32);
            let ink = if dice.random_bool(0.7) {
                plastic
            } else {
                Ink::solid(70, 66, 60)
            };
            let spot = Rectangle::new(at.x, at.y, size, size * dice.random_range(0.4..1.6));
            self.ellipse(spot, ink.at(dice.random_range(0.15..0.7)));
        }
        for edge in [area.y, area.bottom()] {
            for _ in 0..times(40.0) {
                let x = area.x + area.width * dice.random::<f32>();
                let rub = Rectangle::new(x, edge - 0.5, dice.random_range(0.5..4.0), 1.0);
                self.ellipse(rub, plastic.at(0.5));
            }
        }
    }
}
