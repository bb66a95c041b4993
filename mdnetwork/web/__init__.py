"""Web: the feeds over HTTP."""
