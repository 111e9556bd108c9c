"""A theme overrides what the package brings; navigation offers only what there is."""

import re
from pathlib import Path

import pytest
from lxml import html as parser
from msgspec import structs

from lod.data.authorities import load_authorities
from lod.data.files import share
from lod.data.interface import load_interface
from lod.graph.concepts import vocabulary_graph
from lod.model.annotations import Role
from lod.model.errors import DataError
from lod.model.resolution import Masthead
from lod.publish.pages.environment import render
from lod.publish.pages.look import NAVIGATION, Look, load_theme, look_of, restoring_look, set_look, theme_files
from lod.publish.settings import Settings
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

THEME = TESTS / "files" / "theme"


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("themed") / "public"
    assert lod("build", BUNDLED, "--theme", THEME, "--out", folder).exit_code == 0
    return folder


def tree(page: Path) -> parser.HtmlElement:
    return parser.fromstring(page.read_text(encoding="utf-8"))


def test_a_theme_names_the_site_and_says_its_licence(themed: Path) -> None:
    """On every page, pages of resolutions and of things too."""
    for name in ("index", "A/RES/68/230", "actor/undp", "duties"):
        page = tree(themed / f"{name}.html")
        assert page.xpath('normalize-space(//a[@class="brand"])') == "Lighthouse Library resolutions on the sea"
        assert "Everything else: Lighthouse Library" in page.xpath("string(//footer)")
        assert page.xpath('//header/nav/a[.="To do"]/@href')


def test_a_template_extends_the_one_that_it_overrides(themed: Path) -> None:
    page = tree(themed / "resolutions.html")
    assert page.xpath('string(//p[@class="keeper"])') == "Kept by the Lighthouse Library."
    assert page.xpath("//h1/text()") == ["Resolutions"]


def test_style_comes_behind_and_assets_instead(themed: Path) -> None:
    style = (themed / "assets" / "style.css").read_text(encoding="utf-8")
    assert style.startswith("/* One style sheet")
    assert style.endswith((THEME / "style.css").read_text(encoding="utf-8"))
    assert (themed / "assets" / "icon.svg").read_bytes() == (THEME / "assets" / "icon.svg").read_bytes()
    assert (themed / "assets" / "site.js").is_file()


def test_a_build_is_made_from_its_theme(tmp_path: Path) -> None:
    """What changes in a theme's file changes what the build is made from."""
    (tmp_path / "theme.toml").write_text('name = "A"')
    before = Settings(theme=tmp_path).made_from()
    (tmp_path / "theme.toml").write_text('name = "B"')
    assert Settings(theme=tmp_path).made_from() != before


@pytest.mark.parametrize("content", ['nmae = "A"', "name = 7"])
def test_a_wrong_key_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "theme.toml").write_text(content)
    with pytest.raises(DataError, match=r"theme\.toml"):
        load_theme(str(tmp_path))


def test_a_folder_without_a_theme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no theme in this folder"):
        theme_files(tmp_path)


def test_navigation_offers_what_there_is() -> None:
    """And says which list is shown."""
    with restoring_look():
        set_look(Look(offered=frozenset({"resolutions", "funds", "queries"})))
        page: parser.HtmlElement = parser.fromstring(_page())
    links = {link.text: link.get("aria-current") for link in page.xpath("//header/nav/a")}
    assert links == {"Resolutions": None, "Funds": "page", "Queries": None, "Vocabulary": None}


def _page() -> str:
    return render("list.html", "funds", title="Funds", about="", groups=[], total=0)


def test_the_publication_of_one_resolution_has_no_empty_list_and_no_zero(tmp_path: Path) -> None:
    """Every list that is offered has rows; no count on the pages of lists is nought; what has none has no page."""
    folder = tmp_path / "public"
    assert lod("build", BUNDLED, "--out", folder).exit_code == 0
    offered = look_of(folder).offered or frozenset()
    assert {"votes", "series", "topics", "countries"}.isdisjoint(offered)
    assert offered < set(NAVIGATION)
    for name in ("index", *offered):
        page = tree(folder / f"{name}.html")
        assert page.xpath("//main//li | //main//tbody/tr"), name
        counts = {
            count.text_content().strip() for count in page.xpath('//main//*[@class="count" or self::b or self::td]')
        }
        assert "0" not in counts, name
        assert not page.xpath("//main//*[self::tbody or self::ul or self::ol][not(*)]"), name


def test_every_word_of_the_interface_is_in_six_languages() -> None:
    for key, words in load_interface().items():
        assert list(words) == ["en", "ar", "es", "fr", "ru", "zh"], key
        assert len({own.count("{}") for own in words.values()}) == 1, key


def test_every_kind_that_pages_name_has_its_words() -> None:
    """Functions of citations by the labels of the vocabulary, roles, printed fields, and regions of States."""
    said, vocabulary = load_interface(), vocabulary_graph().n_triples().decode()
    labels = dict(re.findall(r'/citation-function/([a-z-]+)> <[^>]*#prefLabel> "(.*)"@en', vocabulary))
    groups = {*re.findall(r"/citation-function/([a-z-]+)> <[^>]*#topConceptOf>", vocabulary)}
    assert labels["as-set-out-in"] == "as set out in"
    assert "basis" in groups
    functions = {f"function_{name}": label for name, label in labels.items() if name not in groups}
    assert {key: words["en"] for key, words in said.items() if key.startswith("function_")} == functions
    fields = {field.name for field in structs.fields(Masthead)} - {"printed"}
    regions = {state.region for state in load_authorities() if state.region}
    roles = {role.value for role in Role} - {Role.MENTIONED.value}
    named = {f"field_{name}" for name in fields} | {f"region_{name}" for name in regions}
    assert named | {f"role_{role}" for role in roles} <= said.keys()


#: What a template says in English only, its statements and comments, and its values.
_ENGLISH_ONLY = re.compile(r"\{% if language == 'en' %\}.*?\{% (?:else|endif) %\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_MET = ("title", "aria-label", "placeholder", "alt")


@pytest.mark.parametrize("name", ["base.html", "resolution.html"])
def test_a_template_of_pages_in_six_languages_has_no_word_of_its_own(name: str) -> None:
    """What it says comes from the table, unless the element is marked as English."""
    source = share("site", "templates", name).read_text(encoding="utf-8").replace("{{ english }}", ' lang="en"')
    bare = _VALUE.sub("x", _STATEMENT.sub("", _ENGLISH_ONLY.sub("", source)))
    page: parser.HtmlElement = parser.fromstring(bare)
    own = page.xpath("//text()[not(ancestor::*[@lang='en'] or parent::script)]")
    own += page.xpath("|".join(f"//*[not(ancestor-or-self::*[@lang='en'])]/@{met}" for met in _MET))
    assert len(own) > 20
    assert {word for words in own for word in re.findall(r"[A-Za-wyz]{2,}", words)} <= {"docs", "un", "org", "SHA"}


def test_every_element_of_a_mandate_has_its_words() -> None:
    """Pages in all languages say which elements a paragraph gives."""
    labelled = re.compile(r"/mandate-element/([a-z-]+)> <[^>]*#prefLabel>")
    kinds = {*labelled.findall(vocabulary_graph().n_triples().decode())}
    assert "road-map" in kinds
    assert {f"element_{kind}" for kind in kinds} <= load_interface().keys()
