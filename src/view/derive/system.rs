//! What follows for an AI system: its releases and assessments, its class, and whether it was evaluated.

use serde_json::{Value, json};

use super::Facts;
use crate::check;
use crate::record::act::ActClass;
use crate::record::system::AiSystem;
use crate::record::{Item, Kind};
use crate::view::focus;

impl Facts<'_> {
    pub(super) fn system(&self, system: &AiSystem) -> Value {
        let id = system.id.as_str();
        let releases: Vec<&str> = focus::releases(self.record, id, self.as_of)
            .into_iter()
            .filter(|release| self.selection.shows(Kind::Release, release))
            .collect();
        let impact = self.about(Kind::ImpactAssessment, id);
        let assessments = self.about(Kind::RiskAssessment, id);
        let class = system.eu_ai_act.as_ref().map(|act| act.class);
        let high_risk = match class {
            None | Some(ActClass::NotEvaluated) => None,
            Some(class) => Some(class == ActClass::HighRisk),
        };
        json!({
            "owner": self.named_owner(system.owner.as_ref()),
            "newest_release": releases.first(),
            "releases": releases,
            "risks": self.about(Kind::Risk, id),
            "evaluated": !assessments.is_empty() && (!impact.is_empty() || system.no_impact_assessment.is_some()),
            "impact_assessments": impact,
            "risk_assessments": assessments,
            "high_risk": high_risk,
            "in_use": check::is_in_use(system, self.as_of),
            "alive": check::is_alive(system, self.as_of),
            "customer_facing": system.outside_users,
        })
    }

    /// The items of a kind that are shown and name the system.
    fn about(&self, kind: Kind, system: &str) -> Vec<String> {
        let items = self.record.of_kind(kind).into_iter();
        let naming = items.filter(|item| {
            let mut names = false;
            item.references(&mut |_, kinds, id| names |= id == system && kinds == [Kind::System]);
            names && self.selection.shows(kind, item.id().as_str())
        });
        naming.map(|item: &dyn Item| item.id().0.clone()).collect()
    }
}
