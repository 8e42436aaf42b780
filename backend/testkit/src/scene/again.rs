use super::photograph::SceneTruth;
use crate::geometry::{Homography, Point, Quad};

impl SceneTruth {
    /// Where everything is when the picture itself is seen again through a map, in a picture of
    /// that size: scaled, cut, or photographed from a screen.
    #[must_use]
    pub fn seen_through(&self, map: &Homography, width: u32, height: u32) -> Self {
        let quad = |quad: &Quad| Quad(quad.0.map(|corner| map.map(corner)));
        let path = |path: &Vec<Point>| path.iter().map(|point| map.map(*point)).collect();
        let outline = quad(&self.outline);
        let larger = outline.mean_width() / self.outline.mean_width();
        Self {
            width,
            height,
            map: self.map.then(map),
            bend: self.bend.clone(),
            outline,
            is_cropped: !outline.is_inside(width, height),
            portrait: self.portrait.as_ref().map(quad),
            ghost_portrait: self.ghost_portrait.as_ref().map(quad),
            barcode: self.barcode.as_ref().map(quad),
            pixels_per_module: self.pixels_per_module.map(|pixels| pixels * larger),
            mrz_lines: self.mrz_lines.iter().map(quad).collect(),
            mrz_edges: self
                .mrz_edges
                .iter()
                .map(|[upper, lower]| [path(upper), path(lower)])
                .collect(),
            pixels_per_character: self.pixels_per_character.map(|pixels| pixels * larger),
            fields: self
                .fields
                .iter()
                .map(|field| super::SceneField {
                    quad: quad(&field.quad),
                    ..field.clone()
                })
                .collect(),
        }
    }
}
