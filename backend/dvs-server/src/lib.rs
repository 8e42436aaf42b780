//! dvs-server
