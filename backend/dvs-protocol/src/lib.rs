//! dvs-protocol
