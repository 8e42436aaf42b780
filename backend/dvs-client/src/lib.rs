//! dvs-client
