use std::collections::BTreeSet;

use super::document::{Document, index};
use super::object::{Dictionary, Object};
use crate::decode::DecodeError;

/// Pages that are looked at: a cover page is common, a document behind ten others is not.
const MAX_PAGES: usize = 4;
/// Nodes of the page tree on the way to them.
const MAX_NODES: usize = 64;
/// 14400 units is the largest page that older readers take (ISO 32000-2, annex C).
const MAX_PAGE_SIDE: f64 = 14_400.0;

/// A page, with what it inherits.
#[derive(Debug, Clone, Default)]
pub(super) struct Page<'d> {
    pub(super) contents: Option<Object<'d>>,
    pub(super) resources: Dictionary<'d>,
    /// Left, bottom, right and top in units of 1/72 inch.
    pub(super) shown: [f64; 4],
    /// Quarters by which it is turned with the clock to be read.
    pub(super) quarters: u8,
}

/// What a node hands down (7.7.3.4).
#[derive(Debug, Clone, Default)]
struct Inherited<'d> {
    resources: Option<Object<'d>>,
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    rotate: Option<f64>,
}

/// The first pages. A tree that leads nowhere, or in circles, has none.
pub(super) fn first_pages<'d>(document: &'d Document<'_>) -> Result<Vec<Page<'d>>, DecodeError> {
    let Some(Object::Dictionary(root)) = document.root() else {
        return Err(DecodeError::Unreadable);
    };
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let mut stack = Vec::new();
    if let Some(&Object::Reference(top)) = root.get("Pages") {
        stack.push((top, Inherited::default()));
    }
    while let Some((number, inherited)) = stack.pop() {
        if pages.len() == MAX_PAGES || seen.len() == MAX_NODES {
            break;
        }
        let Some(Object::Dictionary(node)) = document.object(number) else {
            continue;
        };
        if !seen.insert(number) {
            continue;
        }
        let inherited = inherit(document, &node, inherited);
        if let Some(Object::Array(kids)) = document.entry(&node, "Kids") {
            let kids = kids.iter().take(MAX_NODES).filter_map(Object::reference);
            let kids: Vec<u32> = kids.collect();
            stack.extend(kids.iter().rev().map(|&kid| (kid, inherited.clone())));
        } else {
            pages.push(page(document, &node, inherited)?);
        }
    }
    Ok(pages)
}

fn inherit<'d>(
    document: &'d Document<'_>,
    node: &Dictionary<'d>,
    from: Inherited<'d>,
) -> Inherited<'d> {
    Inherited {
        resources: node.get("Resources").cloned().or(from.resources),
        media: rectangle(document, node, "MediaBox").or(from.media),
        crop: rectangle(document, node, "CropBox").or(from.crop),
        rotate: document
            .entry(node, "Rotate")
            .and_then(|value| value.number())
            .or(from.rotate),
    }
}

fn rectangle(document: &Document<'_>, node: &Dictionary<'_>, key: &str) -> Option<[f64; 4]> {
    let Object::Array(values) = document.entry(node, key)? else {
        return None;
    };
    let mut numbers = [0.0; 4];
    for (place, number) in numbers.iter_mut().enumerate() {
        *number = document.resolve(values.get(place)?)?.number()?;
    }
    let [a, b, c, d] = numbers;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn page<'d>(
    document: &'d Document<'_>,
    node: &Dictionary<'d>,
    inherited: Inherited<'d>,
) -> Result<Page<'d>, DecodeError> {
    let resources = inherited.resources.and_then(|r| document.resolve(&r));
    let media = inherited.media.unwrap_or([0.0, 0.0, 612.0, 792.0]);
    let crop = inherited.crop.unwrap_or(media);
    let [left, bottom] = [0, 1].map(|i| f64::max(at(&media, i), at(&crop, i)));
    let [right, top] = [2, 3].map(|i| f64::min(at(&media, i), at(&crop, i)));
    let (wide, high) = (right - left, top - bottom);
    if !(wide > 0.0 && high > 0.0) {
        return Err(DecodeError::Unreadable);
    }
    if wide > MAX_PAGE_SIDE || high > MAX_PAGE_SIDE {
        return Err(DecodeError::TooManyPixels);
    }
    let quarters = inherited
        .rotate
        .and_then(|degrees| index(degrees.rem_euclid(360.0) / 90.0));
    Ok(Page {
        contents: node.get("Contents").cloned(),
        resources: match resources {
            Some(Object::Dictionary(resources)) => resources,
            _ => Dictionary::default(),
        },
        shown: [left, bottom, right, top],
        quarters: quarters.and_then(|q| u8::try_from(q).ok()).unwrap_or(0),
    })
}

fn at(numbers: &[f64; 4], place: usize) -> f64 {
    numbers.get(place).copied().unwrap_or(0.0)
}
