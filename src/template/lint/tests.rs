//! scratch
use super::lint;
use crate::template::Catalogue;

#[test]
fn scratch() {
    let mut all = String::new();
    let folders = std::env::var("SCRATCH").unwrap_or_default();
    for folder in folders.split(':').map(Some).chain([None]) {
        let mut catalogue = Catalogue::embedded();
        if let Some(folder) = folder { if let Err(e) = catalogue.overlay(folder.as_ref()) { all += &format!("{folder}: {e}"); continue } }
        for id in catalogue.ids() {
            let template = match catalogue.get(id) { Ok(t) => t, Err(e) => { all += &crate::diagnostic::human(&e.0); continue } };
            all += &format!("=== {folder:?} {id}\n");
            for f in lint(&template) { all += &format!("{f}\n     {}\n", f.help.clone().unwrap_or_default()); }
        }
    }
    std::fs::write("/tmp/lint-scratch.txt", all).unwrap();
}
