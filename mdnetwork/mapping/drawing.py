"""Mapping: a chart as bytes."""
FORMATS=SUFFIXES=Format=drawn=None
