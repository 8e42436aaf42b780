use super::element::{Element, ElementId};

/// The standard's elements by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a>(pub(super) &'a [Element]);

impl<'a> Values<'a> {
    /// The first value of `id` that says something: not empty, nor the standard's `unavl`.
    pub(super) fn get(self, id: &[u8; 3]) -> Option<&'a str> {
        let id = ElementId::known(*id);
        self.0
            .iter()
            .filter(|element| element.id == id)
            .map(|element| element.value.expose().as_str())
            .find(|value| !value.is_empty() && !is_unavailable(value))
    }

    /// As [`Self::get`], but `NONE` counts as nothing.
    pub(super) fn get_some(self, id: &[u8; 3]) -> Option<&'a str> {
        self.get(id)
            .filter(|value| !value.eq_ignore_ascii_case("none"))
    }

    /// Whether the element is there, empty or not.
    pub(super) fn has(self, id: ElementId) -> bool {
        self.0.iter().any(|element| element.id == id)
    }
}

/// Card Design Standard D.12.3: `unavl` where a mandatory value is not on record.
fn is_unavailable(value: &str) -> bool {
    ["unavl", "unavail", "unavailable"]
        .iter()
        .any(|word| value.eq_ignore_ascii_case(word))
}
