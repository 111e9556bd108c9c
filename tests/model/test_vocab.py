"""The closed namespaces, and that the code and the ontology know the same terms."""

import pyoxigraph as ox
import pytest

from lod.data.files import PACKAGE, share
from lod.model import vocab
from lod.model.vocab import OWL, RDF, UNR, Namespace


def declared() -> set[str]:
    """The terms that ontology/unres.ttl defines."""
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    quads = ox.parse(path=share("ontology", "unres.ttl"), format=ox.RdfFormat.TURTLE)
    return {
        str(q.subject.value)
        for q in quads
        if q.predicate == RDF.type and q.object in kinds and str(q.subject.value).startswith(UNR.base)
    }


def test_code_and_ontology_have_the_same_terms() -> None:
    """A term that one of them lacks is named by the failure."""
    assert {term.value for term in UNR} == declared()


def test_a_misspelt_term_raises_and_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match="did you mean asPrinted"):
        UNR.asprinted  # noqa: B018  # the access is what raises


def test_a_namespace_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="closed"):
        UNR.Act = UNR.Mention


def test_a_term_knows_its_namespace() -> None:
    space = Namespace("http://example.org/", "a b")
    assert [term.value for term in space] == ["http://example.org/a", "http://example.org/b"]
    assert space.a in space
    assert UNR.Act not in space


def test_no_other_module_spells_a_namespace() -> None:
    """Terms come from the closed namespaces: an IRI that is spelt elsewhere could be misspelt."""
    spaces = [value.base for value in vars(vocab).values() if isinstance(value, Namespace)]
    assert len(spaces) > 12
    found = [
        f"{path.relative_to(PACKAGE)}: {space}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for space in spaces
        if path.name not in ("vocab.py", "iris.py") and f'"{space}' in path.read_text(encoding="utf-8")
    ]
    assert found == []
