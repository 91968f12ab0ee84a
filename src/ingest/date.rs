//! Days and times of publication, as files and pages write them.

use super::text;
use crate::model::Published;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use regex::{Captures, Regex};
use std::sync::LazyLock;

const MONTHS: &str =
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

/// One pattern, three ways to write a day: 2015-12-16, December 16, 2015, 16 December 2015; then perhaps a time.
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?P<d{n}>\d{1,2})(?:st|nd|rd|th)?";
    let pattern = format!(
        r"(?ix) (?: \b (?P<y1>\d{{4}}) [-/.年] (?P<m1>\d{{1,2}}) [-/.月] (?P<d1>\d{{1,2}}) 日?
          | \b (?P<y4>(?:19|20)\d\d) (?P<m4>\d\d) (?P<d4>\d\d) (?: T | \b )
          | \b (?P<m2>{MONTHS}) \.? \s+ {} ,? \s+ (?P<y2>\d{{4}}) \b
          | \b {} \s+ (?P<m3>{MONTHS}) \.? ,? \s+ (?P<y3>\d{{4}}) \b
          | \b (?P<a5>\d{{1,2}}) / (?P<b5>\d{{1,2}}) / (?P<y5>\d{{4}}) \b )
          (?: [T,\s]{{0,3}} (?:at\s)? \s? (?P<hour>\d{{1,2}}) [:.]? (?P<minute>\d\d) (?: : (?P<second>\d\d) )? (?: [.,]\d{{1,9}} )? \s? (?P<half>[ap]\.?m\b\.?)?
            (?: \s? (?P<zone> Z | UTC | GMT | [+-] (?: 0\d | 1[0-4] ) :? (?: 00 | 30 | 45 ) ) \b )? )?",
        day.replace("{n}", "2"),
        day.replace("{n}", "3"),
    );
    Regex::new(&pattern).expect("the pattern is constant")
});

/// The first day (with the time that follows it) in `text`, and where it stands. A day that could be read in two ways (03/04/2015) is none.
pub(super) fn find(text: &str) -> Option<(Published, std::ops::Range<usize>)> {
    // Every way to write a day has a year of four digits. Most lines have none, and many texts never need the pattern.
    if !text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    PUBLISHED.captures_iter(text).find_map(|c| Some((read(&c)?, c.get(0)?.range())))
}

/// A field that holds a day of publication and nothing else of weight.
pub(super) fn parse(field: &str) -> Option<Published> {
    let field = field.trim();
    let (published, range) = find(text::start(field, 80))?;
    // What stands before may be a weekday or a word such as "Updated".
    (range.start <= 24).then_some(published)
}

fn read(captures: &Captures) -> Option<Published> {
    let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    let (year, month, day) = if let Some(year) = number("y1") {
        (year, number("m1")?, number("d1")?)
    } else if let Some(year) = number("y4") {
        (year, number("m4")?, number("d4")?)
    } else if let Some(year) = number("y2") {
        (year, month(captures.name("m2")?.as_str())?, number("d2")?)
    } else if let Some(year) = number("y3") {
        (year, month(captures.name("m3")?.as_str())?, number("d3")?)
    } else {
        let (a, b) = (number("a5")?, number("b5")?);
        let (month, day) = match (a, b) {
            (a, b) if a == b => (a, b),
            (a, 13..) => (a, b),
            (13.., b) => (b, a),
            _ => return None,
        };
        (number("y5")?, month, day)
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let time = time(captures);
    let offset = captures.name("zone").filter(|_| time.is_some()).and_then(|zone| offset(zone.as_str()));
    Some(Published { date, time, offset })
}

/// How far a clock is from UTC: "Z", "GMT", "+0530", "-02:00".
fn offset(zone: &str) -> Option<Offset> {
    let Some(rest) = zone.strip_prefix(['+', '-']) else { return Some(Offset::UTC) };
    let digits: Vec<i32> = rest.chars().filter_map(|c| c.to_digit(10)).map(u32::cast_signed).collect();
    let number = |at: usize| digits.get(at..at + 2).map_or(0, |pair| pair[0] * 10 + pair[1]);
    let seconds = number(0) * 3600 + number(2) * 60;
    Offset::from_seconds(if zone.starts_with('-') { -seconds } else { seconds }).ok()
}

fn time(captures: &Captures) -> Option<Time> {
    let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
    let (hour, minute) = (number("hour")?, number("minute")?);
    let half = captures.name("half").map(|m| m.as_str().as_bytes()[0].to_ascii_lowercase());
    let hour = match half {
        Some(b'p') if hour < 12 => hour + 12,
        Some(b'a') if hour == 12 => 0,
        _ => hour,
    };
    Time::new(hour, minute, number("second").unwrap_or(0), 0).ok()
}

fn month(name: &str) -> Option<i16> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = NAMES.iter().position(|n| name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(n)))?;
    i16::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_a_day() {
        let cases = [
            ("2015-12-17", "2015-12-17", None),
            ("2013-02-12T04:30:00-02:00", "2013-02-12", Some("04:30:00")),
            ("2015-12-17T07:41Z", "2015-12-17", Some("07:41:00")),
            ("2015-12-17 07:41:05.123 +0800", "2015-12-17", Some("07:41:05")),
            ("2015/12/17", "2015-12-17", None),
            ("2015年12月17日 08:32", "2015-12-17", Some("08:32:00")),
            ("20151217", "2015-12-17", None),
            ("20151217T0741", "2015-12-17", Some("07:41:00")),
            ("December 16, 2015", "2015-12-16", None),
            ("Dec. 16, 2015 7:41 p.m.", "2015-12-16", Some("19:41:00")),
            ("Dec 16 2015, 12:05 AM", "2015-12-16", Some("00:05:00")),
            ("16 December 2015", "2015-12-16", None),
            ("16th Sept, 2015", "2015-09-16", None),
            ("Wed, 16 Dec 2015 07:41:00 GMT", "2015-12-16", Some("07:41:00")),
            ("Updated: 2015-12-17 07:41", "2015-12-17", Some("07:41:00")),
            ("12/16/2015", "2015-12-16", None),
            ("16/12/2015", "2015-12-16", None),
            ("2015-12-17 25:99", "2015-12-17", None),
        ];
        for (text, date, time) in cases {
            let found = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.date.to_string(), date, "{text}");
            assert_eq!(found.time.map(|t| t.to_string()).as_deref(), time, "{text}");
        }
    }

    #[test]
    fn clocks_are_told_from_utc_where_the_source_says_so() {
        for (text, hours) in [
            ("2013-02-12T04:30:00-02:00", Some(-2.0)),
            ("2015-12-17T07:41Z", Some(0.0)),
            ("2015-12-17 07:41:05.123 +0800", Some(8.0)),
            ("2015-12-17T07:41:05+05:45", Some(5.75)),
            ("Wed, 16 Dec 2015 07:41:00 GMT", Some(0.0)),
            ("Dec. 16, 2015 7:41 p.m. UTC", Some(0.0)),
            ("2015-12-17 07:41", None),
            ("2015-12-17 07:41-09:15", None),
            ("2015-12-17", None),
            ("2015-12-17 +0800", None),
        ] {
            let found = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.offset.map(|offset| f64::from(offset.seconds()) / 3600.0), hours, "{text}");
        }
    }

    #[test]
    fn what_is_no_day() {
        for text in ["", "03/04/2015", "December 16", "2015", "2015-13-40", "yesterday", "1450224000", "é".repeat(90).as_str()] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
