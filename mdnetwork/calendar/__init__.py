"""Feed: follow-ups in, the bytes of a calendar (RFC 5545) out. Pure, and the same bytes for the same question.

`mdnetwork.calendar.calendar` is imported where a calendar is needed: icalendar takes 150 ms to import.
"""
