"""The static site: pure functions from values to pages; data and templates stand in `site/`."""

from lod.pages.entities import entity_page, entity_pages
from lod.pages.lists import list_pages
from lod.pages.report import validation_page
from lod.pages.resolution import language_path, render_reading, render_resolution
from lod.pages.series import series_page

__all__ = [
    "entity_page",
    "entity_pages",
    "language_path",
    "list_pages",
    "render_reading",
    "render_resolution",
    "series_page",
    "validation_page",
]
