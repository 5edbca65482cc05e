//! Data and a template to PDF bytes, with nothing lost on the way.
//!
//! In order: Markdown in the data becomes trees; every string is compared with what the fonts can draw; Typst lays the
//! document out in a world made from memory; every frame is walked for text that is off its page or that went in and
//! did not come out; the document is exported as PDF/A-3a and PDF/UA-1.
//!
//! Text can vanish from a PDF without a warning, in files that pass validation, so the checks before and after the
//! layout run on every render, and what they find is an error.

mod complete;
mod coverage;
mod fonts;
mod prepare;
mod problem;
mod render;
mod walk;
mod world;

pub use fonts::{Fonts, is_font};
pub use render::{PdfOptions, Rendered, render};
pub use world::{DATA, TemplateFiles};
