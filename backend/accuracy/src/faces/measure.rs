use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use credence_vision::face::{FaceModels, FoundFace, Template};
use credence_vision::{MAX_BYTES, decode};

use super::comparison::{Comparison, Comparisons};
use super::pairs::PairList;
use crate::clock::measured;
use crate::row::quantile;

/// What one picture of a list gave.
#[derive(Debug)]
pub(crate) enum Described<T> {
    /// A template of its widest face, and how many faces there are.
    Face(T, usize),
    /// No face was found.
    NoFace,
    /// It could not be read, or the models broke off.
    Unreadable(String),
}

/// CPU milliseconds that one stage took.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Which.
    pub name: &'static str,
    /// Half of the pictures take less.
    pub median_milliseconds: f64,
    /// Nine of ten take less.
    pub slow_milliseconds: f64,
}

/// What a model made of a list of pairs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measured {
    /// Pairs that were compared.
    pub comparisons: Comparisons,
    /// Pictures in the list.
    pub pictures: usize,
    /// Pictures that could not be read, with the reason.
    pub unreadable: Vec<(PathBuf, String)>,
    /// Pictures in which no face was found.
    pub without_face: Vec<PathBuf>,
    /// Pictures with several faces, of which the widest was taken.
    pub with_several: Vec<PathBuf>,
    /// Pairs of one person that were not compared because of a picture.
    pub genuine_not_compared: usize,
    /// Pairs of two people that were not compared because of a picture.
    pub impostor_not_compared: usize,
    /// What each stage took.
    pub stages: Vec<Stage>,
}

impl Measured {
    /// Pictures that could be read.
    #[must_use]
    pub fn readable(&self) -> usize {
        self.pictures - self.unreadable.len()
    }

    /// Pictures with a face.
    #[must_use]
    pub fn with_face(&self) -> usize {
        self.readable() - self.without_face.len()
    }
}

/// Reads every picture of a list once and compares its pairs. `say` hears how many pictures are
/// done. What cannot be read is named in the result.
#[must_use]
pub fn measure(models: &FaceModels, list: &PairList, say: &dyn Fn(usize)) -> Measured {
    let mut stages = Stages::default();
    let metric = models.info().metric;
    let mut measured_pairs = compare_pairs(
        list,
        |path| describe(models, path, &mut stages),
        |first: &Template, second| first.distance(second, metric),
        say,
    );
    measured_pairs.stages = stages.told();
    measured_pairs
}

#[derive(Debug, Default)]
struct Stages {
    decode: Vec<f64>,
    find: Vec<f64>,
    template: Vec<f64>,
}

impl Stages {
    fn told(self) -> Vec<Stage> {
        let stage = |name, times: Vec<f64>| Stage {
            name,
            median_milliseconds: quantile(times.clone(), 0.5),
            slow_milliseconds: quantile(times, 0.9),
        };
        vec![
            stage("decode", self.decode),
            stage("find faces", self.find),
            stage("align and describe", self.template),
        ]
    }
}

fn describe(models: &FaceModels, path: &Path, stages: &mut Stages) -> Described<Template> {
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Described::Unreadable(error.to_string()),
    };
    let (picture, time) = measured(|| decode(&bytes));
    let picture = match picture {
        Ok(picture) => picture,
        Err(error) => return Described::Unreadable(error.to_string()),
    };
    stages.decode.push(time);
    let (faces, time) = measured(|| models.faces(&picture));
    let faces = match faces {
        Ok(faces) => faces,
        Err(fault) => return Described::Unreadable(fault.to_string()),
    };
    stages.find.push(time);
    let by_width = |a: &&FoundFace, b: &&FoundFace| a.width().total_cmp(&b.width());
    let Some(face) = faces.iter().max_by(by_width) else {
        return Described::NoFace;
    };
    let (template, time) = measured(|| models.template(&picture, face));
    stages.template.push(time);
    match template {
        Ok(template) => Described::Face(template, faces.len()),
        Err(fault) => Described::Unreadable(fault.to_string()),
    }
}

/// No more of a file than a decoder takes, and one byte that tells it that there is more.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The pairs of a list, by any description of a picture and any distance of two.
fn compare_pairs<T>(
    list: &PairList,
    mut describe: impl FnMut(&Path) -> Described<T>,
    distance: impl Fn(&T, &T) -> Option<f64>,
    say: &dyn Fn(usize),
) -> Measured {
    let mut found = Measured {
        comparisons: Comparisons::new(list.columns.clone()),
        pictures: list.pictures.len(),
        ..Measured::default()
    };
    let mut templates: Vec<Option<T>> = Vec::with_capacity(list.pictures.len());
    for (index, path) in list.pictures.iter().enumerate() {
        templates.push(match describe(path) {
            Described::Face(template, faces) => {
                if faces > 1 {
                    found.with_several.push(path.clone());
                }
                Some(template)
            }
            Described::NoFace => {
                found.without_face.push(path.clone());
                None
            }
            Described::Unreadable(reason) => {
                found.unreadable.push((path.clone(), reason));
                None
            }
        });
        say(index + 1);
    }
    for pair in &list.pairs {
        let template = |place: usize| templates.get(place)?.as_ref();
        let comparison = template(pair.first)
            .zip(template(pair.second))
            .and_then(|(first, second)| distance(first, second))
            .and_then(|distance| Comparison::new(distance, pair.is_same, pair.labels.clone()));
        match comparison {
            Some(comparison) => found.comparisons.push(comparison),
            None if pair.is_same => found.genuine_not_compared += 1,
            None => found.impostor_not_compared += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn what_gives_no_template_is_named_and_its_pairs_are_counted() {
        let text = b"1,2,1\n1,5,0\n1,none,1\nbroken,2,0\n";
        let list = PairList::from_csv(text, Path::new("")).unwrap();
        let said = RefCell::new(Vec::new());
        let found = compare_pairs(
            &list,
            |path| match path.to_str().unwrap() {
                "none" => Described::NoFace,
                "broken" => Described::Unreadable("cut short".to_owned()),
                number => Described::Face(number.parse::<f64>().unwrap(), 1),
            },
            |a, b| Some((a - b).abs()),
            &|done| said.borrow_mut().push(done),
        );
        let distances: Vec<f64> = found
            .comparisons
            .list()
            .iter()
            .map(Comparison::distance)
            .collect();
        assert_eq!(distances, [1.0, 4.0]);
        assert_eq!(
            (found.genuine_not_compared, found.impostor_not_compared),
            (1, 1)
        );
        assert_eq!(
            (found.pictures, found.readable(), found.with_face()),
            (5, 4, 3)
        );
        assert_eq!(found.without_face, [PathBuf::from("none")]);
        assert_eq!(
            found.unreadable,
            [(PathBuf::from("broken"), "cut short".to_owned())]
        );
        assert_eq!(said.into_inner(), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn files_that_are_no_pictures_are_unreadable() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.jpg"), "no picture").unwrap();
        let list = PairList::from_csv(b"a.jpg,absent.jpg,1\n", folder.path()).unwrap();
        let models = FaceModels::seeded(1).unwrap();
        let found = measure(&models, &list, &|_| {});
        assert_eq!((found.unreadable.len(), found.genuine_not_compared), (2, 1));
        assert!(found.comparisons.list().is_empty());
    }
}
