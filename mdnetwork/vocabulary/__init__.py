"""The vocabulary people write in notes, English and Italian."""
