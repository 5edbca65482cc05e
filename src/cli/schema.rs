//! `aims-report schema`: the JSON Schemas by which editors check records, and portals the data of documents.

use clap::{Args, Subcommand};

use super::Outcome;
use crate::diagnostic::{Code, Failure, Finding, nearest};
use crate::record::{Kind, schema};

/// Prints a JSON Schema (draft 2020-12).
///
/// Save it as a file that ends in `.schema.json` and name it in the first line of a YAML file: `# yaml-language-server: $schema=record.schema.json`.
/// Editors then complete the fields and show what each of them holds.
#[derive(Debug, Args)]
pub(super) struct Schema {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Of a record; what is printed where nothing is named
    Record(Of),
    /// Of the data of a document, as `render --format json` makes it
    #[cfg(feature = "report")]
    View,
}

#[derive(Debug, Args)]
struct Of {
    /// Collection whose file is described, such as `risks`; a whole record and `aims.yaml` where it is left out
    #[arg(long, value_name = "NAME")]
    collection: Option<String>,
    /// Describe a file with one item, as it lies in the folder of a collection
    #[arg(long, requires = "collection")]
    item: bool,
}

pub(super) fn run(arguments: &Schema) -> Result<Outcome, Failure> {
    let schema = match &arguments.what {
        Some(What::Record(Of { collection: Some(name), item })) => {
            let kind = kind(name)?;
            if *item { schema::item(kind) } else { schema::collection(kind) }
        }
        #[cfg(feature = "report")]
        Some(What::View) => crate::view::schema(),
        Some(What::Record(_)) | None => schema::record(),
    };
    super::put(&format!("{schema:#}\n"));
    Ok(Outcome::Clean)
}

fn kind(name: &str) -> Result<Kind, Failure> {
    Kind::from_collection(name).ok_or_else(|| {
        let names = || Kind::ALL.iter().map(|kind| kind.collection());
        let help = nearest(name, names()).map_or_else(
            || format!("the collections are {}", names().collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        Finding::new(Code::Usage, format!("`{name}` is no collection of a record")).help(help).into()
    })
}
