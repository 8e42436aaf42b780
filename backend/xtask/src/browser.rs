//! The journeys of tests/browser, against a stack of its own on free ports.

use anyhow::Result;

use crate::database::TestDatabase;

pub(crate) fn journeys(_: &TestDatabase) -> Result<()> {
    Ok(())
}
