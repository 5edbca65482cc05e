//! Expressions and phrases: the small language in which templates say what a cell, a condition or a name is.
//!
//! An [`Expression`] is one minijinja expression, such as `row.status == "planned"`; a [`Phrase`] is text with
//! `{{ expressions }}` in it. Both are compiled once and used for many rows. They read the names that the caller
//! gives ([`scope`]) and, where the [`Engine`] was made for one, `view`; nothing else: no file, no clock. A value is
//! data and is never evaluated, whatever it looks like.
//!
//! Undefined names are errors that say what was misspelt and what is there instead. One thing is lenient: a field of
//! something empty is empty, so the expression `row.approval.by` gives `none` where `row.approval` is `none`. [`helpers`] lists what may be
//! called.

pub mod helpers;
mod undefined;

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Environment, ErrorKind, UndefinedBehavior};

pub use helpers::Helpers;
pub use minijinja::Value;

use crate::diagnostic::{Code, Finding, Place};
use undefined::Blame;

/// What one evaluation may cost: enough to search ten thousand items, too little to hang.
const FUEL: u64 = 5_000_000;

/// Where an expression stands, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, such as a report's `template.toml`.
    pub file: String,
    /// The key in it, such as `sheets.Controls.columns.Owner.value`.
    pub key: String,
}

impl Origin {
    /// An expression under `key` in `file`.
    pub fn new(file: impl Into<String>, key: impl Into<String>) -> Self {
        Self { file: file.into(), key: key.into() }
    }

    /// Starts a finding about what stands here.
    pub fn finding(&self, code: Code, message: impl AsRef<str>) -> Finding {
        Finding::new(code, format!("`{}`: {}", self.key, message.as_ref())).at(Place::file(self.file.clone()))
    }
}

/// Compiles expressions, with the functions and filters that they may call.
#[derive(Debug)]
pub struct Engine {
    environment: Environment<'static>,
    globals: BTreeMap<String, Value>,
}

impl Engine {
    /// An engine without a view, to compile and look at expressions.
    pub fn new(helpers: &Helpers) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.set_fuel(Some(FUEL));
        // `debug` would print whole views, `range` can be asked for millions.
        for function in ["debug", "range"] {
            environment.remove_global(function);
        }
        helpers::register(&mut environment, helpers);
        Self { environment, globals: BTreeMap::new() }
    }

    /// An engine whose expressions read `view`.
    pub fn for_view(view: &serde_json::Value, helpers: &Helpers) -> Self {
        let mut engine = Self::new(helpers);
        let view = Value::from(minijinja::value::Serde(view));
        helpers::register_view(&mut engine.environment, &view, helpers);
        engine.environment.add_global("view", view.clone());
        engine.globals.insert("view".to_owned(), view);
        engine
    }

    /// The environment, for stages that render whole narratives.
    pub fn environment(&self) -> &Environment<'static> {
        &self.environment
    }

    /// The view that expressions read, where the engine was made for one. Cheap to clone, unlike the view itself, which
    /// takes longer to convert than most templates take to fill in.
    pub fn view(&self) -> Option<&Value> {
        self.global("view")
    }

    /// The value of a global name, such as `view`.
    fn global(&self, name: &str) -> Option<&Value> {
        self.globals.get(name)
    }
}

/// Names and their values, as an evaluation reads them.
pub fn scope<'a>(names: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::from_pairs(names)
}

/// One compiled expression.
#[derive(Debug)]
pub struct Expression<'e> {
    engine: &'e Engine,
    source: String,
    origin: Origin,
    compiled: minijinja::Expression<'e, 'static>,
    /// The parts of a plain path like `row.owner`: most columns are one, and walking it is cheaper than the machine.
    path: Option<Vec<String>>,
}

impl<'e> Expression<'e> {
    /// Compiles one expression.
    ///
    /// # Errors
    /// What keeps the text from being an expression.
    pub fn compile(engine: &'e Engine, source: &str, origin: Origin) -> Result<Self, Finding> {
        let compiled = engine.environment.compile_expression_owned(source.to_owned()).map_err(|error| {
            origin
                .finding(Code::Expression, format!("`{source}` is no expression: {}", described(&error)))
                .help("write a minijinja expression without braces, such as `row.id`")
        })?;
        Ok(Self { engine, source: source.to_owned(), origin, compiled, path: plain_path(source) })
    }

    /// The text that was compiled.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Where it stands.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The paths of variables that it reads, such as `row.owner`.
    pub fn reads(&self) -> BTreeSet<String> {
        let functions = self.engine.environment.globals().map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>();
        let reads = self.compiled.undeclared_variables(true).into_iter();
        reads.filter(|path| path == "view" || !functions.contains(path)).collect()
    }

    /// Evaluates it over these names.
    ///
    /// # Errors
    /// An undefined name, a wrong type, or too much work.
    pub fn eval(&self, scope: &Value) -> Result<Value, Finding> {
        if let Some(value) = self.path.as_ref().and_then(|path| self.walk(path, scope)) {
            return Ok(value);
        }
        match self.compiled.eval(scope.clone()) {
            Ok(value) if value.is_undefined() => match self.blame(scope) {
                Some(Blame::Missing { .. }) => Err(self.complain(None, scope)),
                // A field of something empty, or an `if` whose `else` was left out.
                Some(Blame::Empty { .. }) | None => Ok(Value::from(())),
            },
            Ok(value) => Ok(value),
            Err(error) => Err(self.complain(Some(&error), scope)),
        }
    }

    /// Evaluates it as a condition.
    ///
    /// # Errors
    /// As for [`Self::eval`].
    pub fn is_true(&self, scope: &Value) -> Result<bool, Finding> {
        self.eval(scope).map(|value| value.is_true())
    }

    /// Evaluates it as a list; an empty value is an empty list.
    ///
    /// # Errors
    /// As for [`Self::eval`]; or a value that is no list.
    pub fn list(&self, scope: &Value) -> Result<Vec<Value>, Finding> {
        let value = self.eval(scope)?;
        if value.is_none() {
            return Ok(Vec::new());
        }
        let list = matches!(value.kind(), minijinja::value::ValueKind::Seq | minijinja::value::ValueKind::Iterable);
        match value.try_iter() {
            Ok(items) if list => Ok(items.collect()),
            _ => Err(self
                .origin
                .finding(Code::Expression, format!("`{}` gives a {}, not a list", self.source, value.kind()))
                .help("name a collection of the view, such as `view.controls`")),
        }
    }

    /// Evaluates it to JSON.
    ///
    /// # Errors
    /// As for [`Self::eval`]; or a value that is not JSON.
    pub fn json(&self, scope: &Value) -> Result<serde_json::Value, Finding> {
        let value = self.eval(scope)?;
        serde_json::to_value(&value)
            .map_err(|error| self.origin.finding(Code::Expression, format!("`{}` gives no data: {error}", self.source)))
    }

    fn walk(&self, path: &[String], scope: &Value) -> Option<Value> {
        let (first, rest) = path.split_first()?;
        let mut value = match scope.get_attr(first) {
            Ok(value) if !value.is_undefined() => value,
            _ => self.engine.global(first)?.clone(),
        };
        for segment in rest {
            if value.is_none() {
                return Some(value);
            }
            value = value.get_attr(segment).ok().filter(|value| !value.is_undefined())?;
        }
        Some(value)
    }

    fn blame(&self, scope: &Value) -> Option<Blame> {
        undefined::blame(self.reads().iter().map(String::as_str), |name| self.root(name, scope), || self.roots(scope))
    }

    fn root(&self, name: &str, scope: &Value) -> Option<Value> {
        let local = scope.get_attr(name).ok().filter(|value| !value.is_undefined());
        local.or_else(|| self.engine.global(name).cloned())
    }

    fn roots(&self, scope: &Value) -> Vec<String> {
        let local = undefined::names(scope);
        local.into_iter().chain(self.engine.globals.keys().cloned()).collect()
    }

    fn complain(&self, error: Option<&minijinja::Error>, scope: &Value) -> Finding {
        let undefined = error.is_none_or(|error| error.kind() == ErrorKind::UndefinedError);
        match self.blame(scope) {
            Some(blame) if undefined => blame.finding(&self.origin, &self.source),
            _ => {
                let what = error.map_or_else(|| "a name is undefined".to_owned(), described);
                failed(&self.origin, &self.source, error, &what)
            }
        }
    }
}

/// Text with expressions in double braces, such as `Controls of {{ view.organisation.name }}`.
#[derive(Debug)]
pub struct Phrase<'e> {
    engine: &'e Engine,
    source: String,
    origin: Origin,
    /// A clone with the one template in it; functions and globals are shared with the engine.
    environment: Environment<'static>,
}

impl<'e> Phrase<'e> {
    /// Compiles a text with placeholders.
    ///
    /// # Errors
    /// What keeps the text from being one.
    pub fn compile(engine: &'e Engine, source: &str, origin: Origin) -> Result<Self, Finding> {
        let mut environment = engine.environment.clone();
        let added = environment.add_template_owned("phrase", source.to_owned());
        added.map_err(|error| {
            origin
                .finding(Code::Expression, format!("the text can't be read: {}", described(&error)))
                .help("placeholders are expressions in double braces; write `{{ '{{' }}` where two braces are meant")
        })?;
        Ok(Self { engine, source: source.to_owned(), origin, environment })
    }

    /// The paths of variables that it reads.
    pub fn reads(&self) -> BTreeSet<String> {
        let functions = self.environment.globals().map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>();
        let template = self.environment.get_template("phrase");
        let reads = template.map(|template| template.undeclared_variables(true)).unwrap_or_default().into_iter();
        reads.filter(|path| path == "view" || !functions.contains(path)).collect()
    }

    /// Fills the placeholders in.
    ///
    /// # Errors
    /// An undefined name, a wrong type, or too much work.
    pub fn render(&self, scope: &Value) -> Result<String, Finding> {
        let rendered = self.environment.get_template("phrase").and_then(|template| template.render(scope.clone()));
        rendered.map_err(|error| {
            let reads = self.reads();
            let root = |name: &str| {
                let local = scope.get_attr(name).ok().filter(|value| !value.is_undefined());
                local.or_else(|| self.engine.global(name).cloned())
            };
            let roots = || undefined::names(scope).into_iter().chain(self.engine.globals.keys().cloned()).collect();
            match undefined::blame(reads.iter().map(String::as_str), root, roots) {
                Some(blame) if error.kind() == ErrorKind::UndefinedError => blame.finding(&self.origin, &self.source),
                _ => failed(&self.origin, &self.source, Some(&error), &described(&error)),
            }
        })
    }
}

fn failed(origin: &Origin, source: &str, error: Option<&minijinja::Error>, what: &str) -> Finding {
    let finding = origin.finding(Code::Expression, format!("`{source}` failed: {what}"));
    match error.map(minijinja::Error::kind) {
        Some(ErrorKind::OutOfFuel) => finding.help("it does more work than one value may cost; count with a figure"),
        Some(ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest) => {
            finding.help(format!("besides minijinja's own there are: {}", helpers::NAMES.join(", ")))
        }
        _ => finding,
    }
}

/// What minijinja says, on one line and without the place in a text that is one line itself.
fn described(error: &minijinja::Error) -> String {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    detail.lines().next().unwrap_or_default().to_owned()
}

fn plain_path(source: &str) -> Option<Vec<String>> {
    let source = source.trim();
    let name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let keyword = matches!(source, "true" | "True" | "false" | "False" | "none" | "None");
    let parts: Vec<&str> = source.split('.').collect();
    (!keyword && parts.iter().all(|part| name(part))).then(|| parts.into_iter().map(str::to_owned).collect())
}
