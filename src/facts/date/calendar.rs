//! Days, weeks, months, years as half-open ranges. Dates outside of the years 1 to 9998 give `None`.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A day, where the calendar has it.
pub(super) fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|y| (1..9999).contains(y))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day moved by a span.
pub(super) fn moved(date: Date, by: Span) -> Option<Date> {
    date.checked_add(by).ok().filter(|d| (1..9999).contains(&d.year()))
}

/// A day moved by a number of days.
pub(super) fn plus_days(date: Date, days: i64) -> Option<Date> {
    if days.abs() > 4_000_000 { None } else { moved(date, days.days()) }
}

/// A year.
pub(super) fn year(year: i64) -> Option<(Date, Date)> {
    Some((day(year, 1, 1)?, day(year + 1, 1, 1)?))
}

/// Some years from one on.
pub(super) fn years(first: i64, count: i64) -> Option<(Date, Date)> {
    Some((day(first, 1, 1)?, day(first + count, 1, 1)?))
}

/// A month; months beyond 12 or below 1 run into other years.
pub(super) fn month(year: i64, month: i64) -> Option<(Date, Date)> {
    let index = year.checked_mul(12)?.checked_add(month - 1)?;
    let first = |index: i64| day(index.div_euclid(12), index.rem_euclid(12) + 1, 1);
    Some((first(index)?, first(index + 1)?))
}

/// A quarter of a year, from 1.
pub(super) fn quarter(year: i64, quarter: i64) -> Option<(Date, Date)> {
    let first = month(year, quarter * 3 - 2)?.0;
    Some((first, month(year, quarter * 3)?.1))
}

/// The week, Monday first (ISO 8601), that holds a day.
pub(super) fn week(date: Date) -> Option<(Date, Date)> {
    let first = plus_days(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
    Some((first, plus_days(first, 7)?))
}

/// The last such weekday on or before a day (`strictly`: before).
pub(super) fn weekday_before(date: Date, weekday: i8, strictly: bool) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let mut back = i64::from(date.weekday().since(weekday));
    if strictly && back == 0 {
        back = 7;
    }
    plus_days(date, -back)
}

/// The next such weekday on or after a day (`strictly`: after).
pub(super) fn weekday_after(date: Date, weekday: i8, strictly: bool) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let mut ahead = i64::from(date.weekday().until(weekday));
    if strictly && ahead == 0 {
        ahead = 7;
    }
    plus_days(date, ahead)
}

/// The `nth` such weekday of a month, from 1; -1 is the last.
pub(super) fn nth_weekday(year: i64, month: i64, weekday: i8, nth: i8) -> Option<Date> {
    let first = day(year, month, 1)?;
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    first.nth_weekday_of_month(nth, weekday).ok()
}

/// A day of the month that is some months from that of a date.
pub(super) fn in_month(date: Date, months: i64, number: i64) -> Option<Date> {
    let first = month(i64::from(date.year()), i64::from(date.month()) + months)?.0;
    day(i64::from(first.year()), i64::from(first.month()), number)
}

/// Distance in days.
pub(super) fn distance(a: Date, b: Date) -> i64 {
    i64::from(a.until(b).map_or(i32::MAX, |s| s.get_days())).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ranges() {
        assert_eq!(month(2015, 12), Some((date(2015, 12, 1), date(2016, 1, 1))));
        assert_eq!(month(2015, 0), Some((date(2014, 12, 1), date(2015, 1, 1))));
        assert_eq!(quarter(2015, 4), Some((date(2015, 10, 1), date(2016, 1, 1))));
        assert_eq!(week(date(2015, 12, 17)), Some((date(2015, 12, 14), date(2015, 12, 21))));
        assert_eq!(year(99_999), None);
        assert_eq!(day(2015, 2, 30), None);
        assert_eq!(plus_days(date(9998, 12, 31), 400), None);
    }

    #[test]
    fn weekdays() {
        let thursday = date(2015, 12, 17);
        assert_eq!(weekday_before(thursday, 4, false), Some(thursday));
        assert_eq!(weekday_before(thursday, 4, true), Some(date(2015, 12, 10)));
        assert_eq!(weekday_before(thursday, 3, false), Some(date(2015, 12, 16)));
        assert_eq!(weekday_before(thursday, 5, false), Some(date(2015, 12, 11)));
        assert_eq!(weekday_after(thursday, 5, false), Some(date(2015, 12, 18)));
        assert_eq!(weekday_after(thursday, 4, true), Some(date(2015, 12, 24)));
    }
}
