"""Feed: writes follow-ups as a calendar (RFC 5545). Pure: the same input gives the same bytes.

Import `mdnetwork.calendar.text` only when a calendar is needed: icalendar takes 150 ms to import.
"""
