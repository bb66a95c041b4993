"""Answers: the same question of the same notes on the same day is answered by what was said before.

Everything else is worked out anew each time. An answer is kept whole, under everything that made it, and said again
only where none of that has changed. This runs before the program is imported, so it stands on the standard library.
"""
