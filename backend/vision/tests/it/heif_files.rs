//! Puts HEIF files together from coded pictures, right or wrong.

use std::path::PathBuf;

/// A file of `tests/files`.
pub(crate) fn stored(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files");
    std::fs::read(folder.join(name)).unwrap()
}

#[derive(Clone, Default)]
pub(crate) struct Item {
    pub(crate) kind: [u8; 4],
    pub(crate) data: Vec<u8>,
    /// Whole boxes.
    pub(crate) properties: Vec<Vec<u8>>,
    pub(crate) references: Vec<([u8; 4], Vec<u16>)>,
}

/// The coded picture of a stored file, with its configuration and a size.
pub(crate) fn coded(name: &str, width: u32, height: u32) -> Item {
    let file = stored(name);
    let (kind, configuration) = if name.ends_with("avif") {
        (*b"av01", b"av1C")
    } else {
        (*b"hvc1", b"hvcC")
    };
    let data = boxed_at(&file, b"mdat")[8..].to_vec();
    Item {
        kind,
        data,
        properties: vec![boxed_at(&file, configuration), ispe(width, height)],
        references: Vec::new(),
    }
}

/// The first box of a kind, wherever it lies.
fn boxed_at(file: &[u8], kind: &[u8; 4]) -> Vec<u8> {
    let name = file.windows(4).position(|w| w == kind).unwrap();
    let size = u32::from_be_bytes(file[name - 4..name].try_into().unwrap());
    file[name - 4..name - 4 + size as usize].to_vec()
}

pub(crate) fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&size, kind.as_slice(), content].concat()
}

pub(crate) fn ispe(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    boxed(b"ispe", &[&[0; 4], sides.as_slice()].concat())
}

/// A grid over items 2, 3, …
pub(crate) fn grid(rows: u8, columns: u8, width: u16, height: u16) -> Item {
    let layout = [
        vec![0, 0, rows - 1, columns - 1],
        width.to_be_bytes().to_vec(),
        height.to_be_bytes().to_vec(),
    ];
    let count = u16::from(rows) * u16::from(columns);
    Item {
        kind: *b"grid",
        data: layout.concat(),
        properties: vec![ispe(width.into(), height.into())],
        references: vec![(*b"dimg", (2..2 + count).collect())],
    }
}

/// A file of items numbered from 1, of which the first is shown.
pub(crate) fn heif(brand: &str, items: &[Item]) -> Vec<u8> {
    let brands = [brand.as_bytes(), &[0; 4], b"mif1", brand.as_bytes()].concat();
    let head = boxed(b"ftyp", &brands);
    let length = meta(items, 0).len();
    let start = u32::try_from(head.len() + length + 8).unwrap();
    let data: Vec<u8> = items.iter().flat_map(|item| item.data.clone()).collect();
    [head, meta(items, start), boxed(b"mdat", &data)].concat()
}

fn meta(items: &[Item], data_start: u32) -> Vec<u8> {
    let number = |place: usize| u16::try_from(place + 1).unwrap().to_be_bytes();
    let mut infos = u16::try_from(items.len()).unwrap().to_be_bytes().to_vec();
    let mut places = infos.clone();
    let mut properties = Vec::new();
    let mut associations = u32::try_from(items.len()).unwrap().to_be_bytes().to_vec();
    let mut references = Vec::new();
    let mut at = data_start;
    let mut property = 0u16;
    for (place, item) in items.iter().enumerate() {
        let info = [&[2, 0, 0, 0], &number(place)[..], &[0, 0], &item.kind, &[0]].concat();
        infos.extend(boxed(b"infe", &info));
        let length = u32::try_from(item.data.len()).unwrap();
        places.extend([&number(place)[..], &[0, 0, 0, 1]].concat());
        places.extend([at.to_be_bytes(), length.to_be_bytes()].concat());
        at += length;
        associations.extend(number(place));
        associations.push(u8::try_from(item.properties.len()).unwrap());
        for found in &item.properties {
            property += 1;
            associations.extend((property | 0x8000).to_be_bytes());
            properties.extend(found.clone());
        }
        for (kind, to) in &item.references {
            let count = u16::try_from(to.len()).unwrap().to_be_bytes();
            let to: Vec<u8> = to.iter().flat_map(|id| id.to_be_bytes()).collect();
            references.extend(boxed(kind, &[&number(place)[..], &count, &to].concat()));
        }
    }
    let full = |kind: &[u8; 4], flags: u8, content: &[u8]| {
        boxed(kind, &[&[0, 0, 0, flags], content].concat())
    };
    let properties = [boxed(b"ipco", &properties), full(b"ipma", 1, &associations)].concat();
    let parts = [
        full(b"hdlr", 0, b"\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        full(b"pitm", 0, &[0, 1]),
        full(b"iloc", 0, &[&[0x44, 0][..], &places].concat()),
        full(b"iinf", 0, &infos),
        full(b"iref", 0, &references),
        boxed(b"iprp", &properties),
    ];
    full(b"meta", 0, &parts.concat())
}
