use chrono::Datelike;
use credence_types::CalendarDate;

use super::fold::without_repetition;
use super::month::words;

/// More forms than any day has.
const FORM_LIMIT: usize = 160;

/// Every usual printed form of a day: numbers in each order with each separator, and months as
/// words of the main European languages, alone and in pairs as passports print them. The commoner
/// forms come first.
#[must_use]
pub fn date_forms(date: CalendarDate) -> Vec<String> {
    let naive = date.as_naive();
    let (day, month, year) = (naive.day(), naive.month(), naive.year());
    let short = year.rem_euclid(100);
    let month_words = words(month);
    let english = month_words.first().copied().unwrap_or_default();
    let mut forms = vec![
        format!("{day:02} {english} {year}"),
        format!("{day:02}.{month:02}.{year}"),
        format!("{month:02}/{day:02}/{year}"),
        format!("{day:02}/{month:02}/{year}"),
        format!("{year}-{month:02}-{day:02}"),
        format!("{day:02} {month:02} {year}"),
        format!("{day:02}-{month:02}-{year}"),
        format!("{month:02}-{day:02}-{year}"),
        format!("{year}/{month:02}/{day:02}"),
        format!("{year}.{month:02}.{day:02}"),
        format!("{year} {month:02} {day:02}"),
        format!("{year}{month:02}{day:02}"),
        format!("{day:02}{month:02}{year}"),
        format!("{month:02}{day:02}{year}"),
        format!("{day:02}.{month:02}.{short:02}"),
        format!("{day:02}/{month:02}/{short:02}"),
        format!("{month:02}/{day:02}/{short:02}"),
        format!("{day:02}-{month:02}-{short:02}"),
        format!("{day}.{month}.{year}"),
        format!("{day}/{month}/{year}"),
        format!("{month}/{day}/{year}"),
    ];
    for word in &month_words {
        forms.push(format!("{day:02} {word} {year}"));
        forms.push(format!("{day:02} {word} {short:02}"));
        forms.push(format!("{day:02}{word}{year}"));
        forms.push(format!("{day:02}-{word}-{year}"));
    }
    // Doc 9303-3 section 3.1: the month in two languages.
    for word in month_words.iter().filter(|word| word.chars().count() < 5) {
        for first in [english, word] {
            let second = if first == english { word } else { &english };
            forms.push(format!("{day:02} {first}/{second} {short:02}"));
            forms.push(format!("{day:02} {first}/{second} {year}"));
            forms.push(format!("{day:02} {first} / {second} {short:02}"));
            forms.push(format!("{day:02} {first} / {second} {year}"));
        }
    }
    for word in month_words.iter().take(1) {
        forms.push(format!("{word} {day:02}, {year}"));
        forms.push(format!("{day} {word} {year}"));
    }
    without_repetition(forms, FORM_LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_its_usual_forms() {
        let forms = date_forms(CalendarDate::new(1974, 8, 12).unwrap());
        for form in [
            "12 AUG 1974",
            "12 AUG/AOÛT 74",
            "12 AUG / AOÛT 1974",
            "12.08.1974",
            "08/12/1974",
            "1974-08-12",
            "12 08 1974",
            "12AUG1974",
            "19740812",
            "12 AGO 1974",
        ] {
            assert!(forms.iter().any(|text| text == form), "{form}");
        }
    }

    #[test]
    fn no_day_has_more_forms_than_the_limit() {
        for month in 1..=12 {
            let forms = date_forms(CalendarDate::new(2004, month, 9).unwrap());
            assert!(forms.len() < FORM_LIMIT, "{}", forms.len());
        }
    }
}
