"""What a resolution cites, by function."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from lod.model.annotations import Annotations, Citation


class CitedFunction(Struct, frozen=True):
    """A function of citations: how often, and the documents that are cited so, as (symbol or name, path)."""

    function: str
    count: int
    documents: tuple[tuple[str, str], ...]


def cited_by_function(annotations: Annotations) -> list[CitedFunction]:
    """What a text cites with which function, the most frequent first."""
    found: dict[str, list[Citation]] = defaultdict(list)
    for citation in annotations.citations:
        if citation.target:
            found[citation.function].append(citation)
    made = [CitedFunction(name, len(told), _documents(told)) for name, told in found.items()]
    return sorted(made, key=lambda one: (-one.count, one.function))


def _documents(citations: Iterable[Citation]) -> tuple[tuple[str, str], ...]:
    """Each cited document once, by its symbol, else its printed name."""
    named = {c.target.path: c.target.symbol or c.span.printed for c in citations if c.target}
    return tuple(sorted((" ".join(name.split()), path) for path, name in named.items()))
