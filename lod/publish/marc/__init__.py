"""MARC 21 records of resolutions in two profiles, for library catalogues."""
