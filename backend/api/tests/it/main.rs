//! The room over a database of its own for each test, without a socket.
#![cfg(test)]

mod authorization;
mod bodies;
mod branding;
mod cases;
mod consent;
mod console;
mod cookies;
mod endings;
mod events;
mod idempotency;
mod keys;
mod listing;
mod logs;
mod manual;
mod mine;
mod mine_record;
mod names;
mod notices;
mod openapi;
mod pages;
mod policies;
mod problems;
mod quotas;
mod retention;
mod session_tokens;
mod sessions;
mod signing;
mod support;
mod verify;
mod webhooks;
