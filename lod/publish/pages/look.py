"""What all pages of a build have in common: the theme's folder, and the lists that navigation offers.

A theme is a folder that overrides what the package brings: `theme.toml` (names and lines of text), `templates/` (by the
names of the package's; `site/base.html` is the package's own, so that a theme extends what it overrides), `assets/`
(files beside or instead of the package's) and `style.css`, which comes behind the package's own style.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from lod.data.files import read_toml, share
from lod.model.errors import DataError
from lod.publish.layout import Layout

#: The lists to which every page leads, where they have something.
NAVIGATION = (
    *("resolutions", "series", "sessions", "duties", "committees", "topics", "agenda", "actors", "countries"),
    *("funds", "instruments", "votes", "verbs", "queries"),
)
THEME_FILE = "theme.toml"
_FILES = "templates", "assets"


class ThemeTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a theme; docs/themes.md explains the keys."""

    name: str = "UN resolutions"
    tagline: str = "as linked open data"
    licence: str = "The texts are the United Nations' own; what is said about them here is open data:"
    lead: str = (
        "Each resolution is split into its paragraphs, and each paragraph says what it does, whom it asks, by when, "
        "with what money, and what it cites. Every statement leads back to the printed words."
    )
    texts: dict[str, dict[str, str]] = {}  # words of the interface by key and language, instead of the package's


class Look(Struct, frozen=True):
    """The theme's folder ("" for none), the names of the lists that there are (None offers all), which files are."""

    theme: str = ""
    offered: frozenset[str] | None = None
    layout: Layout = Layout.FULL

    def navigation(self) -> list[str]:
        """The lists to which every page leads, in their order."""
        return [name for name in NAVIGATION if self.offers(name)]

    def publishes(self, path: str) -> bool:
        """Whether there is a file at a path, if there is something to put there."""
        return self.layout.publishes(path)

    def forms(self, path: str, forms: Sequence[str]) -> list[str]:
        """Those of some forms in which what is at a path is published."""
        return [form for form in forms if self.publishes(f"{path}.{form}")]

    def offers(self, name: str) -> bool:
        """Whether there is such a list with something in it."""
        return self.offered is None or name in self.offered


_LOOK: ContextVar[Look | None] = ContextVar("look", default=None)


def set_look(look: Look) -> None:
    """Render the pages that follow in this process with a look."""
    _LOOK.set(look)


@contextmanager
def restoring_look() -> Iterator[None]:
    """A look that is set within is that of before again at the end."""
    before = _LOOK.set(_LOOK.get())
    try:
        yield
    finally:
        _LOOK.reset(before)


def current_look() -> Look:
    """The look with which pages are rendered."""
    return _LOOK.get() or Look()


def look_of(folder: Path) -> Look:
    """The look of a published folder: the lists that it has."""
    return Look(offered=frozenset(name for name in NAVIGATION if (folder / f"{name}.html").is_file()))


@cache
def load_theme(theme: str) -> ThemeTexts:
    """The words of a theme; raises DataError for a key or value that is none."""
    path = Path(theme, THEME_FILE)
    if not theme or not path.is_file():
        return ThemeTexts()
    try:
        return msgspec.convert(read_toml(path), ThemeTexts)
    except msgspec.ValidationError as fault:
        raise DataError(str(fault), str(path), "docs/themes.md explains the keys of a theme") from fault


def template_folders(theme: str) -> list[Path]:
    """Where templates are looked for, the theme's first, whether it has any or not."""
    return [*([Path(theme, "templates")] if theme else []), share("site", "templates")]


def assets(theme: str) -> Iterator[tuple[str, bytes]]:
    """(name, content) of style, scripts and pictures: the package's, the theme's own beside them or in their place."""
    found = {path.name: path for path in sorted(share("site", "assets").iterdir()) if path.is_file()}
    if theme:
        own = Path(theme, "assets")
        found |= {path.name: path for path in sorted(own.iterdir()) if path.is_file()} if own.is_dir() else {}
    behind = Path(theme, "style.css") if theme else None
    for name in sorted(found):
        content = found[name].read_bytes()
        is_style = name == "style.css" and behind and behind.is_file()
        yield name, content + behind.read_bytes() if is_style and behind else content


def theme_files(theme: Path) -> list[Path]:
    """The files of a theme, for what a build is made from; raises DataError where there is no such theme."""
    files = [theme / name for name in (THEME_FILE, "style.css") if (theme / name).is_file()]
    for folder in _FILES:
        files += sorted(path for path in (theme / folder).glob("*") if path.is_file())
    if not files:
        mend = "give a folder with theme.toml, style.css, templates/ or assets/; docs/themes.md shows one"
        raise DataError("no theme in this folder", str(theme), mend)
    return files
