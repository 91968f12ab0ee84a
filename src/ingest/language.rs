//! Whether a text is in a language that the later stages can read.
//!
//! Function words are counted first: in English prose they are two words in five, in other languages that use Latin letters
//! less than one in ten. Only where they are few is a trigram model asked (Cavnar and Trenkle 1994, by way of `whatlang`), and only a clear answer counts:
//! short texts, mixed texts, tables and lists are checked.

use super::text;
use whatlang::Lang;

/// Words and letters looked at, from the start of the text.
const SAMPLE: usize = 4000;

/// Fewer words than this are too few to judge.
const ENOUGH_WORDS: usize = 30;

/// Fewer letters than this are too few to judge, for scripts that do not space their words.
const ENOUGH_LETTERS: usize = 40;

/// Frequent English words that are rare as words of other languages written in Latin letters.
const ENGLISH: [&str; 48] = [
    "the", "of", "and", "to", "that", "for", "is", "with", "his", "he", "it", "by", "from", "had", "have", "has", "are", "were", "this",
    "which", "they", "their", "but", "not", "been", "would", "who", "she", "her", "said", "will", "more", "about", "when", "there", "what",
    "than", "after", "other", "could", "its", "into", "you", "we", "all", "at", "be", "or",
];

/// The language that makes a text impossible to check, if it is clear that it is in one.
pub(super) fn unsupported(text: &str) -> Option<String> {
    let sample = text::start(text, SAMPLE * 8);
    let (mut latin, mut other) = (0_usize, 0_usize);
    for letter in sample.chars().filter(|c| c.is_alphabetic()) {
        // Latin letters end at U+024F, but for the extended ones of Vietnamese and the full-width ones.
        if matches!(letter, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FF21}'..='\u{FF5A}') {
            latin += 1;
        } else {
            other += 1;
        }
    }
    if other >= ENOUGH_LETTERS && other > latin * 3 {
        return Some(named(sample).map_or_else(|| "not written in Latin letters".to_owned(), |lang| lang.eng_name().to_owned()));
    }
    let (mut words, mut english) = (0_usize, 0_usize);
    for word in
        sample.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| w.starts_with(char::is_alphabetic)).take(SAMPLE)
    {
        words += 1;
        english += usize::from(ENGLISH.iter().any(|e| word.eq_ignore_ascii_case(e)));
    }
    if words < ENOUGH_WORDS || english * 8 >= words {
        return None;
    }
    let info = whatlang::detect(sample)?;
    (info.lang() != Lang::Eng && info.is_reliable()).then(|| info.lang().eng_name().to_owned())
}

fn named(sample: &str) -> Option<Lang> {
    whatlang::detect_lang(sample)
}

/// The ISO 639-1 code of a language tag ("en-US": "en"); other tags as they are, in lower case.
pub(super) fn code(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    match first.as_str() {
        "" => None,
        "eng" | "english" => Some("en".to_owned()),
        _ => Some(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clear_cases_are_refused() {
        let english = "The mayor told reporters that the bridge would be closed for a week, and that buses will run instead. ";
        let german = "Die Bürgermeisterin sagte am Mittwoch, die Brücke werde für eine Woche gesperrt, und es würden stattdessen Busse fahren, \
                      weil die Arbeiten an den Pfeilern länger dauern als geplant und das Geld dafür erst im Herbst bewilligt worden ist.";
        let french = "La maire a déclaré mercredi que le pont serait fermé pendant une semaine et que des bus circuleraient à sa place, parce \
                      que les travaux sur les piliers durent plus longtemps que prévu et que les crédits ont été votés trop tard.";
        let chinese = "市长星期三表示，大桥将关闭一周，其间将以公共汽车代替，因为桥墩的施工时间比原计划更长，而经费直到秋天才获得批准，居民对此表示理解。";
        let russian =
            "Мэр заявила в среду, что мост будет закрыт на неделю, а вместо него будут ходить автобусы, потому что работы затянулись.";
        for (text, language) in [(german, "German"), (french, "French"), (chinese, "Mandarin"), (russian, "Russian")] {
            assert_eq!(unsupported(text).as_deref(), Some(language), "{text}");
        }
        let list = "Acme 12 Borealis 13 Corvid 14 Delta 15 ".repeat(20);
        let mixed = format!("{}{}", english.repeat(3), german);
        let framed = format!("分享按钮 当时方位 {english}");
        for text in [english, "Ja, klar.", "", "你好", &list, &mixed, &framed, &"\"".repeat(1000)] {
            assert_eq!(unsupported(text), None, "{text}");
        }
    }

    #[test]
    fn codes() {
        for (tag, expected) in [("en-US", Some("en")), ("EN", Some("en")), ("de_AT", Some("de")), ("", None), ("English", Some("en"))] {
            assert_eq!(code(tag).as_deref(), expected, "{tag}");
        }
    }
}
