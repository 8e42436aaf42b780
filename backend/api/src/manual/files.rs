use std::sync::OnceLock;

use bytes::Bytes;

use super::people_page::people_page;
use super::problem_page::problem_page;
use super::reader_page::reader_page;
use super::reference_page::reference_page;
use crate::pages::PageFiles;
use crate::problem_code::ProblemCode;

/// The product's colours and sizes, and what the manual's pages make of them.
const STYLE: &str = concat!(
    include_str!("../../../../frontend/styles/tokens.css"),
    include_str!("manual.css")
);

/// The manual's pages, made when one is first asked for.
#[derive(Default)]
pub(crate) struct ManualFiles(OnceLock<PageFiles>);

impl ManualFiles {
    pub(crate) fn get(&self, public_url: &str) -> &PageFiles {
        self.0.get_or_init(|| {
            let document = serde_json::from_str(&crate::openapi()).unwrap_or_default();
            let pages = [
                ("docs.html".to_owned(), reader_page(&document, public_url)),
                ("reference.html".to_owned(), reference_page()),
                ("people.html".to_owned(), people_page()),
                ("manual.css".to_owned(), STYLE.to_owned()),
            ];
            let problems = ProblemCode::ALL.iter().map(|problem| {
                let path = format!("problems/{}.html", problem.as_str());
                (path, problem_page(*problem, public_url))
            });
            let all = pages.into_iter().chain(problems);
            PageFiles::new(all.map(|(path, text)| (path, Bytes::from(text))))
        })
    }
}
