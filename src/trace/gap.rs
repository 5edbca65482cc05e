//! Where the chain of an item breaks off.

use serde_json::Value;

use super::Graph;
use crate::diagnostic::Code;
use crate::record::Kind;
use crate::record::control::ControlStatus;
use crate::record::risk::Treatment;
use crate::record::system::Stage;

impl Graph<'_> {
    /// What is missing at an item, in words. Where a finding says it already, with its reasons, nothing is said twice.
    pub(super) fn gaps(&self, number: usize) -> Vec<&'static str> {
        let item = self.item(number);
        let lacks = |kind: Kind| self.tied_to(number, kind).next().is_none();
        let mut gaps = Vec::new();
        match item.kind() {
            Kind::System => {
                let json = item.to_json();
                let retired = word(&json, "stage") == Some(Stage::Retired.as_str());
                if json.get("material") != Some(&Value::Bool(false)) && !retired {
                    if lacks(Kind::RiskAssessment) && lacks(Kind::Risk) {
                        gaps.push(("no risk assessment", Code::SystemUnassessed));
                    }
                    if lacks(Kind::ImpactAssessment) && word(&json, "no_impact_assessment").is_none() {
                        gaps.push(("no impact assessment", Code::ImpactUnassessed));
                    }
                }
            }
            Kind::Risk => {
                let mitigated = word(&item.to_json(), "treatment") == Some(Treatment::Mitigate.as_str());
                if mitigated && lacks(Kind::Control) {
                    gaps.push(("no control", Code::RiskWithoutControl));
                }
            }
            Kind::Control => {
                let json = item.to_json();
                let applicable = json.get("applicable") == Some(&Value::Bool(true));
                let status = word(&json, "status").filter(|_| applicable);
                if status == Some(ControlStatus::Implemented.as_str()) {
                    if lacks(Kind::Evidence) {
                        gaps.push(("no evidence", Code::EvidenceAbsent));
                    }
                } else if status.is_some() && lacks(Kind::Treatment) {
                    gaps.push(("no treatment plan entry", Code::TreatmentMissing));
                }
            }
            _ => {}
        }
        let said = |code: Code| self.remarks(number).iter().any(|remark| remark.finding.code == code);
        gaps.into_iter().filter(|(_, code)| !said(*code)).map(|(text, _)| text).collect()
    }
}

fn word<'a>(json: &'a Value, field: &str) -> Option<&'a str> {
    json.get(field).and_then(Value::as_str)
}
