//! Our client and our simulator of the Document Checking Service beside implementations that are not
//! ours: jwcrypto with requests and Python's TLS, and nginx; and our client against everything that
//! the simulator can be scripted to answer, and worse.
#![cfg(test)]

mod checks;
mod enrolment;
mod hostile_answers;
mod jwcrypto;
mod nginx;
mod python;
mod scripted;
mod server_certificates;
mod tls_refusals;
