//! Bare years and decades: "in 2015", "the 2016 election", "1967-1979", "the 1990s", "the '90s".

use super::super::digits::digits;
use super::super::noun;
use super::super::reader::Reader;
use super::{Dated, calendar, days};
use crate::rules::Role;

/// "the 1990s", "the mid-1980s", "the '90s".
pub(super) fn decade(r: &Reader, at: usize) -> Option<Dated> {
    let lower = r.lower(at);
    let digits = lower.strip_suffix('s').or_else(|| (r.lower(at + 1) == "'s" && r.is_tight(at + 1)).then_some(lower))?;
    let end = at + 1 + usize::from(digits.len() == lower.len());
    let first: i64 = digits.parse().ok()?;
    let first = match digits.len() {
        4 if first % 10 == 0 && (1000..2100).contains(&first) => first,
        2 if first % 10 == 0 && matches!(r.lower(at.wrapping_sub(1)), "'" | "’" | "‘" | "the") => {
            if first >= 30 {
                1900 + first
            } else {
                2000 + first
            }
        }
        _ => return None,
    };
    let count = if first % 100 == 0 && digits.len() == 4 && first < 2000 { 100 } else { 10 };
    Some(days(r, at, end, calendar::years(first, count)?))
}

/// A bare year of four digits.
pub(super) fn year(r: &Reader, at: usize) -> Option<Dated> {
    // "2018s best" has lost its apostrophe.
    let read = digits(r.lower(at)).filter(|d| d.plain && d.len == 4 && (d.suffix.is_empty() || d.suffix == "s"))?;
    let value = i64::try_from(read.value.integer()?).ok()?;
    let end = at + 1;
    if matches!(r.lower(end), "bc" | "b.c." | "b.c" | "bce") {
        return Some(Dated::Passed(end + 1));
    }
    let before = at.wrapping_sub(1);
    let in_year = r.is(before, Role::InYear)
        || (r.is_dash(before) && matches!(r.lower(before.wrapping_sub(1)), "mid" | "pre" | "post" | "late" | "early"));
    let joined = r.is_dash(before) && year_token(r, before.wrapping_sub(1));
    if !(1000..=2199).contains(&value)
        || r.is(end, Role::Scale)
        || r.is(end, Role::UnitName) && !r.is(end, Role::Ordinal) && r.lower(end) != "second"
    {
        return None;
    }
    if r.lower(end) == "%" || r.is(end, Role::MoneyAfter) || r.lower(end) == "per" || r.is(before, Role::HedgeEnd) && !in_year {
        return None;
    }
    let recent = (1900..=2199).contains(&value);
    let counted = noun::noun(r, end, false).is_some_and(|n| n.head <= end + 1) && !r.is_capital(end);
    let determined = matches!(r.lower(before), "the" | "'s" | "his" | "her" | "its" | "their" | "a" | "an" | "this");
    let range = r.is_dash(end) && r.is_tight(end) && (year_token(r, end + 1) || short_year(r, value, end + 1).is_some());
    let fits = if counted {
        // Where thousands are written with commas, four digits without one are a year: "1988 sales".
        recent
            && (determined
                || r.lower(before) == "in"
                || (r.groups_thousands || !r.plain_thousands && !r.is(end, Role::Plural)) && value < 2040 && value % 100 != 0)
    } else if recent {
        in_year || determined || joined || range || stands_alone(r, at)
    } else {
        matches!(r.lower(before), "in" | "since" | "circa" | "a.d." | "ad")
            || joined
            || range
            || r.lower(before) == "and" && year_token(r, before.wrapping_sub(1))
    };
    if !fits || (r.lower(before) == "of" && counted) || matches!(r.lower(before), "than") && !recent {
        return None;
    }
    // "2014-15" is one range of years, "1967-1979" two years.
    if let Some(last) = range.then(|| short_year(r, value, end + 1)).flatten() {
        return Some(days(r, at, end + 2, calendar::years(value, last - value + 1)?));
    }
    Some(days(r, at, end, calendar::year(value)?))
}

/// Whether nothing else makes the number a quantity: an event or a name beside it, brackets, the end.
fn stands_alone(r: &Reader, at: usize) -> bool {
    let next = at + 1;
    let before = at.wrapping_sub(1);
    let bracket = r.lower(before) == "(" || r.lower(next) == ")";
    let name = r.is_capital(before) && !r.is(before, Role::Function) && !r.is_number(before);
    let model = r.is_capital(next) && !r.is(before, Role::Function) && at > r.start;
    let listed = r.lower(before) == ","
        && (r.is(before.wrapping_sub(1), Role::Event)
            || r.lower(next) == ","
            || r.is_capital(before.wrapping_sub(1))
            || at + 1 >= r.end
            || r.lower(next) == ".");
    bracket
        || listed
        || model
        || name && !(r.is_word(next) && noun::is_plural(r, next))
        || r.is(next, Role::Event)
        || r.is(next, Role::Deed) && !noun::is_plural(r, next)
        || at == r.start && r.lower(next) == ","
        || (r.is_word(next) && !r.is(next, Role::Function) && (at == r.start || r.is(before, Role::Event)))
}

fn year_token(r: &Reader, at: usize) -> bool {
    r.lower(at).len() == 4
        && r.is_number(at)
        && r.lower(at).bytes().all(|b| b.is_ascii_digit())
        && matches!(r.lower(at).as_bytes()[0], b'1' | b'2')
}

/// "15" of "2014-15".
fn short_year(r: &Reader, first: i64, at: usize) -> Option<i64> {
    let lower = r.lower(at);
    if lower.len() != 2 || !r.is_number(at) || !r.is_tight(at) {
        return None;
    }
    let last = first / 100 * 100 + lower.parse::<i64>().ok()?;
    (last > first && last - first < 60).then_some(last)
}
