/// What became of one rule. It holds no value of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleOutcome {
    /// A stable name of the rule.
    pub rule: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether honest cards break it now and then, so that it only ever is a hint.
    pub is_hint: bool,
}

/// Whether a rule is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept.
    Held,
    /// It is broken; why.
    Broken(&'static str),
    /// The barcode lacks what the rule is about, or there is no such rule for its issuer.
    NotApplicable,
}
