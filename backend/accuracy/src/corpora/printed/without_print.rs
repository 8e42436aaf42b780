/// Pictures of `mrz/` in which no printed zone can be read by anybody, with the reason.
pub(super) const WITHOUT_PRINT: [(&str, &str); 0] = [];
