//! Facts of sentences, through every stage before them: values, hedges, dates, subjects, scopes, hostile text.

use super::facts_table::{facts, rules, shown};
use proptest::prelude::*;
use wic_verify::model::{Fact, FactKind, Metadata, Modifier, Origin, Published, RawArticle, Trend, Value};
use wic_verify::pipeline;

const DAY: &str = "2015-12-17";

fn value(fact: &Fact) -> String {
    match fact.value {
        Value::Number(n) => n.to_string(),
        Value::Range(low, high) => {
            format!("{}..{}", low.map_or(String::new(), |n| n.to_string()), high.map_or(String::new(), |n| n.to_string()))
        }
        Value::Day(d) => d.to_string(),
        Value::Days(low, high) => {
            format!("{}..{}", low.map_or(String::new(), |d| d.to_string()), high.map_or(String::new(), |d| d.to_string()))
        }
        Value::Moment(m) => m.to_string(),
        Value::Clock(t) => t.to_string(),
    }
}

/// The facts of a sentence as "words = value".
fn read(text: &str) -> Vec<String> {
    facts(text, Some(DAY)).iter().map(|f| format!("{} = {}", f.span.of(text), value(f))).collect()
}

fn table(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| read(text) != *expected)
        .map(|(text, expected)| format!("{text:?}\n  expected {expected:?}\n  found    {:?}", read(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_figures_with_a_hedge_between() {
    let text = "The valley had 668 million mobile users and over 4.13 million shops by July 2015.";
    let found = facts(text, Some(DAY));
    let list: Vec<_> = found.iter().map(|f| shown(f, text)).collect();
    assert_eq!(found.len(), 3, "{list:?}");
    assert_eq!((found[0].modifier, &*found[0].subject.head), (Modifier::Exact, "user"), "{list:?}");
    assert_eq!((found[1].modifier, &*found[1].subject.head), (Modifier::Over, "shop"), "{list:?}");
    assert_eq!(found[0].precision.map(|p| p.to_string()).as_deref(), Some("1000000"));
    assert_eq!(found[1].precision.map(|p| p.to_string()).as_deref(), Some("10000"));
    assert_eq!(found[0].scope.date.as_deref(), Some("2015-07"));
}

#[test]
fn numerals() {
    table(&[
        ("The trust owns two hundred and two thousand acres.", &["two hundred and two thousand acres = 202000"]),
        ("It took 2 1/2 hours.", &["2 1/2 hours = 2.5"]),
        ("It took 2½ hours.", &["2½ hours = 2.5"]),
        ("One in five farmers left.", &["One in five farmers = 0.2"]),
        ("They paid $3-5 million.", &["$3-5 million = 3000000..5000000"]),
        ("They lost millions of dollars.", &["millions of dollars = 1000000..10000000"]),
        ("They sell 7- or 8-inch pans.", &["7 = 7", "8-inch = 8"]),
        ("The phone is 1.2.3.4.5 of its kind.", &[]),
    ]);
}

#[test]
fn shares_of_long_denominators() {
    table(&[
        ("Each heir got one twenty-fifth of the orchard.", &["one twenty-fifth of the orchard = 0.04"]),
        ("Each heir got three twenty-firsts of it.", &["three twenty-firsts = 1/7"]),
        ("The dam rose two hundred and fifty-four hundredths of an inch.", &["two hundred and fifty-four hundredths = 200.54"]),
        // An ordinal stays one.
        ("It was her one hundred twenty-fifth voyage.", &["one hundred twenty-fifth = 125"]),
        ("It sold twenty-three fifths of it.", &["twenty-three fifths = 4.6"]),
    ]);
}

#[test]
fn signs_that_stand_apart() {
    table(&[
        ("Convert - 20 degrees Celsius for us.", &["- 20 degrees Celsius = -20"]),
        ("It was \u{2212} 4 on the hill.", &["\u{2212} 4 = -4"]),
        // A dash of a list or of a sentence is no sign.
        ("- 20 guests were hurt", &["20 guests = 20"]),
        ("The guests - 20 farmers - left.", &["20 farmers = 20"]),
    ]);
}

#[test]
fn coins_and_codes() {
    table(&[
        ("The map costs $20 and 43 cents.", &["$20 and 43 cents = 20.43"]),
        ("The map costs $20 and 43 guests bought it.", &["$20 = 20", "43 guests = 43"]),
        ("The mill paid between $US160 million and $US171 million.", &["$US160 million and $US171 million = 160000000..171000000"]),
        ("They won 3 USD50 vouchers.", &["3 = 3", "USD50 = 50"]),
        ("The door is 7 ft 2 in high.", &["7 ft 2 in = 43/6"]),
        ("The door is 7 ft 2 in the photograph.", &["7 ft = 7", "2 = 2"]),
    ]);
}

#[test]
fn what_is_counted_around_a_number() {
    let units = |text: &str| facts(text, Some(DAY)).iter().map(|f| f.unit.as_deref().unwrap_or("-").to_owned()).collect::<Vec<_>>();
    assert_eq!(units("The yard built 630 Comet 3s."), ["comet 3"]);
    assert_eq!(units("The yard built 630 Comet 3 boats and 270 Comet B boats."), ["comet 3 boat", "comet b boat"]);
    assert_eq!(units("They want another boat or two."), ["boat"]);
    assert_eq!(units("The index lost 16 points, or 2.1%, to fall to 742.8."), ["point", "percent", "point"]);
    assert_eq!(units("The index (742.8 up 5.1 points) rose."), ["point", "point"]);
    assert_eq!(units("They left, both of whom sang."), <[&str; 0]>::default());
}

#[test]
fn kinds() {
    for (text, kind, words, expected) in [
        ("The motion passed 61-37 in the senate.", FactKind::Vote, "61-37", "61"),
        ("Ida Marlow, 56, of Greenholt was hurt.", FactKind::Age, "56", "56"),
        ("A 56-year-old baker was hurt.", FactKind::Age, "56-year-old", "56"),
        ("The baker is in his 50s.", FactKind::Age, "his 50s", "50..59"),
        ("She holds the No. 2 post.", FactKind::Rank, "No. 2", "2"),
        ("It opens at 2:30 p.m. on Friday.", FactKind::Time, "2:30 p.m.", "14:30:00"),
        ("The rate fell two percentage points.", FactKind::Percent, "two percentage points", "2"),
        ("Rents rose 3% last year.", FactKind::Percent, "3%", "3"),
        ("A barrel costs about US$48.", FactKind::Money, "about US$48", "48"),
        ("He was stopped twice on the bridge.", FactKind::Count, "twice", "2"),
    ] {
        let found = facts(text, Some(DAY));
        let fact = found.iter().find(|f| f.kind == kind);
        let got = fact.map(|f| (f.span.of(text), value(f)));
        assert_eq!(got, Some((words, expected.to_owned())), "{text}: {:?}", found.iter().map(|f| shown(f, text)).collect::<Vec<_>>());
    }
}

#[test]
fn dates_against_the_day_of_publication() {
    table(&[
        ("The mayor resigned on Wednesday.", &["Wednesday = 2015-12-16"]),
        ("The fair is scheduled to end on Friday.", &["Friday = 2015-12-18"]),
        ("The mayor spoke in July last year.", &["July last year = 2014-07-01..2014-08-01"]),
        ("The mill burned 21 years ago.", &["21 years ago = 1994-01-01..1995-01-01"]),
        ("The vote would be held on April 30.", &["April 30 = 2016-04-30"]),
        ("It opened on 17 December 2014.", &["17 December 2014 = 2014-12-17"]),
        ("She grew up in the 1990s.", &["1990s = 1990-01-01..2000-01-01"]),
        ("The choir sang two Sundays ago.", &["two Sundays ago = 2015-12-06"]),
        ("The fair opens three Fridays from now.", &["three Fridays from now = 2016-01-01"]),
        ("The fair runs July 13 - Aug. 15, 2016.", &["July 13 - Aug. 15, 2016 = 2016-07-13..2016-08-16"]),
        ("The fair will open on Tuesday, June 14.", &["Tuesday, June 14 = 2016-06-14"]),
        ("The fair opens on the 20th of the next month.", &["20th of the next month = 2016-01-20"]),
        ("the fair opened on may 19 , the mayor said", &["may 19 = 2015-05-19"]),
        ("the fair closed on 1 may .", &["1 may = 2015-05-01"]),
        ("The mill opened on Halloween 2013.", &["Halloween 2013 = 2013-10-31"]),
        ("It happened on 2/15.", &["2/15 = 2016-02-15"]),
        ("The fair opened in mid May.", &["mid May = 2015-05-11..2015-05-21"]),
        ("They may march 3 miles.", &["3 miles = 3"]),
        ("He served from 1967 to 1979.", &["1967 = 1967-01-01..1968-01-01", "1979 = 1979-01-01..1980-01-01"]),
    ]);
    assert!(facts("The mayor resigned on Wednesday.", None).is_empty(), "no day of publication, no date");
}

#[test]
fn editions_are_named() {
    for (text, number, event) in [
        ("The second annual Lantern Fair opened.", 2, "lantern fair"),
        ("The 2nd World Kite Conference opened.", 2, "world kite conference"),
        ("The Third World Kite Conference (WKC) opened.", 3, "world kite conference"),
    ] {
        let found = facts(text, None);
        let edition = found.iter().find_map(|f| f.scope.edition.as_ref());
        assert_eq!(edition.map(|e| (e.number, &*e.event)), Some((number, event)), "{text}");
    }
    assert!(facts("The second floor burned.", None).iter().all(|f| f.scope.edition.is_none()));
}

#[test]
fn subjects_are_named() {
    let subject = |text: &str| facts(text, Some(DAY))[0].subject.clone();
    assert_eq!(subject("More than 1,600 guests attended the fair.").predicate.as_deref(), Some("attend"));
    assert_eq!(subject("Twelve mobile users complained.").modifiers, ["mobile".into()].into());
    assert_eq!(subject("The town has a population of 59,000.").head, "population".into());
    assert_eq!(subject("Ida Marlow, 56, of Greenholt was hurt.").head, "marlow".into());
}

#[test]
fn what_a_figure_is_of() {
    for (text, words, subject, trend, level) in [
        ("The unemployment rate rose to 5% in May.", "5%", "unemployment rate", Some(Trend::Up), true),
        ("Exports fell 3 percent last year.", "3 percent", "export", Some(Trend::Down), false),
        ("He paid a fine of $5 million.", "$5 million", "fine", None, false),
        ("The share of women reached 41 percent.", "41 percent", "share of woman", None, false),
        ("It is the third largest economy of the valley.", "third", "largest economy", None, false),
        ("Otto Brandt won 12 percent.", "12 percent", "otto brandt", None, false),
        ("It rose 4%.", "4%", "", Some(Trend::Up), false),
    ] {
        let found = facts(text, Some(DAY));
        let fact = found.iter().find(|f| f.span.of(text) == words);
        let got = fact.map(|f| (&*f.subject.text, f.trend, f.level));
        assert_eq!(got, Some((subject, trend, level)), "{text}");
        assert_eq!(fact.unwrap().change(), trend.filter(|_| !level), "{text}");
    }
}

#[test]
fn what_a_date_dates() {
    for (text, anchor) in [
        ("A baker was arrested on Tuesday.", Some("arrest")),
        ("On Tuesday, police arrested a baker.", Some("arrest")),
        ("The Tuesday ruling pleased nobody.", Some("rule")),
        ("The mill burned down after the explosion on Tuesday.", Some("explode")),
        ("The council is expected to vote on Tuesday.", Some("vote")),
        ("The last debate will be held on Tuesday.", Some("debate")),
        ("Few hoped that the guild elections on Tuesday would help them.", Some("elect")),
        ("It began with her win in a special election in May.", Some("elect")),
        ("\"It was late,\" Tuesday.", None),
    ] {
        let found = facts(text, Some(DAY));
        let date = found.iter().find(|f| f.kind == FactKind::Date);
        assert_eq!(date.and_then(|f| f.subject.anchor.as_deref()), anchor, "{text}");
    }
}

#[test]
fn times_of_day_keep_their_zone() {
    for (text, words, value_, zone, modifier) in [
        ("It opens at 10 a.m. ET on Friday.", "10 a.m. ET", "10:00:00", Some("ET"), Modifier::Exact),
        ("It fell at around 7.46am.", "around 7.46am", "07:46:00", None, Modifier::About),
        ("It struck at 0300 UTC.", "0300 UTC", "03:00:00", Some("UTC"), Modifier::Exact),
        ("It struck at 19:00 GMT.", "19:00 GMT", "19:00:00", Some("UTC"), Modifier::Exact),
    ] {
        let found = facts(text, Some(DAY));
        let time = found.iter().find(|f| f.kind == FactKind::Time);
        let got = time.map(|f| (f.span.of(text), value(f), f.unit.as_deref(), f.modifier));
        assert_eq!(got, Some((words, value_.to_owned(), zone, modifier)), "{text}");
    }
}

#[test]
fn absurd_numbers_have_no_value() {
    let long = format!("It has {} parts.", "9".repeat(100_000));
    for text in [
        &*long,
        "Version 1.2.3.4.5 is out.",
        "It costs 1२3٤ crowns.",
        "It has 10,00,0,1 parts.",
        "It is 1.99×10−30 wide.",
        "It was 2.5^99 wide.",
    ] {
        assert!(facts(text, Some(DAY)).is_empty(), "{}", text.get(..40).unwrap_or(text));
    }
}

#[test]
fn what_nobody_compares_is_marked() {
    for text in ["Both parties agreed.", "It was one of the oldest mills.", "3rd LD-Writethru: Fair opens", "The fair opens (1)"] {
        assert!(facts(text, Some(DAY)).iter().all(|f| !f.comparable), "{text}");
    }
    for text in ["Call 555-0123-4567 now.", "See http://example.org/2015/12 for more.", "COVID-19 spread."] {
        assert!(facts(text, Some(DAY)).is_empty(), "{text}");
    }
}

/// Checks what holds of the facts of any text: sorted, apart, on character boundaries, the core inside.
fn sound(text: &str) {
    for published in [None, Some("2015-12-17")] {
        sound_as_of(text, published);
    }
}

fn sound_as_of(text: &str, published: Option<&str>) {
    let published = published.map(|day| Published::on(day.parse().expect("a day")));
    let raw = RawArticle {
        id: "a".to_owned(),
        path: "a".to_owned(),
        text: text.to_owned(),
        origin: Origin::identity(),
        metadata: Metadata { published, ..Metadata::default() },
        sha256: String::new(),
    };
    let mut end = 0;
    for fact in pipeline::read(0, raw, rules()).facts {
        assert!(fact.span.start >= end, "facts overlap in {text:?}");
        assert!(!fact.span.of(text).is_empty() && fact.span.contains(fact.core), "{text:?}");
        assert!(text.is_char_boundary(fact.core.start as usize) && text.is_char_boundary(fact.core.end as usize), "{text:?}");
        end = fact.span.end;
    }
}

#[test]
fn hostile_runs() {
    for piece in [
        "one hundred and ",
        "1 in ",
        "half a million and a half ",
        "$ ",
        "3-5-",
        "1a2b3c/4,5-",
        "twenty ",
        "May 5 May ",
        "१२३ ½⅔ ٣ ",
        "a year ago ",
        "( ",
        "2015-16-17 ",
        "the end of the end of the ",
        "first quarter of last ",
        "2.5^13×10−30 ",
        "28 - year - old , 6 . 2 ",
        "rose 3% to ",
    ] {
        sound(&piece.repeat(3000));
    }
    sound(&"9".repeat(100_000));
    sound(&"999999999999999999999999999999 trillion quadrillion ".repeat(200));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "(\\PC|[0-9]{1,4}|million|and|half|a|-|/|\\$|%|May|of| |\\.|,|twenty|third|'s|\n| the | early | end of | last | week | quarter | Christmas |\\^|×10|e\\+| to |rose| pm GMT|th | ago | from now ){0,60}") {
        sound(&text);
    }
}

#[test]
fn an_enumeration_is_read_up_to_the_limit_and_the_rest_is_a_problem() {
    let text: String = (0..=wic_verify::facts::MOST).map(|n| (n % 900 + 100).to_string()).collect::<Vec<_>>().join(", ");
    let raw = RawArticle {
        id: "a".to_owned(),
        path: "a.txt".to_owned(),
        text,
        origin: Origin::identity(),
        metadata: Metadata::default(),
        sha256: String::new(),
    };
    let reading = pipeline::read(0, raw, rules());
    assert_eq!(reading.facts.len(), wic_verify::facts::MOST);
    let problem = pipeline::unread(&reading.article, &reading.facts).expect("a problem");
    assert!(problem.message.contains("were not read"), "{}", problem.message);
    assert!(pipeline::unread(&reading.article, &reading.facts[1..]).is_none());
}
