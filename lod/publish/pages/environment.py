"""The Jinja environment: templates, links and the words that all pages share."""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache, lru_cache, partial
from typing import Any
from urllib.parse import quote

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.meta import find_referenced_templates
from markupsafe import Markup

from lod.data.files import share
from lod.data.interface import words_of
from lod.model.iris import DEFAULT_BASE, format_iri, has_symbol, parse_iri
from lod.publish.checksums import checksum
from lod.publish.citation import format_citation
from lod.publish.pages.characters import closers, shown
from lod.publish.pages.compiled import compiled_templates
from lod.publish.pages.look import current_look, load_theme, template_folders
from lod.publish.paths import relative_path
from lod.publish.places import format_place

#: The language of pages that are about no text in another.
ENGLISH = "en"
_NOTHING: Mapping[str, str] = {}
#: What a vote is called, in the order of a roll-call.
VOTES = {"inFavour": "In favour", "against": "Against", "abstaining": "Abstaining"}


class _Folders(FileSystemLoader):
    """Templates of several folders; one is loaded anew where an earlier folder has it meanwhile."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_as_read = super().get_source(environment, template)
        paths = [os.path.normpath(os.path.join(folder, template)) for folder in self.searchpath]
        earlier = paths[: paths.index(file)]
        return source, file, lambda: is_as_read() and not any(map(os.path.isfile, earlier))


@cache
def environment(theme: str = "") -> Environment:
    """The templates, compiled once a process, a theme's before the package's; an unknown variable is an error.

    They stay as they were read until `forget_changed_templates`.
    """
    own = PrefixLoader({"site": FileSystemLoader(share("site", "templates"))})
    made = Environment(
        loader=ChoiceLoader([_Folders(template_folders(theme)), own]),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_closed,
        bytecode_cache=compiled_templates(),
    )
    made.filters["day"] = lambda date: f"{date.day} {date:%B} {date.year}" if date else ""
    made.filters["vote"] = lambda vote: VOTES.get(vote, vote)
    made.filters["label"] = lambda number: number if "\u3220" <= number <= "\u3229" else f"({number})"
    made.filters["item"] = format_item
    made.filters["place"] = format_place
    made.filters["cite"] = format_citation
    made.filters["words"] = lambda text: text.replace("-", " ")
    return made


_NOTED: ContextVar[set[str] | None] = ContextVar("noted", default=None)


@contextmanager
def noting_templates() -> Iterator[set[str]]:
    """The names of the templates with which pages are rendered within, and of all that those are made of."""
    noted: set[str] = set()
    before = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(before)


def forget_changed_templates(theme: str) -> None:
    """Have templates whose files have changed read anew: a process may make several builds, and each asks once."""
    templates = environment(theme).cache or {}
    for key, template in list(templates.items()):
        if not template.is_up_to_date:
            del templates[key]
    _reached.cache_clear()


@cache
def _reached(made: Environment, template: str) -> frozenset[str]:
    """The names of a template and of all that it extends, includes or imports."""
    waiting, found = {template}, set[str]()
    while waiting:
        found.add(name := waiting.pop())
        with suppress(TemplateNotFound):  # what may be absent, and is
            waiting |= _references(made, name) - found
    return frozenset(found)


def _references(made: Environment, name: str) -> frozenset[str]:
    """The names that a template extends, includes or imports; all that there are where it reckons one."""
    named = _named(_source(made, name))
    return frozenset(made.list_templates()) if named is None else named


@cache
def _named(source: str) -> frozenset[str] | None:
    """The names that the source of a template says; None where it reckons one. Builds of one process read it once."""
    statements = (_STATEMENT.match(part.partition("%}")[0].strip(_TRIMMED)) for part in source.split("{%")[1:])
    names = [_ONE_NAME.fullmatch(found["rest"]) for found in statements if found and found["does"] in _NAMING]
    if all(found and not _RECKONING & {*found["behind"].split()} for found in names):  # as nearly always
        return frozenset(found["name"] for found in names if found)
    named = set(find_referenced_templates(Environment().parse(source)))  # takes as long as rendering a page
    return None if None in named else frozenset(filter(None, named))


#: The statements that name other templates, and words behind a name by which it is one of several.
_NAMING, _RECKONING = ("extends", "include", "import", "from"), {"if", "or"}
_TRIMMED = "-+ \r\n\t"
_STATEMENT = re.compile(r"(?P<does>\w+)\s*(?P<rest>.*)", re.DOTALL)
_ONE_NAME = re.compile(r"""(?P<quote>['"])(?P<name>[^'"\\]+)(?P=quote)(?P<behind>[\w\s,]*)""")


def hash_template(theme: str, name: str) -> str:
    """The hash of a template's source; of one that is not there, another than of any source."""
    try:
        return checksum(_source(environment(theme), name).encode())
    except TemplateNotFound:
        return "none"


def _source(made: Environment, name: str) -> str:
    assert made.loader  # of this module's environments
    return made.loader.get_source(made, name)[0]


def render(template: str, path: str, thing: str = "", base: str = DEFAULT_BASE, root: str = "", **values: Any) -> str:
    """A page at `path` (without ".html"), about the thing at the path `thing` (the same where it is not given).

    Links in it are relative, so that the site works from any folder; `base` begins the IRI that it prints. A page that
    is shown at any address has the path of the site as its `root`, and links that begin with it. The words of the
    interface are those of the value `language`, English where there is none. With an `index` among the values, links
    to documents that it says have no page lead to their official texts.
    """
    about, look = thing or path, current_look()
    iri = format_iri(parse_iri(base + about, base), base)
    own = iri if about == path else format_iri(parse_iri(base + path, base), base)
    up = root or "../" * path.count("/")
    page = {"path": path, "root": up, "iri": iri, "own": own, "file": _beside(path, about)}
    theme = load_theme(look.theme)
    index = values.get("index")
    say = partial(words_of, language=values.setdefault("language", ENGLISH), own=theme.texts)
    shared = {
        "page": page,
        "link": Linker(path, root, _NOTHING if index is None else index.unpublished),
        "look": look,
        "site": theme,
        "t": say,
        "date": partial(_date, say),
    }
    templates = environment(look.theme)
    if (noted := _NOTED.get()) is not None:
        noted.update(_reached(templates, template))
    return shown(templates.get_template(template).render(shared | values))


def _date(say: Callable[..., str], day: dt.date) -> str:
    """A day as the interface's language writes it."""
    return say("day", day.day, say(f"month_{day.month}"), day.year)


def _closed(value: Any) -> Any:
    """A value as a template writes it: words that leave a direction open are closed behind them."""
    if isinstance(value, str) and not value.isascii() and not isinstance(value, Markup):
        return value + closers(value)
    return value


def _beside(path: str, about: str) -> str:
    """The way from a page to the files of what it is about, without their suffix.

    >>> _beside("A/RES/68/230", "A/RES/68/230"), _beside("A/RES/68/230/fr", "A/RES/68/230")
    ('230', '../230')
    """
    return relative_path(about, os.path.dirname(path))


class Linker:
    """Makes links from one page: `link("actor/undp")` leads from it to that page.

    What has no page leads to its address `elsewhere`.
    """

    def __init__(self, path: str, root: str = "", elsewhere: Mapping[str, str] = _NOTHING) -> None:
        self._folder, self._root, self._elsewhere = os.path.dirname(path), root, elsewhere

    def __call__(self, path: str, fragment: str = "") -> str:
        if has_symbol(path) and path in self._elsewhere:
            return self._elsewhere[path]
        href = self._root + _relative("" if self._root else self._folder, path)
        return f"{href}#{fragment}" if fragment else href


@lru_cache(maxsize=65536)  # every page has the same dozen links in its head, and most folders many pages
def _relative(folder: str, path: str) -> str:
    return quote(relative_path(f"{path}.html", folder), safe="/().-_~!$&'*+,;=:@")


def format_item(item: str) -> str:
    """An agenda item as it is printed.

    >>> format_item("24b"), format_item("11")
    ('24 (b)', '11')
    """
    found = re.fullmatch(r"(\d+)([a-z]+)", item)
    return f"{found[1]} ({found[2]})" if found else item


def json_script(value: str) -> Markup:
    """JSON that may stand in a script element."""
    return Markup(value.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
