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
