"""The static site: pure functions from values to pages; data and templates stand in `site/`."""

from lod.pages.entities import entity_page
from lod.pages.lists import list_pages
from lod.pages.report import validation_page
from lod.pages.resolution import render_resolution

__all__ = ["entity_page", "list_pages", "render_resolution", "validation_page"]
