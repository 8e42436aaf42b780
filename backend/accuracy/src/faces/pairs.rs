use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::pairs_error::PairsError;

/// More pictures would not be measured in a day.
pub(crate) const MOST_PICTURES: usize = 200_000;
/// More pairs would crowd memory, and fewer support any rate that can be asked for.
pub(crate) const MOST_PAIRS: usize = 5_000_000;
const MOST_LABELS: usize = 8;
const LONGEST_LABEL: usize = 100;
/// A column with more values holds no groups.
const MOST_VALUES: usize = 1_000;
/// The first four columns, and the name of the fourth where there is no heading.
const COLUMNS: [&str; 4] = ["first", "second", "same", "group"];

/// Two pictures, by their places in [`PairList::pictures`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// One; in pairs of a document and a selfie, the document.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// Whether they show one person.
    pub is_same: bool,
    /// In the order of [`PairList::columns`].
    pub labels: Vec<Option<Arc<str>>>,
}

/// Pairs of pictures of which it is known whether they show one person. Each picture is listed once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairList {
    /// Names of the labels.
    pub columns: Vec<String>,
    /// The files.
    pub pictures: Vec<PathBuf>,
    /// The pairs.
    pub pairs: Vec<Pair>,
}

impl PairList {
    /// Reads `first,second,same[,label…]`, where `same` is 1 or 0 and the pictures' paths begin in
    /// `folder`. A first line with `same` in the third place names the labels; without, there may be
    /// one, `group`.
    ///
    /// # Errors
    /// When a line is something else, or there are too many.
    pub fn from_csv(text: &[u8], folder: &Path) -> Result<Self, PairsError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .comment(Some(b'#'))
            .from_reader(text);
        let mut list = Self {
            columns: vec![COLUMNS[3].to_owned()],
            ..Self::default()
        };
        let mut places = HashMap::new();
        let mut values = HashMap::new();
        let mut seen = HashSet::new();
        for (index, record) in reader.records().enumerate() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                PairsError::Line {
                    line,
                    reason: "it is not text in UTF-8",
                }
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let refuse = |reason| PairsError::Line { line, reason };
            let is_heading = record
                .get(2)
                .is_some_and(|cell| cell.eq_ignore_ascii_case("same"));
            if index == 0 && is_heading {
                list.columns = heading(&record).map_err(refuse)?;
                continue;
            }
            let (names, is_same, labels) = cells(&record).map_err(refuse)?;
            if labels.len() > list.columns.len() {
                return Err(refuse("it has more labels than there are columns"));
            }
            let labels = interned(&labels, &mut values).map_err(refuse)?;
            let [first, second] = names.map(|name| list.place(&mut places, folder.join(name)));
            // The same pair again would count as new evidence for a rate.
            if !seen.insert((first.min(second), first.max(second))) {
                return Err(refuse("these two pictures are a pair of an earlier line"));
            }
            list.pairs.push(Pair {
                first,
                second,
                is_same,
                labels,
            });
            list.check_size()?;
        }
        list.or_empty()
    }

    /// Every pair of the pictures in folders of one person each. A name that begins with a dot is
    /// no picture.
    ///
    /// # Errors
    /// When a folder cannot be read, or there are too many pictures.
    pub fn from_people(folder: &Path) -> Result<Self, PairsError> {
        let mut list = Self::default();
        let mut people = Vec::new();
        for (person, place) in entries(folder)?
            .into_iter()
            .filter(|p| p.is_dir())
            .enumerate()
        {
            let files = entries(&place)?.into_iter().filter(|path| path.is_file());
            for file in files {
                list.pictures.push(file);
                people.push(person);
            }
            list.check_size()?;
        }
        let count = people.len();
        if count.saturating_mul(count.saturating_sub(1)) / 2 > MOST_PAIRS {
            return Err(PairsError::TooManyPairs { most: MOST_PAIRS });
        }
        for (first, one) in people.iter().enumerate() {
            for (second, other) in people.iter().enumerate().skip(first + 1) {
                list.pairs.push(Pair {
                    first,
                    second,
                    is_same: one == other,
                    labels: Vec::new(),
                });
            }
        }
        list.or_empty()
    }

    fn place(&mut self, places: &mut HashMap<PathBuf, usize>, path: PathBuf) -> usize {
        *places.entry(path).or_insert_with_key(|path| {
            self.pictures.push(path.clone());
            self.pictures.len() - 1
        })
    }

    fn check_size(&self) -> Result<(), PairsError> {
        if self.pictures.len() > MOST_PICTURES {
            return Err(PairsError::TooManyPictures {
                most: MOST_PICTURES,
            });
        }
        if self.pairs.len() > MOST_PAIRS {
            return Err(PairsError::TooManyPairs { most: MOST_PAIRS });
        }
        Ok(())
    }

    fn or_empty(self) -> Result<Self, PairsError> {
        if self.pairs.is_empty() {
            Err(PairsError::Empty)
        } else {
            Ok(self)
        }
    }
}

fn heading(record: &csv::StringRecord) -> Result<Vec<String>, &'static str> {
    let labels: Vec<String> = record.iter().skip(3).map(str::to_owned).collect();
    if labels.len() > MOST_LABELS {
        return Err("it names more than 8 labels");
    }
    let is_name = |label: &String| !label.is_empty() && is_printable(label);
    if labels.iter().all(is_name) {
        Ok(labels)
    } else {
        Err("the name of a label is empty or too long")
    }
}

type Cells<'a> = ([&'a str; 2], bool, Vec<&'a str>);

fn cells(record: &csv::StringRecord) -> Result<Cells<'_>, &'static str> {
    let mut cells = record.iter();
    let (Some(first), Some(second), Some(same)) = (cells.next(), cells.next(), cells.next()) else {
        return Err("it has fewer than three cells: first, second, same");
    };
    if first.is_empty() || second.is_empty() {
        return Err("the name of a picture is empty");
    }
    if first == second {
        return Err("it sets a picture beside itself");
    }
    let is_same = match same {
        "1" => true,
        "0" => false,
        _ => return Err("its third cell, same, is neither 1 nor 0"),
    };
    Ok(([first, second], is_same, cells.collect()))
}

/// Labels as shared text: pairs are many, and values few.
fn interned(
    labels: &[&str],
    values: &mut HashMap<String, Arc<str>>,
) -> Result<Vec<Option<Arc<str>>>, &'static str> {
    let mut shared = Vec::with_capacity(labels.len());
    for label in labels {
        if !is_printable(label) {
            return Err("a label has more than 100 characters or a control character");
        }
        if !label.is_empty() && !values.contains_key(*label) {
            if values.len() >= MOST_VALUES {
                return Err("there are more than 1,000 different labels, so they name no groups");
            }
            values.insert((*label).to_owned(), Arc::from(*label));
        }
        shared.push(values.get(*label).cloned());
    }
    Ok(shared)
}

/// Labels are printed to a terminal, which must not be told what to do by them.
pub(crate) fn is_printable(label: &str) -> bool {
    label.chars().count() <= LONGEST_LABEL && !label.contains(char::is_control)
}

/// What a folder holds, in order of names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, PairsError> {
    let failed = |source| PairsError::Folder {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
        if paths.len() > MOST_PICTURES {
            return Err(PairsError::TooManyPictures {
                most: MOST_PICTURES,
            });
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<PairList, PairsError> {
        PairList::from_csv(text.as_bytes(), Path::new("set"))
    }

    #[test]
    fn every_picture_is_listed_once_and_names_may_be_quoted() {
        let list = read("a.jpg,b.jpg,1,x\na.jpg,\"c, d.jpg\",0\n\n# a remark\n").unwrap();
        let paths = ["set/a.jpg", "set/b.jpg", "set/c, d.jpg"].map(PathBuf::from);
        assert_eq!(list.pictures, paths);
        assert_eq!(list.columns, ["group"]);
        let [one, two] = list.pairs.as_slice() else {
            panic!("{list:?}");
        };
        assert!(one.is_same && !two.is_same);
        assert_eq!((one.first, one.second, two.second), (0, 1, 2));
        assert_eq!(one.labels, [Some(Arc::from("x"))]);
        assert!(two.labels.is_empty());
    }

    #[test]
    fn a_heading_names_labels() {
        let list = read("first,second,same,document_country,age\na,b,1,GBR,\n").unwrap();
        assert_eq!(list.columns, ["document_country", "age"]);
        assert_eq!(list.pairs[0].labels, [Some(Arc::from("GBR")), None]);
    }

    #[test]
    fn a_wrong_line_is_refused_by_its_number() {
        let long = format!("a,b,1,{}\n", "x".repeat(101));
        for (text, line) in [
            ("a,b,1\na,b\n", 2),
            ("a,b,1\na,b,yes\n", 2),
            ("a,a,1\n", 1),
            ("a,b,1\nc,d,0\nb,a,1\n", 3),
            (",b,1\n", 1),
            ("a,b,1,x,y\n", 1),
            ("a,b,1,\u{1b}[2J\n", 1),
            ("first,second,same,a,b,c,d,e,f,g,h,i\n", 1),
            (&long, 1),
        ] {
            let refused = read(text).unwrap_err();
            assert!(
                matches!(refused, PairsError::Line { line: found, .. } if found == line),
                "{refused}"
            );
        }
        assert!(matches!(read("").unwrap_err(), PairsError::Empty));
        let refused = PairList::from_csv(b"a,\xff,1\n", Path::new(""));
        assert!(matches!(refused, Err(PairsError::Line { .. })));
    }

    #[test]
    fn more_values_than_groups_can_have_are_refused() {
        let lines: String = (0..1001).map(|n| format!("a,b{n},1,{n}\n")).collect();
        let refused = read(&lines).unwrap_err();
        assert!(
            matches!(refused, PairsError::Line { line: 1001, .. }),
            "{refused}"
        );
    }

    #[test]
    fn folders_of_people_give_every_pair() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["a/1.jpg", "a/2.jpg", "b/1.jpg", "b/.hidden"] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        std::fs::write(folder.path().join("notes.txt"), "").unwrap();
        let list = PairList::from_people(folder.path()).unwrap();
        assert_eq!(list.pictures.len(), 3);
        let same: Vec<bool> = list.pairs.iter().map(|pair| pair.is_same).collect();
        assert_eq!(same, [true, false, false]);
        let absent = PairList::from_people(&folder.path().join("c")).unwrap_err();
        assert!(matches!(absent, PairsError::Folder { .. }));
    }
}
