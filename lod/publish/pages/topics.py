"""The page of all topics: the Sustainable Development Goals and the library's subject headings together."""

from lod.publish.index import Index
from lod.publish.pages.environment import render
from lod.publish.pages.goals import goals_held
from lod.publish.pages.subjects import subjects_of


def topics_page(index: Index) -> str:
    """The page; a topic's own page says what its resolutions do."""
    return render("topics.html", "topics", goals=goals_held(index), subjects=subjects_of(index))
