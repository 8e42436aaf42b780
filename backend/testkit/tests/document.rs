//! Drawn documents: what is printed lies on the sheet and agrees with the record.
#![cfg(test)]

use credence_testkit::document::{
    BackLayout, Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, VisaSize,
    licence_back, licence_front, passport, passport_spread, td1_card, td2_card, visa,
};
use credence_testkit::geometry::Rectangle;
use credence_testkit::mrz::{MrzFormat, compose_mrz};

fn is_on(sheet: Rectangle, area: Rectangle) -> bool {
    area.x >= 0.0
        && area.y >= 0.0
        && area.right() <= sheet.width + 0.5
        && area.bottom() <= sheet.height + 0.5
}

fn everything_is_on_the_sheet(drawing: &Drawing) {
    let sheet = drawing.bounds();
    for field in &drawing.fields {
        assert!(is_on(sheet, field.area), "{:?}: {field:?}", drawing.kind);
        assert!(
            field.area.width > 1.0 && field.area.height > 1.0,
            "{field:?}"
        );
    }
    let areas = drawing.mrz.iter().flat_map(|mrz| mrz.areas.clone());
    for area in areas.chain(drawing.portrait).chain(drawing.ghost_portrait) {
        assert!(is_on(sheet, area), "{:?}: {area:?}", drawing.kind);
    }
}

/// Small drawings, so that many seeds are cheap.
fn travel() -> TravelOptions {
    TravelOptions {
        pixels_per_millimetre: 3.0,
        ..TravelOptions::default()
    }
}

#[test]
fn print_stays_on_every_document() {
    let front = LicenceFrontOptions {
        pixels_per_millimetre: 5.0,
        ..Default::default()
    };
    for seed in 0..12 {
        everything_is_on_the_sheet(&licence_front(seed, &front).unwrap().drawing);
        everything_is_on_the_sheet(&passport(seed, &travel()).unwrap().drawing);
        everything_is_on_the_sheet(&td2_card(seed, &travel()).unwrap().drawing);
        let card = td1_card(seed, &travel()).unwrap();
        everything_is_on_the_sheet(&card.front);
        everything_is_on_the_sheet(&card.back);
        for size in [VisaSize::Large, VisaSize::Small] {
            everything_is_on_the_sheet(&visa(seed, size, &travel()).unwrap().drawing);
        }
    }
    everything_is_on_the_sheet(&passport_spread(1, &travel()).unwrap().drawing);
}

#[test]
fn values_do_not_run_into_one_another() {
    let front = LicenceFrontOptions {
        pixels_per_millimetre: 5.0,
        ..Default::default()
    };
    for seed in 0..20 {
        for drawing in [
            licence_front(seed, &front).unwrap().drawing,
            passport(seed, &travel()).unwrap().drawing,
            td1_card(seed, &travel()).unwrap().front,
        ] {
            let areas: Vec<_> = drawing.fields.iter().map(|field| field.area).collect();
            for (index, a) in areas.iter().enumerate() {
                for b in &areas[index + 1..] {
                    let across = a.right().min(b.right()) - a.x.max(b.x);
                    let down = a.bottom().min(b.bottom()) - a.y.max(b.y);
                    assert!(
                        across < 0.5 || down < 0.5,
                        "seed {seed} {:?}: {a:?} {b:?}",
                        drawing.kind
                    );
                }
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_pixels() {
    assert_eq!(
        passport(5, &travel()).unwrap(),
        passport(5, &travel()).unwrap()
    );
    assert_eq!(
        td1_card(5, &travel()).unwrap(),
        td1_card(5, &travel()).unwrap()
    );
    let front = LicenceFrontOptions {
        pixels_per_millimetre: 5.0,
        ..Default::default()
    };
    assert_eq!(
        licence_front(5, &front).unwrap(),
        licence_front(5, &front).unwrap()
    );
    assert_ne!(
        licence_front(5, &front).unwrap(),
        licence_front(6, &front).unwrap()
    );
}

#[test]
fn front_and_back_of_a_seed_are_one_card() {
    let front = licence_front(77, &LicenceFrontOptions::default()).unwrap();
    let back = licence_back(77, &LicenceBackOptions::default()).unwrap();
    assert_eq!(front.record, back.record);
    assert_eq!(
        back.barcode.element("DAQ"),
        Some(front.record.number.as_str())
    );
    assert_eq!(front.drawing.field("id").unwrap().text, front.record.number);
}

#[test]
fn the_zone_is_the_one_of_the_format() {
    let document = passport(3, &TravelOptions::default()).unwrap();
    let zone = document.drawing.mrz.as_ref().unwrap();
    assert_eq!(
        zone.lines,
        compose_mrz(&document.record.mrz(MrzFormat::Td3))
    );
    // Ten characters to the inch at 14 pixels to the millimetre.
    assert!((zone.pixels_per_character() - 35.56).abs() < 0.01);
    let card = td1_card(3, &TravelOptions::default()).unwrap();
    assert_eq!(
        card.back.mrz.unwrap().lines,
        compose_mrz(&card.record.mrz(MrzFormat::Td1))
    );
}

#[test]
fn each_character_of_the_zone_is_printed_in_its_cell() {
    let drawing = passport(3, &TravelOptions::default()).unwrap().drawing;
    let zone = drawing.mrz.as_ref().unwrap();
    let pitch = zone.pixels_per_character();
    for (line, area) in zone.lines.iter().zip(&zone.areas) {
        for (at, character) in line.chars().enumerate() {
            let left = area.x + pitch * at as f32;
            let cell = Rectangle::new(left + 1.0, area.y, pitch - 2.0, area.height);
            assert!(darkest(&drawing, cell) < 90, "{character} at {at}");
        }
        let above = Rectangle::new(area.x, area.y - 14.0, area.width, 6.0);
        assert!(
            darkest(&drawing, above) > 150,
            "nothing is printed between the lines"
        );
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixel places in a known picture"
)]
fn darkest(drawing: &Drawing, area: Rectangle) -> u8 {
    let columns = area.x as u32..area.right() as u32;
    let rows = area.y as u32..area.bottom() as u32;
    rows.flat_map(|y| columns.clone().map(move |x| (x, y)))
        .map(|(x, y)| drawing.picture.get_pixel(x, y).0[1])
        .min()
        .unwrap_or(255)
}

#[test]
fn the_spread_holds_the_page_in_its_lower_half() {
    let page = passport(8, &travel()).unwrap();
    let spread = passport_spread(8, &travel()).unwrap();
    assert_eq!(
        spread.drawing.picture.height(),
        2 * page.drawing.picture.height()
    );
    let shift = page.drawing.picture.height() as f32;
    let (on_page, on_spread) = (
        page.drawing.portrait.unwrap(),
        spread.drawing.portrait.unwrap(),
    );
    assert_eq!(on_spread, on_page.moved(0.0, shift));
    assert_eq!(
        spread.drawing.mrz.unwrap().lines,
        page.drawing.mrz.unwrap().lines
    );
}

#[test]
fn options_of_the_back_show() {
    let draw = |options: LicenceBackOptions| licence_back(4, &options).unwrap().drawing.picture;
    let base = LicenceBackOptions {
        layout: Some(BackLayout::Stripe),
        ..Default::default()
    };
    let plain = LicenceBackOptions {
        has_clutter: false,
        ..base.clone()
    };
    let worn = LicenceBackOptions {
        wear: 0.7,
        ..base.clone()
    };
    let panel = |has_panel| LicenceBackOptions {
        has_panel: Some(has_panel),
        ..base.clone()
    };
    assert_ne!(draw(base.clone()), draw(plain));
    assert_ne!(draw(base.clone()), draw(worn));
    assert_ne!(draw(panel(true)), draw(panel(false)));
}
