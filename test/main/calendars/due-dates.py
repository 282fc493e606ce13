"""Due dates over all fourteen calendars, counted without this project's code.

Holidays come from the `holidays` package of PyPI, zones from the `tzdata` package; what a holiday on a weekend becomes
and how business days are counted is written here anew, from the sentences of docs/adr/0028. Where
the law says otherwise than the package, CORRECTIONS says what and why; nothing else is changed.

Run by hand, then `npm run format`, then commit what it writes:

    python3 -m venv /somewhere && /somewhere/bin/pip install holidays==0.109 tzdata==2026.6
    /somewhere/bin/python test/main/calendars/due-dates.py
"""

import csv
import json
import zoneinfo
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path

import holidays
import tzdata
from dateutil.easter import easter

zoneinfo.reset_tzpath([])  # only the pinned tables, not the machine's
HERE = Path(__file__).parent
YEARS = range(2015, 2046)

ZONES = {
    "ca-federal": "America/Vancouver",
    "ca-ab": "America/Edmonton",
    "ca-bc": "America/Vancouver",
    "ca-mb": "America/Winnipeg",
    "ca-nb": "America/Moncton",
    "ca-nl": "America/St_Johns",
    "ca-ns": "America/Halifax",
    "ca-nt": "America/Yellowknife",
    "ca-nu": "America/Iqaluit",
    "ca-on": "America/Toronto",
    "ca-pe": "America/Halifax",
    "ca-qc": "America/Toronto",
    "ca-sk": "America/Regina",
    "ca-yt": "America/Whitehorse",
}

FUNERAL = date(2022, 9, 19)
PUBLIC_SERVICE = "only the public service was free on the day of the Queen's funeral"
# calendar -> (days taken out, days put in, why)
CORRECTIONS = {
    **{id: ({FUNERAL}, set(), PUBLIC_SERVICE) for id in ("ca-bc", "ca-nb", "ca-nl", "ca-ns", "ca-yt")},
    "ca-mb": (
        set(),
        {date(year, 11, 11) for year in YEARS},
        "the package calls it optional; the Remembrance Day Act forbids most work",
    ),
}


def package(id, year, observed):
    """What the package says, as {date: name}."""
    if id == "ca-federal":
        return dict(holidays.CA(years=year, observed=observed, categories=("government",)))
    return dict(holidays.CA(subdiv=id[3:].upper(), years=year, observed=observed))


@cache
def own_dates(id, choice, year):
    found = set(package(id, year, observed=False))
    out, put_in, _ = CORRECTIONS.get(id, (set(), set(), ""))
    found = (found - out) | {day for day in put_in if day.year == year}
    if choice == "easterDay=easter-monday":
        found = (found - {easter(year) - timedelta(2)}) | {easter(year) + timedelta(1)}
    return frozenset(found)


# 1 July that is a Sunday is 2 July by the Holidays Act (not in Nova Scotia since 2018); Québec's 24 June likewise.
def moved_by_law(id, day):
    if day.isoweekday() != 7:
        return False
    if (day.month, day.day) == (7, 1):
        return id != "ca-ns" or day.year < 2018
    return id == "ca-qc" and (day.month, day.day) == (6, 24)


@cache
def closed_days(id, choice, year):
    """The weekdays on which a desk is closed in a year."""
    near = sorted(day for each in (year - 1, year, year + 1) for day in own_dates(id, choice, each))
    taken = set(near)
    back = choice == "observedRule=previous-business-day"
    for day in near:
        kept = day + timedelta(1) if moved_by_law(id, day) else day
        if choice == "observedRule=none":
            taken.add(kept)
            continue
        if kept.isoweekday() > 5:
            kept += timedelta(-1 if back else 1)
            while kept in taken or kept.isoweekday() > 5:
                kept += timedelta(-1 if back else 1)
        taken.add(kept)
    return frozenset(day for day in taken if day.year == year and day.isoweekday() < 6)


def is_business_day(id, choice, day):
    return day.isoweekday() < 6 and day not in closed_days(id, choice, day.year)


def due(id, choice, counting, days, submitted):
    zone = zoneinfo.ZoneInfo(ZONES[id])
    local = submitted.astimezone(zone)
    zero = local.date()
    if counting == "next-business-day":
        if not is_business_day(id, choice, zero) or local.time().replace(microsecond=0) > time(17):
            zero += timedelta(1)
            while not is_business_day(id, choice, zero):
                zero += timedelta(1)
    day = zero
    while days > 0:
        day += timedelta(1)
        if is_business_day(id, choice, day):
            days -= 1
    return datetime.combine(day, time(17), zone).astimezone(timezone.utc)


# (why, local wall clock of each calendar)
LOCAL = [
    ("ordinary", "2026-05-06 12:00:00"),
    ("before opening", "2026-05-08 00:00:00"),
    ("closing minute", "2026-05-08 16:59:59"),
    ("closing minute", "2026-05-08 17:00:00"),
    ("closing minute", "2026-05-08 17:00:01"),
    ("last minute of a day", "2026-05-08 23:59:59"),
    ("weekend", "2026-05-09 10:00:00"),
    ("weekend", "2026-05-10 23:30:00"),
    ("Victoria Day", "2026-05-15 17:01:00"),
    ("Victoria Day", "2026-05-18 12:00:00"),
    ("year end", "2021-12-31 16:59:00"),
    ("year end", "2021-12-31 17:01:00"),
    ("year end", "2022-12-30 12:00:00"),
    ("year end", "2026-12-31 17:01:00"),
    ("year end", "2027-12-31 16:59:00"),
    ("year end", "2033-12-30 17:01:00"),
    ("two holidays in a row", "2024-12-24 12:00:00"),
    ("two holidays in a row", "2025-12-24 17:01:00"),
    ("in lieu", "2020-12-24 12:00:00"),
    ("in lieu", "2021-12-24 12:00:00"),
    ("in lieu", "2022-12-23 12:00:00"),
    ("in lieu", "2027-12-24 17:01:00"),
    ("in lieu", "2033-12-23 12:00:00"),
    ("in lieu", "2018-06-29 12:00:00"),
    ("in lieu", "2023-06-29 12:00:00"),
    ("in lieu", "2029-06-21 12:00:00"),
    ("in lieu", "2029-06-29 12:00:00"),
    ("in lieu", "2017-11-10 12:00:00"),
    ("in lieu", "2018-11-09 12:00:00"),
    ("in lieu", "2023-09-29 12:00:00"),
    ("in lieu", "2028-09-29 17:01:00"),
    ("in lieu", "2025-06-19 12:00:00"),
    ("clocks go forward", "2025-03-07 12:00:00"),
    ("clocks go forward", "2025-03-09 01:59:00"),
    ("clocks go back", "2025-10-31 12:00:00"),
    ("clocks go back", "2026-10-30 17:01:00"),
    ("clocks that stay", "2026-11-02 12:00:00"),
    ("clocks that stay", "2027-01-13 12:00:00"),
    ("clocks that stay", "2027-03-12 12:00:00"),
    ("Yukon", "2020-10-30 12:00:00"),
    ("Yukon", "2020-11-02 17:01:00"),
    ("Yukon", "2019-12-03 12:00:00"),
    ("leap day", "2024-02-28 12:00:00"),
    ("leap day", "2028-02-28 17:01:00"),
    ("leap day", "2028-02-29 12:00:00"),
    ("leap day", "2044-02-29 12:00:00"),
    ("no leap day", "2027-02-26 12:00:00"),
    ("February", "2018-02-09 12:00:00"),
    ("February", "2018-02-16 12:00:00"),
    ("February", "2019-02-08 12:00:00"),
    ("February", "2026-02-13 12:00:00"),
    ("own days", "2016-06-20 12:00:00"),
    ("own days", "2024-06-20 12:00:00"),
    ("own days", "2024-06-21 12:00:00"),
    ("own days", "2026-06-23 12:00:00"),
    ("own days", "2019-07-08 12:00:00"),
    ("own days", "2026-07-08 12:00:00"),
    ("own days", "2026-07-31 12:00:00"),
    ("own days", "2026-08-14 12:00:00"),
    ("funeral", "2022-09-16 12:00:00"),
    ("30 September", "2021-09-29 12:00:00"),
    ("30 September", "2022-09-29 12:00:00"),
    ("30 September", "2024-09-27 12:00:00"),
    ("Thanksgiving", "2026-10-09 12:00:00"),
    ("Remembrance Day", "2026-11-10 12:00:00"),
    ("last year", "2045-12-22 12:00:00"),
    ("first year", "2015-01-02 12:00:00"),
]
# The same instant for everybody: a date line runs through it, and Newfoundland's lies half an hour off.
INSTANTS = [
    ("half hour", "2026-05-09T02:15:00Z"),
    ("half hour", "2026-05-08T19:29:59Z"),
    ("half hour", "2026-05-08T19:30:01Z"),
    ("half hour", "2027-01-08T20:30:00Z"),
    ("half hour", "2027-01-08T20:30:01Z"),
    ("date line", "2026-05-09T06:59:59Z"),
    ("date line", "2026-07-01T04:30:00Z"),
]
CHOICES = [("ca-qc", "easterDay=easter-monday")] + [
    (id, f"observedRule={rule}") for id in ("ca-federal", "ca-ns", "ca-qc", "ca-on") for rule in ("previous-business-day", "none")
]
COUNTINGS = ("calendar-day", "next-business-day")


def rows():
    for id, zone in ZONES.items():
        tz = zoneinfo.ZoneInfo(zone)
        starts = [(why, datetime.fromisoformat(at).replace(tzinfo=tz)) for why, at in LOCAL]
        starts += [(why, datetime.fromisoformat(at.replace("Z", "+00:00"))) for why, at in INSTANTS]
        for counting in COUNTINGS:
            for index, (why, start) in enumerate(starts):
                yield id, "", counting, (2, 2, 2, 1, 5)[index % 5], start, why
        for year in YEARS:
            thursday = datetime.combine(easter(year) - timedelta(3), time(12), tz)
            yield id, "", COUNTINGS[year % 2], 2, thursday, "Easter"
    for id, choice in CHOICES:
        tz = zoneinfo.ZoneInfo(ZONES[id])
        for index, year in enumerate(YEARS):
            if "easter" in choice:
                yield id, choice, COUNTINGS[index % 2], 2, datetime.combine(easter(year) - timedelta(3), time(12), tz), "Easter"
            elif year < 2045:
                yield id, choice, COUNTINGS[index % 2], 2, datetime(year, 12, 22, 12, tzinfo=tz), "in lieu"
                yield id, choice, COUNTINGS[index % 2], 5, datetime(year, 6, 22, 18, tzinfo=tz), "in lieu"


def iso(at):
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def differences():
    """Where the package's own observed days close another weekday than the law and the desk's rule do."""
    found = {}
    for id in ZONES:
        for year in YEARS:
            theirs = {day: name for day, name in package(id, year, observed=True).items() if day.isoweekday() < 6}
            ours = closed_days(id, "", year)
            for day in sorted(set(theirs) ^ set(ours)):
                side = "only the package" if day in theirs else "only here"
                found.setdefault(id, {}).setdefault(side, []).append(day.isoformat())
    return found


with open(HERE / "due-dates.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(("calendar", "choice", "counting", "days", "from", "due", "why"))
    for id, choice, counting, days, start, why in rows():
        out.writerow((id, choice, counting, days, iso(start), iso(due(id, choice, counting, days, start)), why))
(HERE / "package-differences.json").write_text(
    json.dumps(
        {"holidays": holidays.__version__, "tzdata": tzdata.IANA_VERSION, "weekdays": differences()}, indent=1
    )
    + "\n"
)
