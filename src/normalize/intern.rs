//! Surfaces to folded forms, each distinct surface once per article.

use super::fold::{case, fold_into};
use crate::model::{Case, FormIndex, Forms, hash_form};
use crate::rules::NormalizeRules;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// What folding made of a surface.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folded {
    /// Form of the lower-case surface.
    pub(super) lower: FormIndex,
    /// Casing.
    pub(super) case: Case,
    /// Range of [`Interner::pool`]: the words that comparisons see.
    start: u32,
    end: u32,
}

/// Folded forms of one article.
#[derive(Debug)]
pub(super) struct Interner<'t> {
    rules: &'t NormalizeRules,
    forms: Forms,
    by_hash: FxHashMap<u64, FormIndex>,
    surfaces: FxHashMap<&'t str, Folded>,
    /// Surfaces of one ASCII character: every fifth token.
    single: [Option<Folded>; 128],
    pool: Vec<FormIndex>,
    buffer: String,
}

impl<'t> Interner<'t> {
    /// An empty table for a text of so many bytes.
    pub(super) fn new(rules: &'t NormalizeRules, bytes: usize) -> Self {
        // News of some thousand bytes has a distinct word every twelve or so; long texts have fewer.
        let distinct = (bytes / 12).min(1 << 14);
        Self {
            rules,
            forms: Forms::default(),
            by_hash: FxHashMap::with_capacity_and_hasher(distinct, FxBuildHasher),
            surfaces: FxHashMap::with_capacity_and_hasher(distinct, FxBuildHasher),
            single: [None; 128],
            pool: Vec::new(),
            buffer: String::new(),
        }
    }

    /// The forms of a surface.
    pub(super) fn surface(&mut self, surface: &'t str) -> Folded {
        if let [byte @ 0..0x80] = surface.as_bytes() {
            let byte = usize::from(*byte);
            let folded = self.single[byte].unwrap_or_else(|| self.fold(surface));
            self.single[byte] = Some(folded);
            return folded;
        }
        if let Some(folded) = self.surfaces.get(surface) {
            return *folded;
        }
        let folded = self.fold(surface);
        self.surfaces.insert(surface, folded);
        folded
    }

    /// The words of a folded surface.
    pub(super) fn words(&self, folded: Folded) -> &[FormIndex] {
        &self.pool[folded.start as usize..folded.end as usize]
    }

    /// The index of a form.
    pub(super) fn form(&mut self, form: &str) -> FormIndex {
        // The table is keyed by the form's own hash; a collision moves on to the next key.
        let mut key = hash_form(form);
        loop {
            match self.by_hash.get(&key) {
                Some(&index) if self.forms.text(index) == form => return index,
                Some(_) => key = key.wrapping_add(1),
                None => break,
            }
        }
        let index = self.forms.push(form);
        self.by_hash.insert(key, index);
        index
    }

    /// The text of a form.
    pub(super) fn text(&self, form: FormIndex) -> &str {
        self.forms.text(form)
    }

    /// Every form.
    pub(super) fn into_forms(self) -> Forms {
        self.forms
    }

    fn fold(&mut self, surface: &str) -> Folded {
        let mut lower = std::mem::take(&mut self.buffer);
        lower.clear();
        fold_into(surface, &mut lower);
        if lower.is_empty() {
            lower.push_str(surface);
        }
        let index = self.form(&lower);
        let start = self.pool.len() as u32;
        self.push_words(&lower, index);
        self.buffer = lower;
        Folded { lower: index, case: case(surface), start, end: self.pool.len() as u32 }
    }

    /// Puts the words that comparisons see for a lower-case surface into the pool.
    fn push_words(&mut self, lower: &str, index: FormIndex) {
        let rules = self.rules;
        if let Some(words) = rules.expansions.get(lower) {
            for word in words {
                let form = self.form(word);
                self.pool.push(form);
            }
            return;
        }
        if !lower.contains(char::is_alphanumeric) {
            return;
        }
        if let Some(stem) = lower.strip_suffix(rules.negation.as_str()).filter(|stem| !stem.is_empty() && !rules.negation.is_empty()) {
            for word in [stem, "not"] {
                let form = self.form(word);
                self.pool.push(form);
            }
            return;
        }
        if let Some((prefix, rest)) = rules.prefixes.iter().find_map(|(prefix, except)| {
            let rest = lower.strip_prefix(prefix.as_str())?;
            (rest.chars().count() >= 4 && !except.contains(lower)).then_some((prefix, rest))
        }) {
            let prefix = self.form(prefix);
            self.pool.push(prefix);
            let rest_index = self.form(rest);
            self.push_words(rest, rest_index);
            return;
        }
        if lower.contains([',', '.', '\'']) {
            // "1,600" is 1600, "u.s." is us; a decimal point stays.
            let number = lower.starts_with(|c: char| c.is_ascii_digit());
            let bare: String = lower.chars().filter(|c| !matches!(c, ',' | '\'') && (number || *c != '.')).collect();
            let form = self.form(&bare);
            self.pool.push(form);
            return;
        }
        self.pool.push(index);
    }
}
