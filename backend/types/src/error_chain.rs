use std::error::Error;
use std::fmt;

/// Displays an error followed by each of its causes, as a log line has to: `this: that: the root`.
/// A log record that takes the error itself loses the causes in the JSON format.
#[derive(Debug, Clone, Copy)]
pub struct ErrorChain<'a>(pub &'a (dyn Error + 'static));

impl fmt::Display for ErrorChain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("write the answer")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("open the file")]
    struct Inner(#[source] std::io::Error);

    #[test]
    fn every_cause_is_shown_once() {
        let error = Outer(Inner(std::io::Error::other("disk full")));
        assert_eq!(
            ErrorChain(&error).to_string(),
            "write the answer: open the file: disk full"
        );
        assert_eq!(ErrorChain(&error.0.0).to_string(), "disk full");
    }
}
