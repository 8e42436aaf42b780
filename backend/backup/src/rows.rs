//! PostgreSQL's binary copy, cut into rows (`COPY`, "Binary Format").

use uuid::Uuid;

/// What a copy begins with: signature, flags and no extension.
pub(crate) const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What a copy ends with, in the place of a row's number of columns.
pub(crate) const END: &[u8] = &[0xff, 0xff];

/// A column and what comes behind it.
type Field<'a> = (&'a [u8], &'a [u8]);

/// The bytes are no binary copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoCopy;

/// Cuts what comes in pieces of any length.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    waiting: Vec<u8>,
    has_begun: bool,
}

/// A row: columns that were asked for in front, then the row as it is copied in again.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) tenant: Uuid,
    pub(crate) session: Uuid,
    pub(crate) kek: String,
    pub(crate) key: Vec<u8>,
    pub(crate) rest: Vec<u8>,
}

impl Rows {
    /// Takes a piece; gives the rows that are whole by now.
    pub(crate) fn take(&mut self, piece: &[u8]) -> Result<Vec<Row>, NoCopy> {
        self.waiting.extend_from_slice(piece);
        if !self.has_begun {
            if self.waiting.len() < HEAD.len() {
                return Ok(Vec::new());
            }
            self.waiting = self.waiting.strip_prefix(HEAD).ok_or(NoCopy)?.to_vec();
            self.has_begun = true;
        }
        let (mut left, mut rows) = (self.waiting.as_slice(), Vec::new());
        while let Some((row, behind)) = first_row(left)? {
            rows.push(row);
            left = behind;
        }
        self.waiting = left.to_vec();
        Ok(rows)
    }

    /// Whether nothing but the end is left.
    pub(crate) fn is_at_end(&self) -> bool {
        self.has_begun && self.waiting == END
    }
}

/// The first row and what comes behind it; `None` until all of it is there.
fn first_row(bytes: &[u8]) -> Result<Option<(Row, &[u8])>, NoCopy> {
    let Some((count, mut left)) = bytes.split_first_chunk() else {
        return Ok(None);
    };
    let Ok(count) = u16::try_from(i16::from_be_bytes(*count)) else {
        return Ok(None);
    };
    let (mut front, mut rest) = (Vec::new(), Vec::new());
    let kept = count.checked_sub(4).ok_or(NoCopy)?;
    rest.extend_from_slice(&kept.to_be_bytes());
    for number in 0..count {
        let Some((field, behind)) = first_field(left)? else {
            return Ok(None);
        };
        if number < 4 {
            front.push(field.get(4..).ok_or(NoCopy)?);
        } else {
            rest.extend_from_slice(field);
        }
        left = behind;
    }
    let [tenant, session, kek, key] = front.as_slice() else {
        return Err(NoCopy);
    };
    let id = |bytes: &[u8]| Uuid::from_slice(bytes).map_err(|_| NoCopy);
    let row = Row {
        tenant: id(tenant)?,
        session: id(session)?,
        kek: String::from_utf8(kek.to_vec()).map_err(|_| NoCopy)?,
        key: key.to_vec(),
        rest,
    };
    Ok(Some((row, left)))
}

/// A column's length and value, and what comes behind it; `None` until all of it is there.
fn first_field(bytes: &[u8]) -> Result<Option<Field<'_>>, NoCopy> {
    let Some(length) = bytes.first_chunk() else {
        return Ok(None);
    };
    let length = match i32::from_be_bytes(*length) {
        // Null.
        -1 => 0,
        length => usize::try_from(length).map_err(|_| NoCopy)?,
    };
    Ok(bytes.split_at_checked(4 + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(value: &[u8]) -> Vec<u8> {
        let length = i32::try_from(value.len()).unwrap();
        [&length.to_be_bytes(), value].concat()
    }

    fn copied(value: &[u8]) -> Vec<u8> {
        let null = (-1_i32).to_be_bytes().to_vec();
        let row = [
            6_i16.to_be_bytes().to_vec(),
            field(&[1; 16]),
            field(&[2; 16]),
            field(b"master-1"),
            field(b"key"),
            null,
            field(value),
        ]
        .concat();
        [HEAD, &row, &row, END].concat()
    }

    #[test]
    fn rows_come_whole_however_they_are_cut() {
        let bytes = copied(b"value");
        let rest = [
            &2_i16.to_be_bytes()[..],
            &(-1_i32).to_be_bytes(),
            &field(b"value"),
        ]
        .concat();
        for length in 1..bytes.len() {
            let (mut rows, mut found) = (Rows::default(), Vec::new());
            for piece in bytes.chunks(length) {
                found.extend(rows.take(piece).unwrap());
            }
            assert!(rows.is_at_end(), "in pieces of {length}");
            let [one, other] = found.as_slice() else {
                panic!("{found:?}");
            };
            assert_eq!((one, &one.rest), (other, &rest));
            assert_eq!(
                (one.kek.as_str(), one.key.as_slice()),
                ("master-1", &b"key"[..])
            );
        }
    }

    #[test]
    fn what_is_no_copy_is_refused_and_a_cut_one_does_not_end() {
        assert_eq!(Rows::default().take(&[7; 40]), Err(NoCopy));
        let few = [HEAD, &[0, 1], &field(&[1; 16])].concat();
        assert_eq!(Rows::default().take(&few), Err(NoCopy));
        let bytes = copied(b"");
        let mut rows = Rows::default();
        rows.take(&bytes[..bytes.len() - 1]).unwrap();
        assert!(!rows.is_at_end());
    }
}
