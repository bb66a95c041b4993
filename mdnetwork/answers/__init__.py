"""Answers: repeats the stored output of a command if its vault, day and environment are unchanged.

It stores the whole output, under a key of everything that affects it, and uses it only if none of that has changed. It
runs before the program is imported, so it uses only the standard library.
"""
