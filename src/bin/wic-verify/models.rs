//! Which model reads speech: the built-in one, none, another file, or the transformer of `--accurate`, and where its file is found.

use crate::args::CommonArgs;
use crate::failure::Failure;
use std::fmt::Display;
use std::path::Path;
use wic_verify::rules::RuleSet;

/// Puts the models in place that the options ask for.
pub(crate) fn read(args: &CommonArgs, rules: &mut RuleSet) -> Result<(), Failure> {
    if args.no_model {
        rules.leave_model_out();
    } else if let Some(path) = &args.model {
        let refused = |error: &dyn Display| refused("--model ", path, error);
        let bytes = std::fs::read(path).map_err(|error| refused(&error))?;
        rules.read_model(path.display().to_string(), &bytes).map_err(|error| refused(&error))?;
    }
    #[cfg(feature = "accurate")]
    if args.accurate {
        accurate::read(args.model_dir.as_deref(), rules)?;
    }
    Ok(())
}

fn refused(option: &str, path: &Path, error: &dyn Display) -> Failure {
    Failure::Usage(format!("{option}{}: {error}", path.display()))
}

#[cfg(feature = "accurate")]
mod accurate {
    use super::refused;
    use crate::failure::Failure;
    use std::env;
    use std::io::{ErrorKind, Read as _};
    use std::path::{Path, PathBuf};
    use wic_verify::rules::RuleSet;

    /// Name of the file.
    const FILE: &str = "accurate.bin";
    /// A larger file is no model.
    const LARGEST: u64 = 256 << 20;
    /// How many folders above the program's own are looked at: `bin/` beside `models/`, and a build's `target/release/`.
    const ABOVE: usize = 3;

    pub(super) fn read(dir: Option<&Path>, rules: &mut RuleSet) -> Result<(), Failure> {
        let places = places(dir);
        for place in &places {
            let mut bytes = Vec::new();
            let read = std::fs::File::open(place).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
            match read {
                Ok(_) => return rules.read_encoder(&bytes).map_err(|error| refused("--accurate: ", place, &error)),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(error) => return Err(refused("--accurate: ", place, &error)),
            }
        }
        let list: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
        let list = list.join("\n  ");
        let help = "training/accurate/README.md of the project says how it is made. Put it into one of these places, or name its folder with --model-dir.";
        Err(Failure::Usage(format!("--accurate: its model is not there. Looked for:\n  {list}\n{help}")))
    }

    /// Where the file is looked for, in order.
    fn places(dir: Option<&Path>) -> Vec<PathBuf> {
        if let Some(dir) = dir {
            return vec![dir.join(FILE)];
        }
        let program = env::current_exe().and_then(|program| program.canonicalize()).unwrap_or_default();
        let beside = program.parent().map(|folder| folder.join(FILE));
        let near = program.ancestors().skip(1).take(ABOVE).map(|folder| folder.join("models").join(FILE));
        let home = |rest: &str| env::var_os("HOME").filter(|home| !home.is_empty()).map(|home| PathBuf::from(home).join(rest));
        let data = env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|data| data.is_absolute());
        let data = data.or_else(|| env::var_os("LOCALAPPDATA").map(PathBuf::from)).or_else(|| home(".local/share"));
        beside.into_iter().chain(near).chain(data.map(|data| data.join("wic-verify").join(FILE))).collect()
    }
}
