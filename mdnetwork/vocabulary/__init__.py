"""The words that people write in notes, in every language of `languages/`."""
