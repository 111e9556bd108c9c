"""Mandates: the sheet of each resolution, tables of candidates over all, the inventory of each office."""
