//! Makes a record of a given size from a seed.

use std::fmt::Write as _;

/// SplitMix64: small, and the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap_or(0)
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    /// A sentence of a register: who or what, does what, where.
    fn sentence(&mut self) -> String {
        const WHO: [&str; 8] = [
            "The ranking model",
            "A recruiter",
            "The labelling supplier",
            "An applicant",
            "The nightly job",
            "The assistant",
            "A new release",
            "The monitoring",
        ];
        const DOES: [&str; 8] = [
            "reads the wrong field of",
            "is not told of a change in",
            "repeats an old error of",
            "loses the reason given in",
            "takes longer than agreed for",
            "mixes up two entries of",
            "leaves a gap in",
            "can't be explained from",
        ];
        const WHAT: [&str; 8] = [
            "the application form",
            "the training data of 2024",
            "the weekly sample",
            "the interview calendar",
            "the answers in Czech",
            "the contract archive",
            "the fairness report",
            "the release notes",
        ];
        format!("{} {} {} ({}).", self.pick(&WHO), self.pick(&DOES), self.pick(&WHAT), self.roll(10_000))
    }

    fn text(&mut self) -> String {
        (0..=self.roll(3)).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }

    fn day(&mut self, year: u16) -> String {
        format!("{year}-{:02}-{:02}", self.roll(9) + 1, self.roll(28) + 1)
    }
}

/// A record of about `size` items, as JSON.
pub(crate) fn record(size: usize) -> String {
    let mut dice = Dice(42_001);
    let part = |percent: usize| (size * percent / 100).max(1);
    let (risks, evidence, actions, plan) = (part(30), part(25), part(20), part(10));
    let (nonconformities, suppliers, systems, controls) = (part(5), part(2), part(2), part(6));
    let mut out = String::from(
        r#"{"organisation":{"name":"Made Up"},"method":{"title":"Method","likelihood":[{"value":1},{"value":5}],"impact":[{"value":1},{"value":5}],"bands":[{"label":"low","from":1},{"label":"medium","from":5},{"label":"high","from":10}]},"people":[{"id":"P-1","name":"A. One"}]"#,
    );
    let mut collection = |name: &str, count: usize, dice: &mut Dice, item: &dyn Fn(usize, &mut Dice) -> String| {
        let _ = write!(out, ",\"{name}\":[");
        for index in 0..count {
            if index > 0 {
                out.push(',');
            }
            out.push_str(&item(index, dice));
        }
        out.push(']');
    };
    collection("systems", systems, &mut dice, &|index, dice| {
        format!(
            r#"{{"id":"SYS-{index}","name":"System {index}","stage":"operation","owner":"P-1","purpose":"{}"}}"#,
            dice.text()
        )
    });
    collection("risks", risks, &mut dice, &|index, dice| {
        let (likelihood, impact) = (dice.roll(5) + 1, dice.roll(5) + 1);
        // One in fifty is rated by eye.
        let rating = likelihood * impact + usize::from(dice.roll(50) == 0);
        format!(
            r#"{{"id":"AIR-{index}","title":"{}","description":"{}","systems":["SYS-{}"],"owner":"P-1","status":"in_treatment","inherent":{{"likelihood":{likelihood},"impact":{impact},"rating":{rating}}},"residual":{{"likelihood":1,"impact":{impact}}},"controls":["C-{}"],"raised":"{}"}}"#,
            dice.sentence(),
            dice.text(),
            dice.roll(systems),
            dice.roll(controls),
            dice.day(2025)
        )
    });
    collection("controls", controls, &mut dice, &|index, dice| {
        format!(
            r#"{{"id":"C-{index}","source":"custom","title":"Control {index}","applicable":true,"justification":"{}","status":"implemented","evidence":["EV-{}","EV-{}"]}}"#,
            dice.text(),
            dice.roll(evidence),
            dice.roll(evidence)
        )
    });
    collection("evidence", evidence, &mut dice, &|index, dice| {
        format!(
            r#"{{"id":"EV-{index}","title":"{}","date":"{}","location":"archive/{index}","controls":["C-{}"],"collected_by":"P-1"}}"#,
            dice.sentence(),
            dice.day(2026),
            dice.roll(controls)
        )
    });
    collection("suppliers", suppliers, &mut dice, &|index, dice| {
        format!(
            r#"{{"id":"SUP-{index}","name":"Supplier {index}","supplies":"{}","systems":["SYS-{}"],"last_review":"{}"}}"#,
            dice.sentence(),
            dice.roll(systems),
            dice.day(2026)
        )
    });
    collection("nonconformities", nonconformities, &mut dice, &|index, dice| {
        format!(
            r#"{{"id":"NC-{index}","title":"{}","status":"open","raised":"{}","root_cause":"{}","owner":"P-1"}}"#,
            dice.sentence(),
            dice.day(2026),
            dice.text()
        )
    });
    collection("actions", actions, &mut dice, &|index, dice| {
        format!(
            r#"{{"id":"ACT-{index}","what":"{}","source":"NC-{}","owner":"P-1","due":"{}","state":"in_progress"}}"#,
            dice.sentence(),
            dice.roll(nonconformities),
            dice.day(2027)
        )
    });
    collection("treatment-plan", plan, &mut dice, &|index, dice| {
        format!(
            r#"{{"id":"TRT-{index}","action":"{}","serves":["AIR-{}"],"owner":"P-1","due":"{}","state":"in_progress"}}"#,
            dice.sentence(),
            dice.roll(risks),
            dice.day(2027)
        )
    });
    out.push('}');
    out
}
