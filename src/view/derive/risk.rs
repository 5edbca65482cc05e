//! What follows for a risk: its levels by the declared method, whether it is over the appetite, and who accepted it.

use serde_json::{Value, json};

use super::Facts;
use crate::check::{self, Bands};
use crate::record::method::Method;
use crate::record::risk::{Rating, RiskItem};

impl Facts<'_> {
    pub(super) fn risk(&self, risk: &RiskItem) -> Value {
        // A level tells what the method says: whoever may not see that may not see what follows from it.
        let shown =
            |method: &&Method| ["bands", "appetite"].iter().all(|field| self.selection.shows_field(*method, field));
        let bands = self.record.method.as_ref().filter(shown).map(Bands::new);
        let label = |rating: Option<&Rating>| {
            let by_method = rating.zip(bands.as_ref()).and_then(|(rating, bands)| bands.label_of(rating));
            by_method.map(str::to_owned).or_else(|| rating?.level.clone())
        };
        let open = check::is_risk_open(risk, self.as_of);
        let over = bands.as_ref().and_then(|bands| check::is_over_appetite(risk, bands));
        let acceptance = risk.acceptance.as_ref().filter(|acceptance| acceptance.on.is_none_or(|on| on <= self.as_of));
        let standing = acceptance.filter(|acceptance| acceptance.until.is_none_or(|until| until >= self.as_of));
        let state = match (acceptance, standing) {
            (_, Some(_)) => "accepted",
            (Some(_), None) => "ended",
            (None, None) => "none",
        };
        json!({
            "open": open,
            "owner": self.named_owner(risk.owner.as_ref()),
            "inherent_level": label(risk.inherent.as_ref()),
            "inherent_number": risk.inherent.as_ref().and_then(check::rating_number),
            "residual_level": label(risk.residual.as_ref()),
            "residual_number": risk.residual.as_ref().and_then(check::rating_number),
            "over_appetite": over,
            "appetite": risk.category.as_deref().zip(bands.as_ref()).and_then(|(category, bands)| bands.appetite_label(category)),
            "accepted": standing.is_some(),
            "acceptance_state": state,
            "accepted_by": standing.and_then(|acceptance| self.owner(acceptance.by.as_str())),
            "accepted_on": standing.and_then(|acceptance| acceptance.on).map(|day| day.to_string()),
            "accepted_until": acceptance.and_then(|acceptance| acceptance.until).map(|day| day.to_string()),
        })
    }
}
