//! Driver numbers of Great Britain.
