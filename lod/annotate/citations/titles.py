"""Groups whose name stands inside the title of a cited instrument: words of the title, by which nobody is meant.

Bodies and States keep their mentions: who looks for them wants the treaties and plans that bear their name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lod.annotate.citations.citations import FORMED, NAMED
from lod.data.authorities import groups
from lod.model.annotations import Citation, Mention, Role, Span


def outside_titles(mentions: Iterable[Mention], citations: Iterable[Citation]) -> Iterator[Mention]:
    """The mentions without groups inside a title, as "Countries" is in "... for the Least Developed Countries"."""
    titles: dict[str, list[Span]] = defaultdict(list)
    for citation in citations:
        if citation.rule in (NAMED, FORMED):
            titles[citation.span.place].append(citation.span)
    for mention in mentions:
        inside = any(_holds(title, mention.span) for title in titles.get(mention.span.place, ()))
        if not (inside and mention.role is Role.MENTIONED and mention.entity in groups()):
            yield mention


def _holds(title: Span, name: Span) -> bool:
    return title.start <= name.start and name.end <= title.end
