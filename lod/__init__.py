"""United Nations resolutions as linked open data: a file to a tree, to acts and citations, to triples, to findings.

>>> from lod import annotate, read, triples, validate
>>> resolution = read("lod/data/sources/A_RES_68_230.txt")
>>> resolution.masthead.symbol
'A/RES/68/230'
>>> [act.verb for act in annotate(resolution).acts if act.performed_in == "op17"]
['recognizes', 'invites']
>>> validate(triples(resolution))
()

Each function loads what it needs when it is first called. Values are frozen; `docs/python.md` shows what to do with
them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

# These two names are a package and a function. A package is set as an attribute of its parent when it is first
# loaded: loaded here, before the functions are defined, they stay what people call, and imports from below them work:
# `from lod.read.formats import find_kind`, `from lod.read import formats`; `import lod.read.formats as f` does not.
import lod.annotate
import lod.read  # noqa: F401 the same
from lod.model.version import VERSION

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from lod.graph.shacl import Result
    from lod.model.annotations import Annotations
    from lod.model.resolution import Resolution
    from lod.review.paragraphs import Comparison

__version__ = VERSION
__all__ = ["__version__", "annotate", "compare", "read", "triples", "validate"]


def read(source: str | Path) -> "Resolution":
    """The resolution in a text, PDF or Akoma Ntoso file; `lod.model.errors.SourceError` says how to fix what is none.

    What a file is, is told from its bytes, not from its name. Of a text that holds several resolutions the first is
    read. What a person should look at stands in `findings` of the resolution.
    """
    from lod.read.read import read as read_file

    return read_file(Path(source))


def annotate(resolution: "Resolution") -> "Annotations":
    """The acts, mentions and citations of a resolution, each with its words, its place and offsets into its passage."""
    from lod.annotate.annotate import annotate as find_annotations

    return find_annotations(resolution)


def triples(resolution: "Resolution", base: str | None = None) -> tuple["Triple", ...]:
    """Every statement about a resolution as triples of pyoxigraph, sorted, each once.

    `base` is what IRIs begin with and ends with a slash; without one, that of the publication is taken. The graph
    describes what it uses of actors, concepts and cited documents, so that it can be read alone.
    """
    from lod.annotate.annotate import annotate as find_annotations
    from lod.graph.resolution import resolution_triples
    from lod.graph.serialize import sort_graph
    from lod.model.iris import DEFAULT_BASE, parse_base

    own = DEFAULT_BASE if base is None else parse_base(base)
    return sort_graph(resolution_triples(resolution, find_annotations(resolution), own)).triples


def validate(graph: "Iterable[Triple]", engine: str = "auto") -> tuple["Result", ...]:
    """What the shapes find in the graph of a resolution, sorted: where, in which words, and how to fix it.

    `engine` is "shacl" (compiled), "pyshacl" (the reference) or "auto", the first that is installed.
    """
    import pyoxigraph as ox

    from lod.graph.serialize import serialize
    from lod.graph.shacl import validator

    return validator(engine).validate(serialize(graph, ox.RdfFormat.N_TRIPLES))


def compare(earlier: "Resolution", later: "Resolution") -> "Comparison":
    """What a resolution has of the one before it in its series: paragraphs kept, reworded, new and dropped.

    Paragraphs are found by their words, wherever they stand. Two texts that have none in common, or are in two
    languages, compare to nothing.
    """
    from lod.review.paragraphs import compare as compare_paragraphs

    return compare_paragraphs(later, earlier)
