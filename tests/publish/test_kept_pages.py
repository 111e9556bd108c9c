"""Which pages stand: those of which the index would say the same again, and whose files nobody has touched."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from lod.publish import page_tasks
from lod.publish.cache import Cache
from lod.publish.cards import Occurrence
from lod.publish.index import Index
from lod.publish.kept_pages import IndexAnswers, KeptPages, PageMade, asked_of, noted_index, noting
from lod.publish.page_tasks import made_from_of_data, made_from_of_pages
from lod.publish.pages.environment import _reached, environment, forget_changed_templates, hash_template, render
from lod.publish.pages.look import Look, restoring_look, set_look
from lod.publish.result import BuildResult
from lod.publish.settings import Settings
from lod.publish.staging import MANIFEST
from lod.publish.unchanged import keep_unchanged

UNDP = Occurrence("actor/undp", "mentions", "A/RES/90/1", "op1", "mentioned", "UNDP")


def index_of(*occurrences: Occurrence) -> Index:
    made: dict[str, tuple[Occurrence, ...]] = {}
    for one in occurrences:
        made[one.path] = (*made.get(one.path, ()), one)
    return Index({}, made)


SOME, MORE = index_of(UNDP), index_of(UNDP, replace(UNDP, place="op2"))
OTHER = index_of(UNDP, replace(UNDP, path="actor/unicef"))
NONE = index_of()

QUESTIONS = [
    # what a page asks, and of which indexes it hears the same as of SOME
    ("whether there is a page", lambda index: "actor/undp" in index, [MORE, OTHER]),
    ("where a thing occurs", lambda index: index.of_thing("actor/undp"), [OTHER]),
    ("where what nobody names occurs", lambda index: index.of_thing("fund/x"), [MORE, OTHER, NONE]),
    ("what there is", lambda index: list(index.by_path), [MORE]),
    ("how much there is", lambda index: len(index.by_path), [MORE]),
    ("all there is", lambda index: list(index.by_path.values()), []),
    ("all there is by name", lambda index: dict(index.by_path.items()), []),
    ("nothing", lambda index: None, [MORE, OTHER, NONE]),
]


@pytest.mark.parametrize(("asking", "ask", "alike"), QUESTIONS, ids=[name for name, _, _ in QUESTIONS])
def test_a_page_depends_on_what_it_asks(asking: str, ask: object, alike: list[Index]) -> None:
    """On the presence of a thing where it asks for no more, on the thing where it reads it."""
    noted = noted_index(SOME)
    assert ask(noted) == ask(SOME)  # type: ignore[operator]
    asked = asked_of(noted)
    before = IndexAnswers(SOME).to(asked)
    assert [index for index in (MORE, OTHER, NONE) if IndexAnswers(index).to(asked) == before] == alike


def publish(out: Path, cache: Cache, words: str, index: Index) -> KeptPages:
    """A build of one page that asks where a thing occurs."""
    pages, noted = KeptPages(out, cache, index), noted_index(index)
    assert pages.find("actor/undp", "made from this") is None
    noted.of_thing("actor/undp")
    (out / "actor").mkdir(parents=True, exist_ok=True)
    (out / "actor" / "undp.html").write_text(words, encoding="utf-8")
    (out / MANIFEST).write_text("actor/undp.html\n", encoding="utf-8")
    pages.add(PageMade("actor/undp", asked_of(noted), {"actor/undp.html": "its checksum"}))
    pages.keep()
    keep_unchanged(out, cache, "sources", BuildResult(()))
    return pages


def test_a_page_stands_while_all_is_as_it_was(tmp_path: Path) -> None:
    out, cache = tmp_path / "public", Cache(tmp_path / "cache")
    publish(out, cache, "Three rivers.", SOME)
    assert (found := KeptPages(out, cache, OTHER).find("actor/undp", "made from this"))
    assert found.made == {"actor/undp.html": "its checksum"}
    assert KeptPages(out, cache, SOME).find("actor/undp", "made from that") is None, "of another template"
    assert KeptPages(out, cache, MORE).find("actor/undp", "made from this") is None, "it occurs elsewhere too"
    assert KeptPages(out, cache, SOME).find("actor/unicef", "made from this") is None, "of another thing"


@pytest.mark.parametrize("change", ["edited", "removed", "unlisted"])
def test_a_page_that_somebody_touched_is_made_again(tmp_path: Path, change: str) -> None:
    out, cache = tmp_path / "public", Cache(tmp_path / "cache")
    publish(out, cache, "Three rivers.", SOME)
    page = out / "actor" / "undp.html"
    if change == "edited":
        page.write_text("Four rivers.", encoding="utf-8")
    elif change == "removed":
        page.unlink()
    else:  # the folder was left by a build that kept nothing
        (out / MANIFEST).write_text("", encoding="utf-8")
        keep_unchanged(out, cache, "sources", BuildResult(()))
    assert KeptPages(out, cache, SOME).find("actor/undp", "made from this") is None


def test_what_no_build_asked_for_again_is_forgotten(tmp_path: Path) -> None:
    """A page of the build before the last one says nothing of its files."""
    out, cache = tmp_path / "public", Cache(tmp_path / "cache")
    publish(out, cache, "Three rivers.", SOME)
    KeptPages(out, cache, SOME).keep()
    assert KeptPages(out, cache, SOME).find("actor/undp", "made from this") is None


def test_every_table_of_the_index_is_noted() -> None:
    """What a page could ask without being noted would be published as it was."""
    tables = {name for name in Index.__struct_fields__ if isinstance(getattr(NONE, name), dict)}
    assert set(Index.__struct_fields__) - tables == {"base"}
    noted = noted_index(NONE)
    for name in sorted(tables):
        list(getattr(noted, name))
    assert {one.table for one in asked_of(noted)} == tables


def rendered(theme: Path, template: str = "page.html") -> tuple[str, ...]:
    """The templates of a page, rendered with a theme in a build that begins."""
    forget_changed_templates(str(theme))
    with restoring_look(), noting(NONE) as noted:
        set_look(Look(str(theme)))
        render(template, "rivers")
    return tuple(sorted(noted.templates))


@pytest.mark.parametrize("change", ["page.html", "above.html", "below.html", "other.html"])
def test_a_page_depends_on_its_templates_and_on_what_they_are_made_of(tmp_path: Path, change: str) -> None:
    """What extends, includes or imports another changes with it, one that is absent yet among them."""
    folder = tmp_path / "theme" / "templates"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text("{% extends 'above.html' %}")
    (folder / "above.html").write_text("{% include ['below.html', 'beside.html'] ignore missing %}Rivers")
    (folder / "other.html").write_text("Lakes")
    names = rendered(folder.parent)
    assert names == ("above.html", "below.html", "beside.html", "page.html")
    before = [hash_template(str(folder.parent), name) for name in names]
    with (folder / change).open("a") as file:
        file.write("and more")
    assert ([hash_template(str(folder.parent), name) for name in names] == before) == (change == "other.html")


def test_a_template_whose_name_is_reckoned_may_be_any(tmp_path: Path) -> None:
    folder = tmp_path / "theme" / "templates"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text("{% set name = 'be' ~ 'low.html' %}{% include name %}")
    (folder / "below.html").write_text("Rivers")
    assert {"page.html", "below.html", "base.html", "site/base.html"} <= set(rendered(folder.parent))


def test_a_template_that_a_theme_has_meanwhile_is_rendered(tmp_path: Path) -> None:
    """A process may make several builds with a theme that somebody writes."""
    folder = tmp_path / "theme" / "templates"
    names = rendered(tmp_path / "theme", "compare.html")
    assert names == ("base.html", "compare.html", "macros.html")
    folder.mkdir(parents=True)
    (folder / "base.html").write_text("{% extends 'site/base.html' %}{% block head %}<meta name='about'>{% endblock %}")
    assert rendered(tmp_path / "theme", "compare.html") == (*names, "site/base.html")


@pytest.mark.parametrize("change", ["queries", "theme"])
def test_every_page_depends_on_stored_queries_and_on_the_words_of_a_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Pages of the vocabulary name the queries that ask for a term; a theme's words stand above and below all."""
    monkeypatch.setattr(page_tasks, "share", lambda *parts: tmp_path.joinpath(*parts))
    query, words = tmp_path / "site" / "queries" / "01-rivers.rq", tmp_path / "theme" / "theme.toml"
    for file in (query, words):
        file.parent.mkdir(parents=True)
        file.write_text("# Rivers", encoding="utf-8")
    settings = Settings(theme=words.parent)
    before, of_data = made_from_of_pages(settings, Look()), made_from_of_data(settings)
    changed = query.with_name("02-lakes.rq") if change == "queries" else words
    changed.write_text("# Lakes", encoding="utf-8")
    assert made_from_of_pages(settings, Look()) != before
    assert made_from_of_data(settings) == of_data


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("{% extends 'above.html' %}{% block a %}{% endblock %}", {"above.html"}),
        ('{%- include "a.html" ignore missing with context -%}', {"a.html"}),
        ("{% import 'a.html' as a %}{% from 'b.html' import c, d with context %}", {"a.html", "b.html"}),
        ("{% include ['a.html', 'b.html'] %}", {"a.html", "b.html"}),
        ("{% include 'a.html' if wide else 'b.html' %}", None),
        ("{% extends above %}", None),
        ("{%\n  extends\n  'above.html'\n%}", {"above.html"}),
        ("{% include('a.html') %}", {"a.html"}),
        ("include 'a.html' and {{ words }}", set()),
    ],
)
def test_what_a_template_names_is_told_from_its_source(tmp_path: Path, source: str, named: set[str] | None) -> None:
    """What a statement reckons may be any of the theme's and the package's templates."""
    folder = tmp_path / "theme" / "templates"
    folder.mkdir(parents=True)
    for name in ("above.html", "a.html", "b.html"):
        (folder / name).write_text("{% macro c() %}{% endmacro %}{% macro d() %}{% endmacro %}")
    (folder / "page.html").write_text(source)
    found = _reached(environment(str(folder.parent)), "page.html")
    assert found == named | {"page.html"} if named is not None else found > {"above.html", "a.html", "b.html"}
