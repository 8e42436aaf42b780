use super::date_readings::{centuries, dated, day_and_month, reading, year_first};
use super::dates::{PrintedDate, PrintedDateOrder};
use super::month;

/// Longest name of a month, with room for one that is read with a letter too many.
const LONGEST_MONTH: usize = 13;

/// Words between the parts of a date.
const LINKING_WORDS: [&str; 3] = ["DE", "DEL", "OF"];

/// Reads dates at places of a text.
pub(super) struct DateReader<'a> {
    pub(super) text: &'a [char],
}

/// Digits with the place behind them.
struct Number {
    value: i32,
    digits: usize,
    /// Letters that look like digits.
    lookalikes: usize,
    end: usize,
}

/// What stands between two parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Nothing,
    Blank,
    Mark(char),
}

impl DateReader<'_> {
    /// The date that begins at `start`, if one does.
    pub(super) fn read(&self, start: usize) -> Option<PrintedDate> {
        let is_inside = |before: usize| {
            self.text
                .get(before)
                .is_some_and(|letter| letter.is_alphanumeric())
        };
        if start.checked_sub(1).is_some_and(is_inside) {
            return None;
        }
        let first = self.text.get(start)?;
        if !first.is_alphanumeric() && *first != '|' {
            return None;
        }
        self.numeric(start)
            .or_else(|| self.day_then_word(start))
            .or_else(|| self.word_then_day(start))
            .or_else(|| self.compact(start))
    }

    fn numeric(&self, start: usize) -> Option<PrintedDate> {
        let first = self.number(start)?;
        let (mark, place) = self.separator(first.end);
        let second = self.number(place)?;
        let (second_mark, place) = self.separator(second.end);
        let third = self.number(place)?;
        let parts = [&first, &second, &third];
        let lookalikes: usize = parts.iter().map(|part| part.lookalikes).sum();
        if mark == Separator::Nothing || mark != second_mark || lookalikes > 3 {
            return None;
        }
        if parts
            .iter()
            .any(|part| part.lookalikes == part.digits && part.digits > 1)
        {
            return None;
        }
        let is_padded = |part: &Number| part.digits == 2;
        let readings = match (first.digits, second.digits, third.digits) {
            (4, 1 | 2, 1 | 2) => year_first(first.value, second.value, third.value),
            (1 | 2, 1 | 2, 4) => day_and_month(first.value, second.value, &[third.value]),
            (1 | 2, 1 | 2, 2) if mark != Separator::Blank => {
                day_and_month(first.value, second.value, &centuries(third.value))
            }
            _ => return None,
        };
        let is_loose = mark == Separator::Blank
            && (lookalikes > 0 || !is_padded(&second) || !(is_padded(&first) || is_padded(&third)));
        if is_loose || !self.ends(third.end, mark) {
            return None;
        }
        dated(start..third.end, readings, false)
    }

    fn day_then_word(&self, start: usize) -> Option<PrintedDate> {
        let day = self.number(start).filter(|day| day.digits <= 2)?;
        let (_, place) = self.separator(day.end);
        let (mut months, mut place) = self.month(self.past_linking_word(place))?;
        let (mark, second) = self.separator(place);
        let second = if mark == Separator::Nothing && self.text.get(place) == Some(&'/') {
            place + 1
        } else {
            second
        };
        if let Some((word, end)) = self.word(self.past_linking_word(second)) {
            let others = month::meanings(&word);
            if months.is_empty() {
                months.clone_from(&others);
            } else if !others.is_empty() {
                months.retain(|month| others.contains(month));
            }
            place = end;
        }
        let (_, place) = self.separator(place);
        let year = self.number(self.past_linking_word(place))?;
        let years = match year.digits {
            4 => vec![year.value],
            2 => centuries(year.value).to_vec(),
            _ => return None,
        };
        if !self.ends(year.end, Separator::Blank) || day.lookalikes == day.digits {
            return None;
        }
        let readings = months.iter().flat_map(|month| {
            let day = day.value;
            years.iter().filter_map(move |year| {
                reading(
                    *year,
                    i32::try_from(*month).ok()?,
                    day,
                    PrintedDateOrder::MonthInWords,
                )
            })
        });
        dated(start..year.end, readings.collect(), false)
    }

    fn word_then_day(&self, start: usize) -> Option<PrintedDate> {
        let (months, place) = self.month(start)?;
        let (_, place) = self.separator(place);
        let day = self
            .number(place)
            .filter(|day| day.digits <= 2 && day.lookalikes == 0)?;
        let (mark, place) = self.separator(day.end);
        let year = self.number(place).filter(|year| year.digits == 4)?;
        if mark == Separator::Nothing || !self.ends(year.end, Separator::Blank) {
            return None;
        }
        let readings = months.iter().filter_map(|month| {
            let month = i32::try_from(*month).ok()?;
            reading(year.value, month, day.value, PrintedDateOrder::MonthInWords)
        });
        dated(start..year.end, readings.collect(), false)
    }

    fn compact(&self, start: usize) -> Option<PrintedDate> {
        let number = self.number(start)?;
        if number.digits != 8 || number.lookalikes > 0 || !self.ends(number.end, Separator::Blank) {
            return None;
        }
        let (high, low) = (number.value / 10_000, number.value % 10_000);
        let mut readings = year_first(high, low / 100, low % 100);
        readings.extend(day_and_month(high / 100, high % 100, &[low]));
        dated(start..number.end, readings, true)
    }

    /// Up to eight digits; a ninth makes it something else.
    fn number(&self, start: usize) -> Option<Number> {
        let (mut value, mut digits, mut lookalikes) = (0, 0, 0);
        for (place, letter) in self.text.iter().enumerate().skip(start) {
            let is_in_word = || {
                let next = self.text.get(place + 1);
                next.is_some_and(|next| next.is_alphabetic() && !"OoIl".contains(*next))
            };
            let digit = match letter {
                'O' | 'o' | 'I' | 'l' if is_in_word() => break,
                'O' | 'o' => 0,
                'I' | 'l' | '|' => 1,
                _ => match letter.to_digit(10) {
                    Some(digit) => i32::try_from(digit).ok()?,
                    None => break,
                },
            };
            lookalikes += usize::from(!letter.is_ascii_digit());
            digits += 1;
            if digits > 8 {
                return None;
            }
            value = value * 10 + digit;
        }
        (digits > 0).then_some(Number {
            value,
            digits,
            lookalikes,
            end: start + digits,
        })
    }

    /// A mark with blanks around it, or blanks, or nothing; a wide gap is two blanks.
    fn separator(&self, start: usize) -> (Separator, usize) {
        let mut found = Separator::Nothing;
        let (mut place, mut most) = (start, start + 3);
        while let Some(letter) = self.text.get(place)
            && place < most
        {
            found = match (letter, found) {
                (' ', Separator::Nothing) => Separator::Blank,
                (' ', kept) => kept,
                ('.' | ',' | '·', Separator::Nothing | Separator::Blank) => Separator::Mark('.'),
                ('-' | '–' | '—', Separator::Nothing | Separator::Blank) => {
                    Separator::Mark('-')
                }
                ('/', Separator::Nothing | Separator::Blank) => Separator::Mark('/'),
                _ => break,
            };
            if *letter != ' ' {
                most = place + 3;
            }
            place += 1;
        }
        (found, place)
    }

    /// The months that a word may mean; an unreadable word means none yet.
    fn month(&self, start: usize) -> Option<(Vec<u32>, usize)> {
        let (word, end) = self.word(start)?;
        Some((month::meanings(&word), end))
    }

    /// Letters, with the digits among them that a reader took for letters.
    fn word(&self, start: usize) -> Option<(String, usize)> {
        let mut word = String::new();
        let mut place = start;
        while let Some(letter) = self.text.get(place) {
            let is_followed = self
                .text
                .get(place + 1)
                .is_some_and(|next| next.is_alphabetic());
            let is_mistaken = matches!(letter, '0' | '1' | '5' | '8') && is_followed;
            if !(letter.is_alphabetic() || is_mistaken) {
                break;
            }
            word.push(*letter);
            place += 1;
            if place - start > LONGEST_MONTH {
                return None;
            }
        }
        (place >= start + 3).then_some((word, place))
    }

    fn past_linking_word(&self, start: usize) -> usize {
        LINKING_WORDS
            .iter()
            .find_map(|word| {
                let end = start + word.len();
                let found: String = self.text.get(start..end)?.iter().collect();
                let is_word = found.eq_ignore_ascii_case(word) && self.text.get(end) == Some(&' ');
                is_word.then_some(end + 1)
            })
            .unwrap_or(start)
    }

    /// Whether a date may end at `end`: no letter or digit touches it, and it is not continued by
    /// the same mark and a digit.
    fn ends(&self, end: usize, mark: Separator) -> bool {
        match self.text.get(end) {
            None => true,
            Some(next) if next.is_alphanumeric() => false,
            Some(_) => {
                let (next, place) = self.separator(end);
                let is_digit = self.text.get(place).is_some_and(char::is_ascii_digit);
                !(is_digit && next == mark && mark != Separator::Blank)
            }
        }
    }
}
