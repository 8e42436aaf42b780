use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hasher};

use bytes::Bytes;
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "../../frontend/dist"]
#[allow_missing = true]
struct Dist;

/// The built pages, held in memory under their paths; no request reaches a disk.
#[derive(Debug, Clone, Default)]
pub struct PageFiles(HashMap<String, PageFile>);

/// One file, as it is and as the build compressed it.
#[derive(Debug, Clone)]
pub(crate) struct PageFile {
    pub(super) plain: Bytes,
    pub(super) brotli: Option<Bytes>,
    pub(super) gzip: Option<Bytes>,
    /// Changes with the content.
    pub(super) tag: String,
    pub(super) media_type: &'static str,
}

impl PageFiles {
    /// The pages of this build; empty when the front end was not built.
    #[must_use]
    pub fn embedded() -> Self {
        let read = |path: std::borrow::Cow<'static, str>| {
            let content = Dist::get(&path)?.data.into_owned();
            Some((path.into_owned(), Bytes::from(content)))
        };
        Self::new(Dist::iter().filter_map(read))
    }

    /// Pages by path (`verify/index.html`), with `.br` and `.gz` beside what they compress.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let mut all: BTreeMap<String, Bytes> = files.into_iter().collect();
        let plain: Vec<String> = all
            .keys()
            .filter(|path| !is_compressed(path))
            .cloned()
            .collect();
        let mut pages = HashMap::with_capacity(plain.len());
        for path in plain {
            let brotli = all.remove(&format!("{path}.br"));
            let gzip = all.remove(&format!("{path}.gz"));
            if let Some(plain) = all.remove(&path) {
                let (tag, media_type) = (tag_of(&plain), media_type_of(&path));
                pages.insert(
                    path,
                    PageFile {
                        plain,
                        brotli,
                        gzip,
                        tag,
                        media_type,
                    },
                );
            }
        }
        Self(pages)
    }

    pub(crate) fn get(&self, path: &str) -> Option<&PageFile> {
        self.0.get(path)
    }
}

fn is_compressed(path: &str) -> bool {
    path.ends_with(".br") || path.ends_with(".gz")
}

/// Tells versions of one file apart; nobody gains anything by a collision.
fn tag_of(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    hex::encode(hasher.finish().to_be_bytes())
}

fn media_type_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
