"""Frozen values and identifiers: what every other room speaks of."""
