//! What rules and words mean, and what is said where they mean nothing.

use jiff::civil::{Date, date};

use super::{Refused, dates, parse};

fn first_days(text: &str, from: Date, count: usize) -> Vec<String> {
    let repeat = parse(text).unwrap_or_else(|refused| panic!("{text}: {}", refused.message));
    dates(&repeat.rule, from).take(count).map(|day| day.to_string()).collect()
}

#[test]
fn words_say_the_same_as_rules() {
    for (words, rule) in [
        ("first Thursday monthly", "FREQ=MONTHLY;BYDAY=1TH"),
        ("First Thursday of the month", "FREQ=MONTHLY;BYDAY=1TH"),
        ("fourth Thursday each month 12:00–13:00", "FREQ=MONTHLY;BYDAY=4TH"),
        ("4th Thursday of every month, 12:00 - 13:00", "FREQ=MONTHLY;BYDAY=4TH"),
        ("last Friday of each month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("second to last Friday of the month", "FREQ=MONTHLY;BYDAY=-2FR"),
        ("Second-to-last Friday of the month", "FREQ=MONTHLY;BYDAY=-2FR"),
        ("penultimate Friday monthly", "FREQ=MONTHLY;BYDAY=-2FR"),
        ("second last Friday of the month", "FREQ=MONTHLY;BYDAY=-2FR"),
        ("third to last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-3"),
        ("second and last Friday of the month", "FREQ=MONTHLY;BYDAY=2FR,-1FR"),
        ("second, last Friday of the month", "FREQ=MONTHLY;BYDAY=2FR,-1FR"),
        ("every second Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every other Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("fortnightly on Tuesdays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 2 weeks on Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every second Tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("second Tuesday every month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("Tuesdays and Thursdays", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every Monday at 9am", "FREQ=WEEKLY;BYDAY=MO"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("weekly", "FREQ=WEEKLY"),
        ("every day", "FREQ=DAILY"),
        ("daily", "FREQ=DAILY"),
        ("every third day", "FREQ=DAILY;INTERVAL=3"),
        ("monthly", "FREQ=MONTHLY"),
        ("every third month", "FREQ=MONTHLY;INTERVAL=3"),
        ("quarterly on the first Monday", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
        ("first and third Wednesday of each month", "FREQ=MONTHLY;BYDAY=1WE,3WE"),
        ("15th of each month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("last weekday of the month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        ("first Monday in May", "FREQ=YEARLY;BYMONTH=5;BYDAY=1MO"),
        ("first Thursday of March and September", "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1TH"),
        ("every year on 4th July", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4"),
        ("yearly", "FREQ=YEARLY"),
        ("every Friday 10 times", "FREQ=WEEKLY;BYDAY=FR;COUNT=10"),
    ] {
        let repeat = parse(words).unwrap_or_else(|refused| panic!("{words}: {}", refused.message));
        assert_eq!(repeat.rule.to_rrule(), rule, "{words}");
    }
}

#[test]
fn hours_may_stand_among_the_words() {
    for (words, from, to) in [
        ("fourth Thursday each month 12:00–13:00", "12:00:00", "13:00:00"),
        ("every Monday from 17:30 to 19:00", "17:30:00", "19:00:00"),
        ("every Monday 5-7pm", "17:00:00", "19:00:00"),
        ("every Monday 11-1pm", "11:00:00", "13:00:00"),
        ("every Monday 9.30am - noon", "09:30:00", "12:00:00"),
        ("every Monday noon to 12:45 pm", "12:00:00", "12:45:00"),
        ("every Tuesday 12:30-1:30", "12:30:00", "13:30:00"),
        ("every Tuesday from 9:00 to 5:00", "09:00:00", "17:00:00"),
        ("every Tuesday 10:00pm-1:00am", "22:00:00", "01:00:00"),
        ("every Tuesday 22:00–01:00", "22:00:00", "01:00:00"),
        ("every Tuesday 10:00–00:30", "10:00:00", "00:30:00"),
    ] {
        let hours = parse(words).unwrap_or_else(|refused| panic!("{words}: {}", refused.message)).hours.unwrap();
        assert_eq!((hours.from.to_string().as_str(), hours.to.unwrap().to_string().as_str()), (from, to), "{words}");
    }
}

#[test]
fn what_is_not_understood_is_named() {
    for (text, message) in [
        ("first Thirsday monthly", "`thirsday` is not understood here"),
        ("second Tuesday", "it does not say of what: add `each month`, or the name of a month"),
        (
            "Tuesday monthly",
            "it does not say which of these weekdays of the month: write `first Thursday of each month`",
        ),
        ("sixth Monday of the month", "`sixth` is not understood here"),
        ("6th Monday of the month", "no month has a weekday for the 6th time"),
        ("first to last Friday of the month", "`first to last` is not understood here"),
        ("every May", "it does not say on which day of the month"),
        ("every 3", "it does not say what the 3 counts"),
        ("sometimes", "`sometimes` is not understood here"),
        ("every Monday 2026-01-01", "`2026-01-01` stands where no day is looked for: write `until` before it"),
        ("every Monday 10:00 11:00 12:00", "it names more than two times of day"),
        ("FREQ=HOURLY", "`FREQ` cannot be `HOURLY`"),
        ("INTERVAL=2", "the rule does not say how often: `FREQ` is missing"),
        ("FREQ=WEEKLY;BYDAY=1MO", "a week has only one of each weekday: the number in `BYDAY` needs months or years"),
        ("FREQ=MONTHLY;BYDAY=XX", "`XX` is no weekday"),
        ("FREQ=MONTHLY;BYDAY=é", "`é` is no weekday"),
        ("FREQ=MONTHLY;BYDAY=0MO", "`BYDAY` cannot hold `0`"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "`BYMONTHDAY` cannot be `32`"),
        ("FREQ=MONTHLY;INTERVAL=0", "`INTERVAL` cannot be `0`"),
        ("FREQ=MONTHLY;COUNT=2;UNTIL=20270101", "the rule has both `COUNT` and `UNTIL`"),
        ("FREQ=MONTHLY;UNTIL=20270231", "`UNTIL` cannot be `20270231`"),
        ("FREQ=MONTHLY;FREQ=WEEKLY", "`FREQ` stands twice in the rule"),
        ("FREQ=MONTHLY;BYDYA=1MO", "a rule has no part `BYDYA`"),
        ("FREQ=DAILY;BYHOUR=9", "copsite knows no `BYHOUR`"),
        ("FREQ", "`freq` is not understood here"),
        ("", "it does not say how often"),
    ] {
        let Err(Refused { message: said, .. }) = parse(text) else { panic!("{text} is understood") };
        assert_eq!(said, message, "{text}");
    }
}

#[test]
fn days_are_those_of_the_calendar() {
    let from = date(2026, 1, 1);
    assert_eq!(first_days("fourth Thursday monthly", from, 3), ["2026-01-22", "2026-02-26", "2026-03-26"]);
    assert_eq!(first_days("last day of the month", from, 3), ["2026-01-31", "2026-02-28", "2026-03-31"]);
    // A month that has no such day is left out, not moved.
    assert_eq!(first_days("FREQ=MONTHLY", date(2026, 1, 31), 3), ["2026-01-31", "2026-03-31", "2026-05-31"]);
    assert_eq!(first_days("yearly", date(2024, 2, 29), 3), ["2024-02-29", "2028-02-29", "2032-02-29"]);
    assert_eq!(first_days("every second Tuesday until 2026-02-03", from, 9), ["2026-01-13", "2026-01-27"]);
    assert_eq!(first_days("FREQ=DAILY;COUNT=2", from, 9), ["2026-01-01", "2026-01-02"]);
}

#[test]
fn a_rule_that_never_gives_a_day_ends() {
    assert_eq!(first_days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", date(2026, 1, 1), 1), [""; 0]);
    assert_eq!(first_days("FREQ=DAILY;INTERVAL=10000;BYMONTH=2;BYMONTHDAY=30", date(9990, 1, 1), 1), [""; 0]);
}

/// Ten kilobytes of them would else make millions of pairs, each asked of every day of eight thousand years.
#[test]
fn what_is_said_many_times_is_said_once() {
    for (text, rule) in [
        ("first Monday third Friday ".repeat(400) + "monthly", "FREQ=MONTHLY;BYDAY=1MO,1FR,3MO,3FR"),
        ("weekday weekend Monday ".repeat(400), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
        (format!("FREQ=MONTHLY;BYMONTHDAY=30{}", ",30, 030".repeat(400)), "FREQ=MONTHLY;BYMONTHDAY=30"),
        (format!("FREQ=WEEKLY;BYDAY=TU{}", ",MO,TU".repeat(400)), "FREQ=WEEKLY;BYDAY=TU,MO"),
    ] {
        assert_eq!(parse(&text).unwrap().rule.to_rrule(), rule);
    }
}

#[test]
fn a_day_is_waited_for_until_the_calendar_is_the_same_again() {
    let leap_monday = "FREQ=DAILY;INTERVAL=1461;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO";
    assert_eq!(first_days(leap_monday, date(1604, 2, 29), 2), ["1616-02-29", "1644-02-29"]);
    assert_eq!(first_days("FREQ=YEARLY;INTERVAL=300;BYMONTH=2;BYMONTHDAY=29", date(2100, 1, 1), 1), ["2400-02-29"]);
}

#[test]
fn a_written_rule_is_read_as_the_same_rule() {
    for text in [
        "FREQ=YEARLY;INTERVAL=2;WKST=SU;BYMONTH=3,9;BYDAY=1TH,-1FR;COUNT=4",
        "FREQ=YEARLY;BYYEARDAY=1,-1",
        "FREQ=MONTHLY;BYMONTHDAY=-1,15",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,-1",
    ] {
        assert_eq!(parse(text).unwrap().rule.to_rrule(), text);
    }
}
