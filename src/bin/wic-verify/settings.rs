//! Settings: arguments resolved and checked, before any input is read.

#[cfg(any(feature = "serve", feature = "lsp"))]
use crate::args::DecisionArgs;
use crate::args::{
    AlignArgs, CheckArgs, ColorArg, CommonArgs, FailOn, FormatArg, GateArgs, OffsetsArg, ReportArgs, ShowArgs, ShowFormat, Stage,
};
use crate::config::{Config, Which};
use crate::decisions::Decisions;
use crate::failure::Failure;
use crate::models;
use clap::ValueEnum as _;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use wic_verify::ingest;
use wic_verify::model::Severity;
use wic_verify::report::offsets::Unit;
use wic_verify::report::{Detail, Format, Style};
use wic_verify::rules::RuleSet;

/// Settings of `check`.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) reading: ingest::Options,
    pub(crate) rules: RuleSet,
    pub(crate) reporting: Reporting,
}

/// Settings of `gate`.
#[derive(Debug)]
pub(crate) struct Gate {
    pub(crate) drafts: Vec<PathBuf>,
    pub(crate) sources: Vec<PathBuf>,
    pub(crate) reading: ingest::Options,
    pub(crate) rules: RuleSet,
    pub(crate) reporting: Reporting,
}

/// Where a report goes, and what exit status follows from it.
#[derive(Debug)]
pub(crate) struct Reporting {
    /// What goes to standard output.
    pub(crate) format: Format,
    pub(crate) style: Style,
    /// Further reports.
    pub(crate) outputs: Vec<Output>,
    pub(crate) fail_on: Option<Severity>,
    pub(crate) decisions: Decisions,
    pub(crate) quiet: bool,
    pub(crate) manners: Manners,
}

/// A report in a file.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) file: PathBuf,
}

/// What is said on standard error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manners {
    /// Whether the run's progress is shown.
    pub(crate) progress: bool,
    /// Whether passed-over files are named.
    pub(crate) skipped: bool,
    /// Whether problems are named: not where the report on the same terminal names them.
    pub(crate) problems: bool,
}

/// Settings of `show`.
#[derive(Debug)]
pub(crate) struct Show {
    pub(crate) stage: Stage,
    /// Index of the quotation that is to be explained.
    pub(crate) why: Option<usize>,
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) reading: ingest::Options,
    pub(crate) rules: RuleSet,
    pub(crate) unit: Unit,
    pub(crate) manners: Manners,
}

impl Check {
    pub(crate) fn resolve(args: CheckArgs) -> Result<Self, Failure> {
        let common = Common::resolve(&args.common, &args.paths)?;
        let reporting = Reporting::resolve(&args.report, &args.common, &common)?;
        Ok(Self { paths: args.paths, reading: common.reading, rules: common.rules, reporting })
    }
}

impl Gate {
    pub(crate) fn resolve(args: GateArgs) -> Result<Self, Failure> {
        let common = Common::resolve(&args.common, &args.drafts)?;
        let reporting = Reporting::resolve(&args.report, &args.common, &common)?;
        let sources = if args.sources.is_empty() { common.config.sources } else { args.sources };
        if sources.is_empty() {
            let help = "name what the draft rests on with --sources PATH, or under `sources` of a configuration (`wic-verify init`)";
            return Err(Failure::Usage(format!("no sources: {help}")));
        }
        let one_document = !matches!(reporting.format, Format::Human | Format::Github | Format::Jsonl);
        if args.drafts.len() > 1 && (one_document || !reporting.outputs.is_empty()) {
            return Err(Failure::Usage(
                "several drafts have a report each: check one at a time where reports go to files or programs".to_owned(),
            ));
        }
        Ok(Self { drafts: args.drafts, sources, reading: common.reading, rules: common.rules, reporting })
    }
}

impl Reporting {
    fn resolve(args: &ReportArgs, common: &CommonArgs, resolved: &Common) -> Result<Self, Failure> {
        let config = &resolved.config;
        let given = if args.outputs.is_empty() { &config.output } else { &args.outputs };
        let outputs: Vec<Output> = given.iter().map(|given| output("--output ", given)).collect::<Result<_, _>>()?;
        each_file_once(&outputs)?;
        let format = format(args.format.or(config.format).unwrap_or(FormatArg::Human));
        Ok(Self {
            format,
            style: Style {
                unit: resolved.unit,
                color: anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
                width: line_width(),
                detail: match (common.quiet, args.verbose) {
                    (true, _) => Detail::Brief,
                    (_, true) => Detail::Full,
                    _ => Detail::Normal,
                },
            },
            outputs,
            fail_on: match args.fail_on.or(config.fail_on).unwrap_or(FailOn::Error) {
                FailOn::Error => Some(Severity::Error),
                FailOn::Warning => Some(Severity::Warning),
                FailOn::Note => Some(Severity::Note),
                FailOn::Never => None,
            },
            decisions: Decisions::resolve(&args.decisions, config, &resolved.rules.checks)?,
            quiet: common.quiet,
            manners: manners(common.quiet, Some(format)),
        })
    }
}

impl Show {
    pub(crate) fn resolve(args: ShowArgs) -> Result<Self, Failure> {
        let ShowFormat::Jsonl = args.format;
        let Common { reading, rules, unit, .. } = Common::resolve(&args.common, &args.paths)?;
        let why = args.why.as_deref().map(|id| quotation(id, args.stage)).transpose()?;
        Ok(Self { stage: args.stage, why, paths: args.paths, reading, rules, unit, manners: manners(args.common.quiet, None) })
    }
}

/// Settings of `align`.
#[derive(Debug)]
pub(crate) struct Align {
    pub(crate) path: PathBuf,
    pub(crate) edges: bool,
    pub(crate) rules: RuleSet,
}

impl Align {
    /// Resolves the options; sets the number of threads for the whole process.
    pub(crate) fn resolve(args: AlignArgs) -> Result<Self, Failure> {
        threads(args.threads)?;
        let mut rules = rule_set(args.rules.as_deref())?;
        if let Some(words) = args.min_words {
            rules.alignment.corpus.min_words = words;
        }
        Ok(Self { path: args.path, edges: args.edges, rules })
    }
}

/// Sets the number of threads for the whole process.
fn threads(number: u16) -> Result<(), Failure> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(number.into()).build_global();
    built.map_err(|e| Failure::Usage(format!("cannot start {number} threads: {e}")))
}

/// Settings of checks that are asked for by programs, one after the other.
#[cfg(any(feature = "serve", feature = "lsp"))]
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) reading: ingest::Options,
    pub(crate) rules: RuleSet,
    pub(crate) policy: wic_verify::policy::Policy,
    /// What drafts rest on, by the configuration.
    pub(crate) sources: Vec<PathBuf>,
}

#[cfg(any(feature = "serve", feature = "lsp"))]
impl Service {
    /// By options and the configuration of the working folder; sets the number of threads for the whole process.
    #[cfg(feature = "serve")]
    pub(crate) fn resolve(args: &CommonArgs) -> Result<Self, Failure> {
        Self::of(Common::resolve(args, &[PathBuf::from(".")])?)
    }

    /// By the configuration that is nearest to a file.
    #[cfg(feature = "lsp")]
    pub(crate) fn near(file: &Path) -> Result<Self, Failure> {
        Self::of(Common::of(Config::read(Which::Near(file))?, None, OffsetsArg::Utf16, BTreeMap::new())?)
    }

    fn of(common: Common) -> Result<Self, Failure> {
        let decisions = Decisions::resolve(&DecisionArgs::default(), &common.config, &common.rules.checks)?;
        let Common { reading, rules, config, .. } = common;
        Ok(Self { reading, rules, policy: decisions.policy, sources: config.sources })
    }
}

/// What every command that reads articles needs.
struct Common {
    reading: ingest::Options,
    rules: RuleSet,
    unit: Unit,
    config: Config,
}

impl Common {
    /// Resolves the common options and the configuration; sets the number of threads and the use of colour for the whole process.
    fn resolve(args: &CommonArgs, inputs: &[PathBuf]) -> Result<Self, Failure> {
        match args.color {
            ColorArg::Auto => anstream::ColorChoice::Auto,
            ColorArg::Always => anstream::ColorChoice::Always,
            ColorArg::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        let config = Config::read(match (&args.config, inputs.first()) {
            (Some(path), _) => Which::Given(path),
            (None, Some(input)) if !args.no_config => Which::Near(input),
            _ => Which::Nothing,
        })?;
        threads(args.threads.or(config.threads).unwrap_or(0))?;
        let offsets = args.offsets.or(config.offsets).unwrap_or(OffsetsArg::Bytes);
        let mut common = Self::of(config, args.rules.as_deref(), offsets, fields(&args.fields)?)?;
        models::read(args, &mut common.rules)?;
        Ok(common)
    }

    fn of(mut config: Config, rules: Option<&Path>, offsets: OffsetsArg, fields: BTreeMap<String, String>) -> Result<Self, Failure> {
        let rules = rule_set(rules.or(config.rules.as_deref()))?;
        config.judge(&rules.checks)?;
        let mut names = config.fields.clone();
        names.extend(fields);
        Ok(Self { reading: ingest::Options { fields: names, ..ingest::Options::default() }, rules, unit: unit(offsets), config })
    }
}

pub(crate) fn unit(arg: OffsetsArg) -> Unit {
    match arg {
        OffsetsArg::Bytes => Unit::Bytes,
        OffsetsArg::Scalars => Unit::Scalars,
        OffsetsArg::Utf16 => Unit::Utf16,
    }
}

pub(crate) fn format(arg: FormatArg) -> Format {
    match arg {
        FormatArg::Human => Format::Human,
        FormatArg::Json => Format::Json,
        FormatArg::Jsonl => Format::Jsonl,
        FormatArg::Sarif => Format::Sarif,
        FormatArg::Junit => Format::Junit,
        FormatArg::Github => Format::Github,
        FormatArg::Gitlab => Format::Gitlab,
        FormatArg::Markdown => Format::Markdown,
        FormatArg::Html => Format::Html,
    }
}

/// `FORMAT:FILE`; `option` is what messages call it.
pub(crate) fn output(option: &str, given: &str) -> Result<Output, Failure> {
    let formats = || FormatArg::value_variants().iter().filter_map(FormatArg::to_possible_value).map(|v| v.get_name().to_owned());
    let Some((name, file)) = given.split_once(':').filter(|(_, file)| !file.is_empty()) else {
        return Err(Failure::Usage(format!("{option}{given}: give FORMAT:FILE, such as json:report.json")));
    };
    let arg = FormatArg::from_str(name, false).map_err(|_| {
        let names: Vec<String> = formats().collect();
        Failure::Usage(format!("{option}{given}: no format is called {name:?}; one of {}", names.join(", ")))
    })?;
    Ok(Output { format: format(arg), file: PathBuf::from(file) })
}

/// Terminal cells of a line: those of the terminal within what reads well, 100 where there is none.
fn line_width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(100, |(width, _)| usize::from(width.0).clamp(40, 120))
}

/// What to say on standard error beside a report of that format on standard output.
///
/// What the report tells is not told twice in one place: a terminal, or the log of a job that has both streams. Only where
/// somebody at a terminal sends the report elsewhere, the terminal is told as well.
fn manners(quiet: bool, format: Option<Format>) -> Manners {
    let terminal = io::stderr().is_terminal();
    let apart = terminal && !io::stdout().is_terminal();
    let told = |formats: &[Format]| !apart && !quiet && format.is_some_and(|format| formats.contains(&format));
    Manners { progress: terminal && !quiet, skipped: !quiet && !told(&[Format::Human]), problems: !told(&[Format::Human, Format::Github]) }
}

/// Refuses two reports in one file, which would leave one of them.
fn each_file_once(outputs: &[Output]) -> Result<(), Failure> {
    let place = |output: &Output| {
        let parent = output.file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let parent = parent.canonicalize().unwrap_or_else(|_| parent.to_owned());
        output.file.canonicalize().unwrap_or_else(|_| output.file.file_name().map_or(parent.clone(), |name| parent.join(name)))
    };
    let mut places: Vec<PathBuf> = Vec::new();
    for output in outputs {
        let place = place(output);
        if places.contains(&place) {
            return Err(Failure::Usage(format!("--output: two reports are to go to {}; give each its own file", output.file.display())));
        }
        places.push(place);
    }
    Ok(())
}

/// The rules of `--rules DIR`, or those that come with the program.
pub(crate) fn rule_set(dir: Option<&Path>) -> Result<RuleSet, Failure> {
    Ok(match dir {
        Some(dir) => RuleSet::from_dir(dir)?,
        None => RuleSet::embedded()?,
    })
}

/// `--why ID`: the index of a quotation.
fn quotation(id: &str, stage: Stage) -> Result<usize, Failure> {
    if stage != Stage::Quotations {
        return Err(Failure::Usage("--why explains quotations: `show quotations --why q1 PATH`".to_owned()));
    }
    let number = id.strip_prefix('q').unwrap_or(id).parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    number.ok_or_else(|| Failure::Usage(format!("--why {id}: give a quotation's id as `show quotations` prints it, such as q3")))
}

/// `--field NAME=OTHER`, each name known and mapped once.
pub(crate) fn fields(given: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let mut fields = BTreeMap::new();
    for pair in given {
        let Some((name, other)) = pair.split_once('=').filter(|(_, other)| !other.is_empty()) else {
            return Err(Failure::Usage(format!("--field {pair}: give NAME=OTHER, such as published=date")));
        };
        if !ingest::FIELDS.contains(&name) {
            return Err(Failure::Usage(format!("--field {pair}: no field is called {name:?}; one of {}", ingest::FIELDS.join(", "))));
        }
        if fields.insert(name.to_owned(), other.to_owned()).is_some() {
            return Err(Failure::Usage(format!("--field {pair}: {name:?} is mapped twice")));
        }
    }
    Ok(fields)
}
