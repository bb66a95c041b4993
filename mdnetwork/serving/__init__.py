"""Serving: feeds to whoever may fetch them. A web application over bytes that are ready, and publishing over CalDAV.

The libraries behind it come with extras (`mdnetwork[serve]`, `mdnetwork[dav]`) and are imported when they are used.
"""
