use std::collections::HashMap;

use super::graph::{Act, Network};
use super::map::Map;
use super::store::Store;

impl Network {
    /// Runs it on rows of `width` pixels, filled up with zeros to `wide` and `tall`. `None` when its
    /// layers don't fit each other.
    pub(crate) fn run(
        &self,
        pixels: &[f32],
        width: usize,
        (wide, tall): (usize, usize),
        store: &mut Store,
    ) -> Option<Vec<f32>> {
        let mut page = store.map(1, tall, wide);
        let mut rows = pixels.chunks_exact(width.max(1));
        for row in 0..tall {
            let (into, rest) = page.row_mut(0, row).split_at_mut_checked(width)?;
            match rows.next() {
                Some(from) => into.copy_from_slice(from),
                None => into.fill(0.0),
            }
            rest.fill(0.0);
        }
        let mut maps: HashMap<&str, Map> = HashMap::from([(self.input.as_str(), page)]);
        for (at, layer) in self.layers.iter().enumerate() {
            let (first, second) = (layer.inputs.first()?, layer.inputs.get(1));
            let is_used_again = self
                .layers
                .iter()
                .skip(at + 1)
                .any(|later| later.inputs.contains(first));
            let mut map = if is_used_again {
                maps.get(first.as_str())?.clone()
            } else {
                maps.remove(first.as_str())?
            };
            let made = match &layer.act {
                Act::Convolve(convolution) => convolution.run(&map, store)?,
                Act::Double(convolution) => {
                    let parts = convolution.run(&map, store)?;
                    let doubled = parts.doubled(store);
                    store.keep(parts.values);
                    doubled
                }
                Act::Pool(size) => map.pooled(*size, store),
                Act::CutBelowZero => {
                    map.cut_below_zero();
                    std::mem::take(&mut map)
                }
                Act::Add => {
                    map.add(maps.get(second?.as_str())?);
                    std::mem::take(&mut map)
                }
                Act::Squeeze => std::mem::take(&mut map),
                Act::Transpose => {
                    let columns = map.columns();
                    store.keep(map.values);
                    return Some(columns);
                }
            };
            store.keep(map.values);
            maps.insert(layer.output.as_str(), made);
        }
        let map = maps.remove(self.output.as_str())?;
        let values = map.gathered();
        store.keep(map.values);
        Some(values)
    }
}
