"""Insight: people and evidence to measures of the network and what to do about them. Pure, computed when asked.

Every measure tells its formula, range, units and source where it is defined, and is answered with its parts.
"""
