"""Days and lengths of time as people write and say them: the one reader of dates."""
