"""Insight: measures of the network from people and evidence, and suggestions. Pure, computed on request.

Each measure documents its formula, range, units and source where it is defined, and returns its parts.
"""
