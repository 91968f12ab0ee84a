//! Numbers in digits: "1,600", "4.13", "5.7bn", "1.111,11", "12,34,567.89".

use crate::model::Number;

/// A number read from digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits<'a> {
    pub(super) value: Number,
    /// Unit of the last digit written.
    pub(super) step: Number,
    /// Letters attached behind ("bn", "th", "km").
    pub(super) suffix: &'a str,
    /// Bytes of the number itself.
    pub(super) len: usize,
    /// Whether it is only digits: no separators.
    pub(super) plain: bool,
}

/// Reads the number that a text begins with. `None` where the digits make no number ("1.2.3", "1,3", more than 30 of them).
pub(super) fn digits(text: &str) -> Option<Digits<'_>> {
    let len = text.bytes().position(|b| !matches!(b, b'0'..=b'9' | b'.' | b',')).unwrap_or(text.len());
    let number = text[..len].trim_end_matches(['.', ',']);
    if number.len() > 40 || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, decimals) = split(number)?;
    let mut plain_digits = String::with_capacity(40);
    plain_digits.extend(whole.chars().filter(char::is_ascii_digit));
    if !decimals.is_empty() {
        plain_digits.push('.');
        plain_digits.push_str(decimals);
    }
    let value = Number::decimal(&plain_digits)?;
    let step = Number::ratio(1, 10_i128.checked_pow(u32::try_from(decimals.len()).ok()?)?)?;
    Some(Digits { value, step, suffix: &text[len..], len: number.len(), plain: number.bytes().all(|b| b.is_ascii_digit()) })
}

/// The whole part, separators checked, and the decimals.
fn split(number: &str) -> Option<(&str, &str)> {
    match (number.find(','), number.find('.')) {
        (None, None) => Some((number, "")),
        (None, Some(_)) => number.split_once('.').filter(|(_, decimals)| !decimals.contains('.')),
        (Some(comma), Some(point)) if comma < point => {
            let (whole, decimals) = number.split_once('.')?;
            (!decimals.contains(['.', ',']) && grouped(whole, ',')).then_some((whole, decimals))
        }
        (Some(_), Some(_)) => {
            let (whole, decimals) = number.split_once(',')?;
            (!decimals.contains(['.', ',']) && grouped(whole, '.')).then_some((whole, decimals))
        }
        (Some(_), None) => grouped(number, ',').then_some((number, "")),
    }
}

/// Whether the groups are of three digits (or of two before the last: Indian usage), the first one shorter or equal.
fn grouped(whole: &str, separator: char) -> bool {
    let mut groups = whole.split(separator);
    let first = groups.next().map_or(0, str::len);
    let rest: Vec<usize> = groups.map(str::len).collect();
    let Some((&last, middle)) = rest.split_last() else { return true };
    let western = last == 3 && first <= 3 && middle.iter().all(|&n| n == 3);
    let indian = last == 3 && first <= 2 && middle.iter().all(|&n| n == 2);
    first > 0 && (western || indian)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_numbers() {
        for (text, value, step, suffix) in [
            ("1,600", "1600", "1", ""),
            ("4.13", "4.13", "0.01", ""),
            ("5.7bn", "5.7", "0.1", "bn"),
            ("2nd", "2", "1", "nd"),
            ("1,674,200.5", "1674200.5", "0.1", ""),
            ("12,34,567.89", "1234567.89", "0.01", ""),
            ("1.111,11", "1111.11", "0.01", ""),
            ("0033", "33", "1", ""),
            ("1990s", "1990", "1", "s"),
        ] {
            let read = digits(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.value.to_string().as_str(), read.step.to_string().as_str(), read.suffix), (value, step, suffix), "{text}");
        }
    }

    #[test]
    fn no_numbers() {
        for text in ["1.2.3", "1.2.3.4.5", "1,3", "22,24,26,31", "1,2345", "x", "", ".5", "1,,000", "1.5.", "1.2,3,4"] {
            assert!(digits(text).is_none_or(|d| text == "1.5." && d.value.to_string() == "1.5"), "{text}");
        }
        assert!(digits(&"9".repeat(100_000)).is_none());
        assert!(digits(&"1,".repeat(50_000)).is_none());
    }
}
