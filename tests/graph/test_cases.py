"""The texts of the readers' cases as graphs: whatever is read can be published, whichever organ adopted it."""

import hashlib

import pyoxigraph as ox
import pytest

from lod.annotate.annotate import annotate
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.graph.shacl import validator
from lod.model.resolution import Source
from lod.read.text.read import read_text
from tests.read.faulty import FaultyCase, faulty_cases


@pytest.mark.parametrize("case", faulty_cases(), ids=lambda case: case.title)
def test_what_is_read_of_a_case_breaks_no_shape(case: FaultyCase) -> None:
    """A text without a symbol is not published; all others keep the shapes, but for warnings."""
    found = read_text(Source("case.txt", case.text, hashlib.sha256(case.text.encode()).hexdigest()))
    if not found.masthead.symbol:
        pytest.skip("no symbol, and so no graph")
    results = validator().validate(serialize(resolution_triples(found, annotate(found)), ox.RdfFormat.N_TRIPLES))
    assert [result for result in results if result.severity == "Violation"] == []
