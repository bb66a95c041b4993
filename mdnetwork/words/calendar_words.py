"""Words: months, weekdays, numbers and lengths of time in English and Italian, folded as `names.fold` does."""

from __future__ import annotations

from mdnetwork.dates import Span

_MONTHS = (
    "january jan gennaio gen",
    "february feb febbraio",
    "march mar marzo",
    "april apr aprile",
    "may maggio mag",
    "june jun giugno giu",
    "july jul luglio lug",
    "august aug agosto ago",
    "september sep sept settembre set sett",
    "october oct ottobre ott",
    "november nov novembre",
    "december dec dicembre dic",
)
MONTHS: dict[str, int] = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
"""Names and short names of months, 1-12. `mar` is March: as a weekday (martedì) it stands in no date alone."""

_WEEKDAYS = (
    "monday mon lunedi lun",
    "tuesday tue tues martedi",
    "wednesday wed mercoledi mer",
    "thursday thu thur thurs giovedi gio",
    "friday fri venerdi ven",
    "saturday sat sabato sab",
    "sunday sun domenica dom",
)
WEEKDAYS: dict[str, int] = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
"""Names and short names of weekdays, 0 (Monday) to 6."""

_NUMBERS = {
    1: "a an one un uno una",
    2: "two due other second",
    3: "three tre third",
    4: "four quattro",
    5: "five cinque",
    6: "six sei",
    7: "seven sette",
    8: "eight otto",
    9: "nine nove",
    10: "ten dieci",
    11: "eleven undici",
    12: "twelve dodici",
    15: "quindici",
}
NUMBERS: dict[str, int] = {word: number for number, words in _NUMBERS.items() for word in words.split()}
"""Numbers as words; "every other month" and "every second month" are every two."""

_UNITS: dict[Span, str] = {
    Span(days=1): "d day days g gg giorno giorni",
    Span(days=7): "w wk wks week weeks sett settimana settimane",
    Span(months=1): "m mo mos mth mths month months mese mesi",
    Span(months=2): "bimestre bimestri",
    Span(months=3): "q quarter quarters trimestre trimestri",
    Span(months=6): "semestre semestri",
    Span(months=12): "y yr yrs year years anno anni",
}
UNITS: dict[str, Span] = {word: span for span, words in _UNITS.items() for word in words.split()}
"""What follows a number in "2 weeks", "30 gg"."""

_RHYTHMS: dict[Span, str] = {
    Span(days=1): "daily giornaliera giornaliero quotidiana quotidiano",
    Span(days=7): "weekly settimanale settimanalmente",
    Span(days=14): "fortnightly",
    Span(days=15): "quindicinale bimensile semimonthly",
    Span(months=1): "monthly mensile mensilmente",
    Span(months=2): "bimestrale bimestralmente",
    Span(months=3): "quarterly trimestrale trimestralmente",
    Span(months=4): "quadrimestrale",
    Span(months=6): "twice-yearly half-yearly semiannual semiannually semestrale semestralmente",
    Span(months=12): "yearly annual annually annuale annualmente",
    Span(months=24): "biennial biennale",
}
RHYTHMS: dict[str, Span] = {word: span for span, words in _RHYTHMS.items() for word in words.split()}
"""Cadences of one word. Biweekly, bimonthly and bisettimanale are missing because each means two things."""

TIMES: dict[str, int] = {"once": 1, "twice": 2, "thrice": 3}
"""How often in one word: "twice a year"."""

NEVER = frozenset({"never", "mai", "ambient", "none", "nessuna", "nessuno"})
"""No cadence, by choice."""
