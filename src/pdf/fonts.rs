//! The fonts: parsed once in a process and shared by every document.

use std::sync::{Arc, LazyLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::assets;
use crate::diagnostic::{Code, Failure, Finding};

/// A set of fonts, the book that Typst chooses from, and the characters that at least one of them can draw.
pub struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
    covered: Vec<u64>,
}

static EMBEDDED: LazyLock<Arc<Fonts>> = LazyLock::new(|| {
    let fonts = assets::fonts()
        .filter(|(path, _)| is_font(path))
        .flat_map(|(_, bytes)| Font::iter(Bytes::new(bytes)))
        .collect();
    Arc::new(Fonts::new(fonts))
});

impl Fonts {
    /// The fonts that the program carries.
    pub fn embedded() -> Arc<Self> {
        Arc::clone(&EMBEDDED)
    }

    /// The embedded fonts after those of a brand, each with its path for messages.
    ///
    /// # Errors
    ///
    /// `Template` for a file that is no font.
    pub fn with_brand(files: &[(String, Vec<u8>)]) -> Result<Arc<Self>, Failure> {
        if files.is_empty() {
            return Ok(Self::embedded());
        }
        let mut fonts = Vec::new();
        for (path, bytes) in files {
            let before = fonts.len();
            fonts.extend(Font::iter(Bytes::new(bytes.clone())));
            if fonts.len() == before {
                return Err(Finding::new(Code::Template, format!("{path} is not a font that can be read"))
                    .help("give a static TrueType or OpenType font")
                    .into());
            }
        }
        fonts.extend(EMBEDDED.fonts.iter().cloned());
        Ok(Arc::new(Self::new(fonts)))
    }

    fn new(fonts: Vec<Font>) -> Self {
        // One bit for each code point: Typst's own coverage answers in time linear in its runs.
        let mut covered = vec![0_u64; 0x11_0000 / 64];
        for font in &fonts {
            for point in font.info().coverage.iter() {
                if let Some(word) = covered.get_mut(point as usize / 64) {
                    *word |= 1 << (point % 64);
                }
            }
        }
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts, covered }
    }

    /// Whether at least one font has a glyph for the character.
    pub fn covers(&self, character: char) -> bool {
        let point = u32::from(character);
        self.covered.get(point as usize / 64).is_some_and(|word| word >> (point % 64) & 1 == 1)
    }
}

/// Whether a path names a font file.
pub fn is_font(path: &str) -> bool {
    [".ttf", ".otf", ".ttc"].iter().any(|end| path.to_ascii_lowercase().ends_with(end))
}
