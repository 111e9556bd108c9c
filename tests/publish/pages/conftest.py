"""A site to look at, and browsers to look with, for the tests of pages; a module may have a site of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.publish.pages.browsing import browser, fresh_window, served_folder
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

AKN, SERIES = TESTS / "files" / "akn", TESTS / "files" / "series"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled resolution, invented ones: with votes in English and Arabic, two of a series; no test changes it."""
    folder = tmp_path_factory.mktemp("site") / "public"
    sources = [BUNDLED, AKN / "lighthouses.en.xml", AKN / "lighthouses.ar.xml", SERIES]
    assert lod("build", *sources, "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="session")
def scripted() -> Iterator[webdriver.Chrome]:
    """One browser for all modules, since it takes longer to begin than most pages to look at."""
    yield from browser(scripts=True)


@pytest.fixture(scope="session")
def unscripted() -> Iterator[webdriver.Chrome]:
    yield from browser(scripts=False)


@pytest.fixture(scope="module")
def chrome(scripted: webdriver.Chrome) -> webdriver.Chrome:
    """A window that no other module has changed."""
    return fresh_window(scripted)


@pytest.fixture(scope="module")
def plain(unscripted: webdriver.Chrome) -> webdriver.Chrome:
    """The same without JavaScript."""
    return fresh_window(unscripted)


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The site's address on a server that only hands out files."""
    yield from served_folder(site)
