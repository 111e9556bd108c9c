"""Invented corpora are what benchmarks and tests of whole builds may rely on."""

from lod.annotate.annotate import annotate
from lod.model.resolution import LeafKind
from lod.read.read import read_bytes
from tests.generated_corpus import generate


def test_the_same_seed_gives_the_same_texts_and_another_seed_others() -> None:
    """Names and symbols do not depend on the seed."""
    first, again, other = list(generate(5)), list(generate(5)), list(generate(5, seed=1))
    assert first == again
    assert [name for name, _ in first] == [name for name, _ in other]
    assert all(text != another for (_, text), (_, another) in zip(first, other, strict=True))


def test_each_text_is_read_whole_and_cites_the_one_before_in_its_series() -> None:
    """Its symbol is that of its file's name; nothing in it is left unread."""
    for name, text in generate(6):
        resolution = read_bytes(text.encode(), name)
        assert f"{resolution.masthead.symbol}.txt" == name.replace("_", "/")
        assert LeafKind.UNREAD not in {leaf.kind for leaf in resolution.leaves}
        session, number = resolution.masthead.symbol.removeprefix("A/RES/").split("/")
        cited = {citation.target.symbol for citation in annotate(resolution).citations if citation.target}
        assert f"A/RES/{int(session) - 1}/{number}" in cited


def test_texts_are_as_dense_as_those_of_session_78() -> None:
    """Words of a paragraph, and acts, citations and mentions per thousand words; those of the session in comments."""
    read = [read_bytes(text.encode(), name) for name, text in generate(40)]
    annotated = [annotate(resolution) for resolution in read]
    words = sum(len(text.split()) for _, text in generate(40))
    paragraphs = sum(part.kind in ("preambular", "operative") for resolution in read for part in resolution.walk())
    assert 55 < words / paragraphs < 85  # 69
    assert 9 < 1000 * sum(len(one.acts) for one in annotated) / words < 15  # 12.0
    assert 10 < 1000 * sum(len(one.citations) for one in annotated) / words < 18  # 14.9
    assert 24 < 1000 * sum(len(one.mentions) for one in annotated) / words < 34  # 29.2
