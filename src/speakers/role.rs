//! Titles and roles that stand beside a name in the words that name a source.

use super::name::fold;
use crate::rules::SpeakerRules;

/// Roles longer than this are sentences.
const LONGEST: usize = 12;

/// The roles in a mention, around the name it contains: "President Xi Jinping", "Ada Lind, a professor of physics, who …".
pub(super) fn roles(mention: &str, name: &str, rules: &SpeakerRules) -> Vec<String> {
    let mut found = Vec::new();
    let last = name.split_whitespace().last().unwrap_or(name);
    let Some(at) = mention.find(name).map(|at| (at, at + name.len())).or_else(|| mention.find(last).map(|at| (at, at + last.len()))) else {
        return found;
    };
    let before: Vec<&str> = mention[..at.0].split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).collect();
    // From the first title on: "Republican presidential candidate", "U.S. President".
    let titles: Vec<&str> = before.iter().copied().filter(|w| rules.is_role(&fold(w)) && !rules.is_honorific(&fold(w))).collect();
    if let Some(title) = titles.last() {
        let end = before.iter().rposition(|w| w == title).unwrap_or(0);
        let start = before.iter().position(|w| rules.is_role(&fold(w)) && !rules.is_honorific(&fold(w))).unwrap_or(end);
        found.push(before[start..=end].join(" ").trim_end_matches(['.', ',']).to_lowercase());
    }
    if let Some(rest) = mention[at.1..].trim_start().strip_prefix(',') {
        let clause = rest.split([',', ';', '(']).next().unwrap_or("").trim();
        let words: Vec<&str> = clause
            .split_whitespace()
            .take_while(|w| !matches!(*w, "who" | "which" | "that"))
            .filter(|w| w.contains(char::is_alphanumeric))
            .collect();
        let words =
            words.strip_prefix(&["a"]).or_else(|| words.strip_prefix(&["an"])).or_else(|| words.strip_prefix(&["the"])).unwrap_or(&words);
        if !words.is_empty() && words.len() <= LONGEST && words.iter().any(|w| rules.is_role(&fold(w))) {
            found.push(words.join(" "));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::roles;
    use crate::rules::RuleSet;

    #[test]
    fn roles_stand_before_and_behind_a_name() {
        let rules = RuleSet::embedded().expect("the embedded rules compile").speakers;
        for (mention, name, expected) in [
            ("President Ilse Brandt", "Ilse Brandt", vec!["president"]),
            ("Ada Lind, a professor of physics at Arnholt, who was there", "Ada Lind", vec!["professor of physics at Arnholt"]),
            ("Ms. Lind", "Lind", vec![]),
            ("Ada Lind, port director \u{1f600}, and", "Ada Lind", vec!["port director"]),
            ("Lind, speaking on Tuesday", "Lind", vec![]),
        ] {
            assert_eq!(roles(mention, name, &rules), expected, "{mention}");
        }
    }
}
