//! The catalogues that a document prints from: those that its declaration names, whole or one key of them.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Failure, Finding, nearest};
use crate::standards;
use crate::template::Template;

/// The catalogues that the template names, and where it lists nothing that it publishes, those of Annex A.
pub(super) fn catalogue(template: &Template, published: bool) -> Result<Value, Failure> {
    let mut catalogue = Map::new();
    if !published {
        let annex = standards::annex_a();
        let crosswalk = standards::crosswalk();
        let mut basis = crosswalk.basis.clone();
        basis.insert("record".to_owned(), "the organisation's own mapping, from its record".to_owned());
        let Value::Object(annex) = json!({
            "framework": annex.framework,
            "about": annex.about,
            "objectives": annex.objectives,
            "controls": annex.controls,
            "crosswalk_note": crosswalk.about,
            "frameworks": crosswalk.frameworks,
            "basis": basis,
        }) else {
            unreachable!("an object is written above")
        };
        catalogue = annex;
    }
    let mut findings = Vec::new();
    for asked in &template.declaration.data.catalogues {
        let (name, key) = asked.split_once('.').map_or((asked.as_str(), None), |(name, key)| (name, Some(key)));
        let told = |finding: Finding| finding.at(template.place_of(asked));
        let Some(content) = standards::catalogue(name) else {
            let known = || standards::catalogue_names();
            let help = nearest(name, known()).map_or_else(
                || format!("the catalogues are {}", known().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            findings.push(told(Finding::new(Code::Template, format!("there is no catalogue `{name}`")).help(help)));
            continue;
        };
        let Some(key) = key else {
            catalogue.insert(name.replace('-', "_"), content);
            continue;
        };
        let entry = catalogue.entry(name.replace('-', "_")).or_insert_with(|| json!({}));
        match content.get(key) {
            Some(part) => entry[key] = part.clone(),
            None => {
                let keys: Vec<&str> = content.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
                let finding = Finding::new(Code::Template, format!("the catalogue `{name}` has no `{key}`"));
                findings.push(told(finding.help(format!("it has {}", keys.join(", ")))));
            }
        }
    }
    if findings.is_empty() { Ok(Value::Object(catalogue)) } else { Err(Failure(findings)) }
}
