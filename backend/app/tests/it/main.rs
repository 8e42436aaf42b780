//! The use cases against a database of their own and a scripted DVS server on loopback.
#![cfg(test)]

mod audit;
mod console;
mod crashes;
mod dcs;
mod document_reuse;
mod documents;
mod door;
mod dvs;
mod ended_meanwhile;
mod endings;
mod erasure;
mod expiry;
mod faces;
mod head_turns;
mod house;
mod keys;
mod passport_record;
mod policies;
mod provenance;
mod repeated;
mod review;
mod secrecy;
mod sessions;
mod signing;
mod sources;
mod submission;
mod trouble;
mod verification;
mod verify;
mod watch;
mod webhooks;
