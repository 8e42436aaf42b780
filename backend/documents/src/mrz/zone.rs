use super::check_digit::{CheckField, MrzCheck, check};
use super::format::MrzFormat;
use super::lines::Lines;
use super::number::{DocumentNumber, document_number};

/// The parts of a zone as they stand there, fillers included.
#[derive(Debug)]
pub(super) struct Zone<'a> {
    pub(super) document_code: &'a str,
    pub(super) issuing_state: &'a str,
    pub(super) names: &'a str,
    pub(super) number: DocumentNumber,
    pub(super) nationality: &'a str,
    pub(super) birth: &'a str,
    pub(super) sex: char,
    pub(super) expiry: &'a str,
    /// What is left for the issuer: one field, on TD1 two.
    pub(super) optional: [String; 2],
    pub(super) checks: Vec<MrzCheck>,
}

/// Cuts the lines by their format. Positions are counted from 0, ends excluded.
pub(super) fn cut(lines: &Lines) -> Zone<'_> {
    match lines.format {
        MrzFormat::Td1 => td1(lines),
        MrzFormat::Td2 => two_lines(lines, Some(35)),
        MrzFormat::Td3 => td3(lines),
        MrzFormat::MrvA | MrzFormat::MrvB => two_lines(lines, None),
    }
}

fn td1(lines: &Lines) -> Zone<'_> {
    let [first, second, third] = [0, 1, 2].map(|index| line(lines, index));
    let number = document_number(part(first, 5, 14), at(first, 14), part(first, 15, 30));
    let [birth, expiry] = [part(second, 0, 6), part(second, 8, 14)];
    let composite = [
        part(first, 5, 30),
        part(second, 0, 7),
        part(second, 8, 15),
        part(second, 18, 29),
    ];
    let checks = vec![
        number.check,
        check(CheckField::DateOfBirth, birth, at(second, 6)),
        check(CheckField::DateOfExpiry, expiry, at(second, 14)),
        check(CheckField::Composite, &composite.concat(), at(second, 29)),
    ];
    Zone {
        document_code: part(first, 0, 2),
        issuing_state: part(first, 2, 5),
        names: third,
        nationality: part(second, 15, 18),
        birth,
        sex: at(second, 7),
        expiry,
        optional: [number.rest.clone(), part(second, 18, 29).to_owned()],
        number,
        checks,
    }
}

/// TD2 and the visas, which differ in the composite check digit: at `composite_at`, if there is one.
fn two_lines(lines: &Lines, composite_at: Option<usize>) -> Zone<'_> {
    let [first, second] = [0, 1].map(|index| line(lines, index));
    let optional = part(second, 28, composite_at.unwrap_or(second.len()));
    let number = match composite_at {
        Some(_) => document_number(part(second, 0, 9), at(second, 9), optional),
        None => DocumentNumber::short(part(second, 0, 9), at(second, 9), optional),
    };
    let mut zone = data_line(first, second, number);
    if let Some(composite_at) = composite_at {
        let composite = [
            part(second, 0, 10),
            part(second, 13, 20),
            part(second, 21, composite_at),
        ];
        zone.checks.push(check(
            CheckField::Composite,
            &composite.concat(),
            at(second, composite_at),
        ));
    }
    zone
}

fn td3(lines: &Lines) -> Zone<'_> {
    let [first, second] = [0, 1].map(|index| line(lines, index));
    let optional = part(second, 28, 42);
    let number = DocumentNumber::short(part(second, 0, 9), at(second, 9), optional);
    let mut zone = data_line(first, second, number);
    let composite = [
        part(second, 0, 10),
        part(second, 13, 20),
        part(second, 21, 43),
    ];
    zone.checks
        .push(check(CheckField::OptionalData, optional, at(second, 42)));
    zone.checks.push(check(
        CheckField::Composite,
        &composite.concat(),
        at(second, 43),
    ));
    zone
}

/// What the two-line formats share.
fn data_line<'a>(first: &'a str, second: &'a str, number: DocumentNumber) -> Zone<'a> {
    let [birth, expiry] = [part(second, 13, 19), part(second, 21, 27)];
    let checks = vec![
        number.check,
        check(CheckField::DateOfBirth, birth, at(second, 19)),
        check(CheckField::DateOfExpiry, expiry, at(second, 27)),
    ];
    Zone {
        document_code: part(first, 0, 2),
        issuing_state: part(first, 2, 5),
        names: part(first, 5, first.len()),
        nationality: part(second, 10, 13),
        birth,
        sex: at(second, 20),
        expiry,
        optional: [number.rest.clone(), String::new()],
        number,
        checks,
    }
}

fn line(lines: &Lines, index: usize) -> &str {
    lines
        .lines
        .get(index)
        .map(String::as_str)
        .unwrap_or_default()
}

fn part(line: &str, from: usize, to: usize) -> &str {
    line.get(from..to).unwrap_or_default()
}

fn at(line: &str, index: usize) -> char {
    line.as_bytes().get(index).copied().map_or('<', char::from)
}
