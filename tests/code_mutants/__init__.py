"""Mutants of the code: a module changed in one place, and whether its tests notice."""
