#![cfg(test)]
//! The parsers on whole documents.

mod aamva_corpus;
mod aamva_damage;
mod aamva_drawn;
mod aamva_editions;
mod aamva_irregular;
mod aamva_rules;
mod aamva_text;
mod compare_fields;
mod compare_names;
mod corpus;
mod mrz_corpus;
mod mrz_formats;
mod mrz_irregular;
mod mrz_round_trip;
mod printed_hostile;
mod printed_licences;
mod printed_noise;
mod printed_page;
mod printed_travel;
