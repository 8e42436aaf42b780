//! The real service from the outside: the way through, restarts, kills, hostile clients.
#![cfg(test)]

mod at_rest;
mod audit_log;
mod backup;
mod canaries;
mod erased_names;
mod erasure;
mod every_step;
mod hostile;
mod killed;
mod passport_record;
mod photographs;
mod restart;
mod search;
mod secrecy;
mod walk_through;
mod way_through;
