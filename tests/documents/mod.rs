//! The Statement of Applicability from end to end: a record of the samples, packed by the built program, read back from
//! PDF, workbook and JSON, and compared with the record.
//!
//! Making it costs seconds, so each pack is made once and shared by the tests of one run.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod audience;
mod day;
mod fields;
mod file;
mod judged;
mod policy;
mod read_back;
mod rows;
mod sealed;
mod table;
mod workbook;

pub(crate) use audience::{is_in, unpacked};

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use aims_report::ingest;
use aims_report::record::{Class, Date, Item, Kind, Record};
use serde_json::Value;

use crate::support::pdf::Pdf;
use crate::support::program::{self, REPORT, copy, keygen, sample};

/// A pack that was made, with what it was made from.
struct Made {
    /// The folder of the pack.
    root: PathBuf,
    /// The public key of its signer.
    public_key: PathBuf,
    record: Record,
    as_of: Date,
    pdf: Pdf,
    xlsx: Vec<u8>,
    view: Value,
}

impl Made {
    /// Packs the record in a folder for one period and day.
    fn new(name: &str, record: &Path, period: &str, as_of: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents").join(name);
        let _ = fs::remove_dir_all(&folder);
        let key = keygen(&folder);
        let more = ["--period", period, "--as-of", as_of, "--key", key.to_str().unwrap()];
        let root = program::pack(record, &folder.join("out"), &more);
        let document = |ending: &str| fs::read(root.join(format!("documents/{REPORT}.{ending}"))).unwrap();
        Self {
            record: ingest::read(record).unwrap().record,
            as_of: as_of.parse().unwrap(),
            pdf: Pdf::read(&document("pdf")),
            xlsx: document("xlsx"),
            view: serde_json::from_slice(&document("json")).unwrap(),
            public_key: folder.join("key.pem.pub.pem"),
            root,
        }
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.root.join(format!("documents/{REPORT}.{ending}"))
    }

    /// The name of a person, role or body, as the record has it.
    fn name_of(&self, id: &str) -> String {
        let found = [Kind::Person, Kind::Role, Kind::Body].into_iter().flat_map(|kind| self.record.of_kind(kind));
        let item = found.into_iter().find(|item| item.id().as_str() == id).unwrap().to_json();
        item["name"].as_str().or(item["title"].as_str()).unwrap().to_owned()
    }

    /// May a reader of the class internal, to whom no compartment is granted, see the item?
    fn is_internal(&self, item: &dyn Item) -> bool {
        let common = item.common();
        let class = common.classification.or(self.record.classes.get(&item.kind()).copied());
        class.unwrap_or(Class::Internal) <= Class::Internal && common.compartments.is_empty()
    }
}

/// Six AI systems, 40 controls: the sample of real size.
fn meridian() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::new("meridian", &sample("meridian"), "2026-Q3", "2026-09-30"))
}

/// The smallest record that makes sense.
fn minimal() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::new("minimal", &sample("minimal"), "2026-Q3", "2026-09-30"))
}

/// The same record in November, when some of what was dated after September exists.
fn meridian_in_november() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::new("november", &sample("meridian"), "2026-11", "2026-11-20"))
}

/// Meridian with one control more.
fn planted() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let record = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents/planted-record");
        let _ = fs::remove_dir_all(&record);
        copy(&sample("meridian"), &record);
        program::append(
            &record.join("controls.yaml"),
            "- id: MTS-C9\n  source: custom\n  framework: Meridian controls\n  title: Canary control nine\n  applicable: true\n  \
             justification: \"Planted because **every row** of AIR-01 must arrive, `=1+1` and \\\"all\\\" of it.\"\n  \
             drivers: [AIR-01]\n  status: implemented\n  owner: z.brandt\n  evidence: [EV-021]\n  cadence: annual\n",
        );
        Made::new("planted", &record, "2026-Q3", "2026-09-30")
    })
}
