"""Functions of citations in a text in another language, as the English text of the same resolution has them.

The cues that tell functions are English (`lod/data/citation-functions.toml`). The languages of a resolution are one
resource with the same paragraphs: what a paragraph cites, it cites with one function in all of them.
"""

from collections import defaultdict

from msgspec.structs import replace

from lod.model.annotations import Annotations, Citation


def told_in_english(annotations: Annotations, english: Annotations) -> Annotations:
    """The annotations of a text in another language, its citations with the functions of the English ones.

    A citation has that of the English citations of the same thing in the same passage. Where there are none, or
    several with different functions, nothing says which is its own, and it stays as it is.
    """
    functions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for citation in english.citations:
        if citation.target:
            functions[citation.span.place, citation.target.path].add(citation.function)

    def told(own: Citation) -> Citation:
        found = functions.get((own.span.place, own.target.path), ()) if own.target else ()
        return replace(own, function=next(iter(found))) if len(found) == 1 else own

    return replace(annotations, citations=tuple(map(told, annotations.citations)))
