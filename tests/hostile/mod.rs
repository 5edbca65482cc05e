//! Hostile text in every text of a record: each comes out literally and whole in PDF, workbook and JSON, or a finding
//! names the item and the field. Nothing is evaluated, and nothing is lost.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod properties;
mod refused;
mod sample;
mod size;
mod values;
