"""Reads calendar files as other programs do, and holds them against the pages of the same site.

The files are parsed by `icalendar` and their rules unrolled by `python-dateutil`, which share no code with
copsite: where both give the same dates as the pages, the rules, the exceptions and the zones are right.
"""

import random
import subprocess
import tempfile
import unittest
from datetime import date, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

ROOT = Path(__file__).resolve().parents[2]
COPSITE = ROOT / "target" / "debug" / "copsite"
DAY = date(2026, 11, 23)


def build(site, output, zone="UTC"):
    """Builds a site on a machine of which the clock hangs in `zone`."""
    command = [COPSITE, "build", "--root", site, "--output", output, "--as-of", DAY.isoformat(), "--quiet"]
    subprocess.run(command, check=True, env={"TZ": zone, "PATH": "/usr/bin:/bin"})


class Dates(HTMLParser):
    """The dates on a calendar page: instant or day, title, and whether it is cancelled."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.in_date = self.in_title = False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "li" and attributes.get("class") == "date":
            self.in_date = True
            self.found.append([None, "", False])
        elif self.in_date and tag == "time" and self.found[-1][0] is None:
            self.found[-1][0] = instant(attributes["datetime"])
        elif self.in_date and tag == "h3":
            self.in_title = True

    def handle_endtag(self, tag):
        if tag == "h3":
            self.in_title = False
        elif tag == "li":
            self.in_date = False

    def handle_data(self, data):
        if self.in_title:
            self.found[-1][1] += data
        elif self.in_date and data.strip() == "Cancelled":
            self.found[-1][2] = True


def instant(text):
    """`2026-12-03T17:30:00+00:00` as UTC, `2026-12-03` as a day."""
    if "T" not in text:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(timezone.utc)


def on_pages(output):
    found = set()
    for page in [output / "calendar" / "index.html", *output.glob("calendar/[0-9]*/index.html")]:
        dates = Dates()
        dates.feed(page.read_text())
        found.update((when, title.strip(), cancelled) for when, title, cancelled in dates.found)
    return found


def in_file(path, first, last):
    """All dates of a calendar file from one day to another."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    events = recurring_ical_events.of(calendar, skip_bad_series=False).between(first, last)
    found = set()
    for event in events:
        start = event["DTSTART"].dt
        if isinstance(start, datetime):
            start = start.astimezone(timezone.utc)
        found.add((start, str(event["SUMMARY"]), event.get("STATUS") == "CANCELLED"))
    return found


def reach(found):
    """The first and last day of dates."""
    days = [when.date() if isinstance(when, datetime) else when for when, _, _ in found]
    return min(days) - timedelta(days=2), max(days) + timedelta(days=2)


class ExampleSite(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.output = Path(cls.folder.name) / "site"
        build(ROOT / "example-site", cls.output)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_file_has_the_dates_of_the_pages(self):
        pages = on_pages(self.output)
        self.assertGreater(len(pages), 30)
        self.assertTrue(any(cancelled for _, _, cancelled in pages))
        _, last = reach(pages)
        # What repeats without end is listed for half a year.
        horizon = date(2027, 5, 31)
        first, _ = reach(pages)
        file = in_file(self.output / "calendar.ics", first, max(last, horizon))
        ahead = {one for one in file if in_listed_time(one, horizon)}
        self.assertEqual(ahead, pages)

    def test_every_file_is_read_and_names_its_zones(self):
        files = sorted(self.output.rglob("*.ics"))
        self.assertGreater(len(files), 25)
        for path in files:
            with self.subTest(path.name):
                raw = path.read_bytes()
                self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))
                self.assertTrue(all(len(line) <= 75 for line in raw.split(b"\r\n")))
                calendar = icalendar.Calendar.from_ical(raw)
                named = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
                used = {value.params["TZID"] for event in calendar.walk("VEVENT") for _, value in event.property_items()
                        if hasattr(value, "params") and "TZID" in value.params}
                self.assertEqual(used, named)
                self.assertEqual([event.errors for event in calendar.walk("VEVENT") if event.errors], [])

    def test_zones_change_when_the_list_of_zones_says(self):
        calendar = icalendar.Calendar.from_ical((self.output / "calendar.ics").read_bytes())
        for component in calendar.walk("VTIMEZONE"):
            name = str(component["TZID"])
            written, known = component.to_tz(lookup_tzid=False), ZoneInfo(name)
            for week in range(0, 5 * 53):
                at = datetime(2026, 1, 1, 12) + timedelta(weeks=week)
                self.assertEqual(at.replace(tzinfo=written).utcoffset(), at.replace(tzinfo=known).utcoffset(), (name, at))

    def test_a_changed_date_has_the_same_uid_and_a_raised_sequence(self):
        calendar = icalendar.Calendar.from_ical((self.output / "events/first-thursday/event.ics").read_bytes())
        whole, moved, cancelled = calendar.walk("VEVENT")
        self.assertEqual(len({str(event["UID"]) for event in (whole, moved, cancelled)}), 1)
        self.assertLess(whole["SEQUENCE"], moved["SEQUENCE"])
        self.assertLess(moved["SEQUENCE"], cancelled["SEQUENCE"])
        self.assertEqual(moved["RECURRENCE-ID"].dt.isoformat(), "2027-01-07T17:30:00+00:00")
        self.assertEqual(moved["DTSTART"].dt.isoformat(), "2027-01-14T17:30:00+00:00")
        self.assertEqual(str(cancelled["STATUS"]), "CANCELLED")

    def test_the_clock_of_the_machine_changes_nothing(self):
        for zone in ["Pacific/Apia", "Pacific/Pago_Pago"]:
            with tempfile.TemporaryDirectory() as folder:
                build(ROOT / "example-site", Path(folder) / "site", zone)
                for path in sorted(self.output.rglob("*")):
                    if path.is_file():
                        other = Path(folder) / "site" / path.relative_to(self.output)
                        self.assertEqual(path.read_bytes(), other.read_bytes(), (zone, path))


def in_listed_time(one, horizon):
    when = one[0].date() if isinstance(one[0], datetime) else one[0]
    return when <= horizon


FIXED = [
    ("first Thursday monthly", "Europe/London"),
    ("fourth Thursday each month 12:00–13:00", "America/New_York"),
    ("every second Tuesday", "Europe/Paris"),
    ("last Friday of each month", "Australia/Sydney"),
    ("last weekday of the month", "Asia/Kolkata"),
    ("15th of each month", "Pacific/Apia"),
    ("quarterly on the first Monday", "Africa/Casablanca"),
    ("FREQ=MONTHLY;BYMONTHDAY=31", "America/Sao_Paulo"),
    ("FREQ=YEARLY;BYYEARDAY=1,100,-1", "Europe/Istanbul"),
    ("FREQ=YEARLY;BYDAY=20MO", "UTC"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "UTC"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU", "America/St_Johns"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "Asia/Kathmandu"),
    ("FREQ=DAILY;INTERVAL=10;UNTIL=20260930T120000Z", "Europe/Dublin"),
]
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "America/Santiago", "UTC"]


def random_rule(chance):
    frequency = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    parts = [f"FREQ={frequency}"]
    if chance.random() < 0.5:
        parts.append(f"INTERVAL={chance.randint(1, 4)}")
    if chance.random() < 0.3:
        parts.append("BYMONTH=" + ",".join(str(month) for month in sorted(chance.sample(range(1, 13), 3))))
    if chance.random() < 0.4:
        numbered = frequency in ["MONTHLY", "YEARLY"]
        # Some of these numbered and others not is the one thing that dateutil reads in another way than the standard.
        nths = ["1", "2", "3", "4", "5", "-1", "-2"] if numbered and chance.random() < 0.6 else [""]
        parts.append("BYDAY=" + ",".join(chance.choice(nths) + day for day in chance.sample(WEEKDAYS, 2)))
    if frequency in ["MONTHLY", "YEARLY", "DAILY"] and chance.random() < 0.3:
        parts.append("BYMONTHDAY=" + ",".join(str(day) for day in chance.sample([1, 5, 13, 28, 30, 31, -1, -7], 2)))
    if frequency in ["MONTHLY", "YEARLY"] and len(parts) > 2 and chance.random() < 0.3:
        parts.append("BYSETPOS=" + chance.choice(["1", "2", "-1", "1,-1"]))
    if chance.random() < 0.3:
        parts.append(f"WKST={chance.choice(WEEKDAYS)}")
    if chance.random() < 0.3:
        parts.append(f"COUNT={chance.randint(1, 40)}")
    return ";".join(parts)


class Rules(unittest.TestCase):
    def test_rules_give_the_days_that_dateutil_gives(self):
        chance = random.Random(7)
        rules = FIXED + [(random_rule(chance), chance.choice(ZONES)) for _ in range(120)]
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            (site / "content/events").mkdir(parents=True)
            (site / "copsite.toml").write_text('title = "Rules"\nbase_url = "https://example.org/"\ntimezone = "Europe/London"\n'
                                               '[checks]\nunmatched-date = "off"\ninvalid-repeat = "warning"\n')
            for number, (rule, zone) in enumerate(rules):
                start = date(2025, 1, 1) + timedelta(days=chance.randint(0, 600))
                hours = "" if "12:00" in rule else chance.choice(["", "T18:30:00", "T01:30:00", "T02:30:00"])
                (site / f"content/events/e{number}.md").write_text(
                    f'+++\ntitle = "e{number}"\nstart = {start}{hours}\ntimezone = "{zone}"\nrepeat = "{rule}"\n+++\n')
            output = Path(folder) / "out"
            build(site, output)
            pages = on_pages(output)
            listed = {}
            for when, title, _ in pages:
                listed.setdefault(title, set()).add(when)
            self.assertGreater(len(pages), 4000)
            for number, (rule, zone) in enumerate(rules):
                with self.subTest(rule=rule, zone=zone):
                    name = f"e{number}"
                    path = output / "events" / name / "event.ics"
                    # To the end of the half year ahead that pages list.
                    file = {when for when, _, _ in in_file(path, date(2024, 12, 1), date(2027, 6, 1))}
                    inside = {when for when in file if local_day(when, zone) <= date(2027, 5, 31)}
                    self.assertEqual(inside, listed.get(name, set()))


def local_day(when, zone):
    return when.astimezone(ZoneInfo(zone)).date() if isinstance(when, datetime) else when


if __name__ == "__main__":
    unittest.main()
