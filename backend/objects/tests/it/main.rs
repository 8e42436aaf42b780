//! Objects through every backend that needs no outside service.
#![cfg(test)]

mod at_rest;
mod store;
