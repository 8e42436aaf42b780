//! The clients against a scripted server on the loopback.
#![cfg(test)]

mod direct;
mod erase;
mod public;
mod result;
mod script;
mod verify;
