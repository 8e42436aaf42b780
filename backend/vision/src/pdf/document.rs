use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

use super::filter::unpack;
use super::object::{Dictionary, Object};
use super::parser::Parser;
use super::scan::{Found, Scan, stream_end, stream_start};
use crate::decode::DecodeError;

/// A scan of a hundred pages has some hundreds.
const MAX_OBJECTS: usize = 100_000;
/// What packed objects may unpack to, together.
const MAX_PACKED_OBJECTS_BYTES: usize = 16 << 20;
/// What all streams but those of pictures may unpack to, filter by filter.
const MAX_UNPACKED_BYTES: usize = 40 << 20;
/// How often a reference may lead to another.
const MAX_HOPS: usize = 16;
/// How often each byte may be looked at on average, in finding and reading objects.
const MAX_LOOKS: usize = 8;
/// Looks that even a small file may take: what it packs can be much larger.
const FREE_LOOKS: usize = 16 << 20;

/// Where an object's value starts.
#[derive(Debug, Clone, Copy)]
enum Place {
    File(usize),
    /// In which object stream, and where in it.
    Packed(usize, usize),
}

/// A PDF file whose objects have been found.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    file: &'a [u8],
    packed: Vec<Vec<u8>>,
    places: BTreeMap<u32, Place>,
    root: Option<u32>,
    work_left: Cell<usize>,
    unpacking_left: Cell<usize>,
}

/// An object's dictionary and the bytes of its stream.
pub(super) struct Stream<'d> {
    pub(super) dictionary: Dictionary<'d>,
    pub(super) bytes: &'d [u8],
}

impl<'a> Document<'a> {
    /// Finds all objects. Of several with one number the last counts, as in a file that was
    /// changed by appending.
    pub(super) fn read(file: &'a [u8]) -> Result<Self, DecodeError> {
        let mut document = Self {
            file,
            packed: Vec::new(),
            places: BTreeMap::new(),
            root: None,
            work_left: Cell::new(
                file.len()
                    .saturating_mul(MAX_LOOKS)
                    .saturating_add(FREE_LOOKS),
            ),
            unpacking_left: Cell::new(MAX_UNPACKED_BYTES),
        };
        let mut scan = Scan::new(file, document.work_left.get());
        let mut catalog = None;
        while let Some(found) = scan.next()? {
            match found {
                Found::Object(number, place, value) => {
                    document.place(number, Place::File(place))?;
                    if let Object::Dictionary(dictionary) = &value {
                        if dictionary.is("Type", "Catalog") {
                            catalog = Some(number);
                        }
                        if dictionary.is("Type", "XRef") {
                            document.take_trailer(dictionary)?;
                        }
                        if dictionary.is("Type", "ObjStm") {
                            document.unpack_objects(dictionary, place, &mut catalog)?;
                        }
                    }
                    refuse_scripts(&value)?;
                }
                Found::Trailer(Object::Dictionary(dictionary)) => {
                    document.take_trailer(&dictionary)?;
                }
                Found::Trailer(_) => {}
            }
        }
        document.root = document.root.or(catalog);
        Ok(document)
    }

    fn place(&mut self, number: u32, place: Place) -> Result<(), DecodeError> {
        self.places.insert(number, place);
        if self.places.len() > MAX_OBJECTS {
            return Err(DecodeError::TooManyParts);
        }
        Ok(())
    }

    fn take_trailer(&mut self, trailer: &Dictionary<'_>) -> Result<(), DecodeError> {
        if trailer
            .get("Encrypt")
            .is_some_and(|value| *value != Object::Null)
        {
            return Err(DecodeError::Protected);
        }
        if let Some(&Object::Reference(root)) = trailer.get("Root") {
            self.root = Some(root);
        }
        Ok(())
    }

    /// 7.5.7: objects packed together in a stream.
    fn unpack_objects(
        &mut self,
        dictionary: &Dictionary<'_>,
        place: usize,
        catalog: &mut Option<u32>,
    ) -> Result<(), DecodeError> {
        let Some(bytes) = self.stream_bytes(self.file, place, dictionary.get("Length")) else {
            return Ok(());
        };
        let used: usize = self.packed.iter().map(Vec::len).sum();
        let room = MAX_PACKED_OBJECTS_BYTES - used.min(MAX_PACKED_OBJECTS_BYTES);
        let unpacked = match unpack(self, dictionary, bytes, room) {
            Ok(unpacked) => unpacked,
            Err(DecodeError::TooManyParts) => return Err(DecodeError::TooManyParts),
            // Nothing that is needed may lie in it.
            Err(_) => return Ok(()),
        };
        let unpacked = unpacked.into_owned();
        self.spend(unpacked.len())?;
        let number = |key| dictionary.get(key).and_then(Object::number).and_then(index);
        let (Some(count), Some(first)) = (number("N"), number("First")) else {
            return Ok(());
        };
        let mut head = Parser::new(&unpacked, 0);
        let mut numbers = || head.value()?.number().and_then(index);
        let stream = self.packed.len();
        let mut places = Vec::new();
        for _ in 0..count.min(MAX_OBJECTS) {
            let (Some(number), Some(offset)) = (numbers(), numbers()) else {
                break;
            };
            let at = first.saturating_add(offset);
            let mut parser = Parser::new(&unpacked, at);
            let value = parser.value();
            self.spend(parser.at.saturating_sub(at))?;
            let (Some(value), Ok(number)) = (value, u32::try_from(number)) else {
                continue;
            };
            refuse_scripts(&value)?;
            if matches!(&value, Object::Dictionary(found) if found.is("Type", "Catalog")) {
                *catalog = Some(number);
            }
            places.push((number, at));
        }
        self.packed.push(unpacked);
        for (number, at) in places {
            self.place(number, Place::Packed(stream, at))?;
        }
        Ok(())
    }

    /// Counts work, and refuses a file that makes too much of it.
    pub(super) fn spend(&self, bytes: usize) -> Result<(), DecodeError> {
        let left = self.work_left.get().checked_sub(bytes);
        self.work_left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(DecodeError::TooManyParts)
    }

    /// Counts what a filter gave, whether or not it is of use.
    pub(super) fn spend_unpacking(&self, bytes: usize) -> Result<(), DecodeError> {
        let left = self.unpacking_left.get().checked_sub(bytes);
        self.unpacking_left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(DecodeError::TooManyParts)
    }

    pub(super) fn root(&self) -> Option<Object<'_>> {
        self.object(self.root?)
    }

    /// The value of an object; a stream's is its dictionary.
    pub(super) fn object(&self, number: u32) -> Option<Object<'_>> {
        self.parse(number).map(|(value, _, _)| value)
    }

    fn parse(&self, number: u32) -> Option<(Object<'_>, &[u8], usize)> {
        let (bytes, at) = match *self.places.get(&number)? {
            Place::File(at) => (self.file, at),
            Place::Packed(stream, at) => (self.packed.get(stream)?.as_slice(), at),
        };
        let mut parser = Parser::new(bytes, at);
        let value = parser.value();
        self.spend(parser.at.saturating_sub(at)).ok()?;
        Some((value?, bytes, parser.at))
    }

    /// Follows a reference to what it stands for.
    pub(super) fn resolve<'d>(&'d self, value: &Object<'d>) -> Option<Object<'d>> {
        let mut value = value.clone();
        for _ in 0..MAX_HOPS {
            let Some(number) = value.reference() else {
                return Some(value);
            };
            value = self.object(number)?;
        }
        None
    }

    /// A dictionary's entry, resolved.
    pub(super) fn entry<'d>(&'d self, of: &Dictionary<'d>, key: &str) -> Option<Object<'d>> {
        self.resolve(of.get(key)?)
    }

    pub(super) fn stream(&self, number: u32) -> Option<Stream<'_>> {
        let (value, bytes, at) = self.parse(number)?;
        let Object::Dictionary(dictionary) = value else {
            return None;
        };
        let start = stream_start(bytes, at)?;
        let length = self.entry(&dictionary, "Length").and_then(|l| l.number());
        let (end, is_as_told) = stream_end(bytes, start, length)?;
        if !is_as_told {
            self.spend(end - start).ok()?;
        }
        Some(Stream {
            dictionary,
            bytes: bytes.get(start..end)?,
        })
    }

    fn stream_bytes(
        &self,
        bytes: &'a [u8],
        place: usize,
        length: Option<&Object<'_>>,
    ) -> Option<&'a [u8]> {
        let mut parser = Parser::new(bytes, place);
        parser.value()?;
        let start = stream_start(bytes, parser.at)?;
        let (end, _) = stream_end(bytes, start, length.and_then(Object::number))?;
        bytes.get(start..end)
    }

    /// The unpacked bytes of a stream.
    pub(super) fn unpacked<'d>(
        &'d self,
        stream: &Stream<'d>,
        limit: usize,
    ) -> Result<Cow<'d, [u8]>, DecodeError> {
        unpack(self, &stream.dictionary, stream.bytes, limit)
    }
}

/// A number that counts or places something.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range has been checked"
)]
pub(super) fn index(number: f64) -> Option<usize> {
    let is_index = (0.0..=4_000_000_000.0).contains(&number) && number.fract() == 0.0;
    is_index.then_some(number as usize)
}

/// Actions of 12.6.4 that run something. A scan has none; whoever sends one wants something else.
fn refuse_scripts(value: &Object<'_>) -> Result<(), DecodeError> {
    match value {
        Object::Array(values) => values.iter().try_for_each(refuse_scripts),
        Object::Dictionary(dictionary) => {
            let runs = ["JavaScript", "Launch", "ImportData", "RichMediaExecute"];
            if runs.iter().any(|name| dictionary.is("S", name)) || dictionary.get("JS").is_some() {
                return Err(DecodeError::Scripted);
            }
            dictionary
                .entries()
                .try_for_each(|(_, value)| refuse_scripts(value))
        }
        Object::Null
        | Object::Bool(_)
        | Object::Number(_)
        | Object::Text(_)
        | Object::Name(_)
        | Object::Reference(_) => Ok(()),
    }
}
