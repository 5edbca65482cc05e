//! What the bands of the declared method make of a rating (ISO/IEC 42001 6.1.2).

use crate::record::method::{Band, Method};
use crate::record::risk::Rating;

/// The bands of the method, lowest first. A rank is a position among them.
pub(crate) struct Bands<'a> {
    pub(super) method: &'a Method,
    pub(super) bands: Vec<&'a Band>,
    /// The highest rating that the scales allow; none where the method has no scales.
    highest: Option<u16>,
}

impl<'a> Bands<'a> {
    pub(crate) fn new(method: &'a Method) -> Self {
        let mut bands: Vec<&Band> = method.bands.iter().collect();
        bands.sort_by_key(|band| band.from);
        let likelihood = method.likelihood.iter().map(|step| u16::from(step.value)).max();
        let impact = method.impact.iter().map(|step| u16::from(step.value)).max();
        let highest = likelihood.zip(impact).map(|(likelihood, impact)| likelihood * impact);
        Self { method, bands, highest }
    }

    pub(super) fn of_number(&self, number: u16) -> Option<usize> {
        self.bands.iter().rposition(|band| band.from <= number)
    }

    pub(super) fn of_label(&self, label: &str) -> Option<usize> {
        let label = label.trim().to_lowercase();
        self.bands.iter().position(|band| band.label.to_lowercase() == label)
    }

    pub(crate) fn of_rating(&self, rating: &Rating) -> Option<usize> {
        number(rating).map_or_else(
            || rating.level.as_deref().and_then(|level| self.of_label(level)),
            |number| self.of_number(number),
        )
    }

    /// The highest band that is acceptable in a category.
    pub(crate) fn appetite(&self, category: &str) -> Option<usize> {
        let appetite = &self.method.appetite;
        let lower = category.trim().to_lowercase();
        let of_another_case = || appetite.iter().find(|(name, _)| name.to_lowercase() == lower).map(|(_, band)| band);
        self.of_label(appetite.get(category).or_else(of_another_case)?)
    }

    /// What the band of a rating is called.
    #[cfg(any(feature = "pdf", feature = "xlsx"))]
    pub(crate) fn label_of(&self, rating: &Rating) -> Option<&'a str> {
        self.of_rating(rating).map(|rank| self.bands[rank].label.as_str())
    }

    /// What the highest band that is acceptable in a category is called.
    #[cfg(any(feature = "pdf", feature = "xlsx"))]
    pub(crate) fn appetite_label(&self, category: &str) -> Option<&'a str> {
        self.appetite(category).map(|rank| self.bands[rank].label.as_str())
    }

    /// The band that a rating in another register means here, where that is plain: a band of the same name, a number of
    /// the same scale (`12 of 25`), or a number alone that the scale here has.
    pub(super) fn of_text(&self, text: &str) -> Option<usize> {
        let words: Vec<&str> = text.split(|character: char| !character.is_alphanumeric()).collect();
        for window in words.windows(3) {
            if let [number, "of", whole] = window
                && let (Ok(number), Ok(whole)) = (number.parse(), whole.parse::<u16>())
            {
                return self.of_number(number).filter(|_| Some(whole) == self.highest);
            }
        }
        if let Ok(number) = text.trim().parse() {
            return self.of_number(number).filter(|_| self.highest.is_some_and(|highest| number <= highest));
        }
        self.of_label(text.split('(').next().unwrap_or_default())
    }
}

/// The rating as a number: as it is stated, else likelihood times impact.
pub(crate) fn number(rating: &Rating) -> Option<u16> {
    let product = || Some(u16::from(rating.likelihood?) * u16::from(rating.impact?));
    rating.rating.or_else(product)
}
