"""Patterns of Accept headers choose as the server does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.publish.hosts.accept import FORMS, preferences, takes_pages
from lod.serve.documents import DOCUMENT_TYPES
from lod.serve.negotiation import prefer

OFFERED = {media: suffix[1:] for media, suffix in DOCUMENT_TYPES.items() if suffix[1:] in dict(FORMS)}


def chosen(accept: str) -> str | None:
    """The form of the first pattern that fits."""
    return next((one.form for one in preferences(dict(FORMS)) if re.search(one.pattern, accept, re.IGNORECASE)), None)


@given(
    st.dictionaries(
        st.sampled_from(["text/html", "text/turtle", "application/ld+json", "image/png", "text/csv"]),
        st.integers(0, 10),
        min_size=1,
    ),
    st.sampled_from([";q=", "; q=", " ;charset=utf-8; Q="]),
)
def test_the_form_of_the_highest_quality_is_chosen(tenths: dict[str, int], sign: str) -> None:
    """As the server chooses, of types that are named, each with a quality of its own."""
    of_ours = [tenths[media] for media in tenths if media in OFFERED]
    if len(set(of_ours)) < len(of_ours):
        return
    accept = ", ".join(f"{media}{sign}{quality / 10:g}" for media, quality in tenths.items())
    assert chosen(accept) == prefer(accept, OFFERED)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "html"),
        ("*/*", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),  # browsers
        ("text/turtle", "ttl"),
        ("TEXT/Turtle ; charset=utf-8", "ttl"),
        ("text/turtle, */*;q=0.1", "ttl"),
        ("text/turtle,application/rdf+xml;q=0.8,application/ld+json;q=0.7,*/*;q=0.3", "ttl"),  # Jena
        ("application/rdf+xml, application/ld+json;q=0.75, text/turtle;q=0.5", "jsonld"),
        ("application/ld+json;q=0.05", "jsonld"),
        ("application/*", "jsonld"),
        ("text/turtle;q=0, text/html;q=0.3", "html"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("x-text/turtle, text/turtle-star", None),
    ],
)
def test_headers_as_clients_send_them(accept: str, form: str | None) -> None:
    """Browsers get pages, data clients data, and who wants neither nothing."""
    assert chosen(accept) == form


@pytest.mark.parametrize("accept", ["", "*/*", "text/turtle, */*;q=0.1", "text/html;q=0.2"])
def test_a_page_may_stand_in_where_it_is_taken(accept: str) -> None:
    assert re.search(takes_pages(), accept)


@pytest.mark.parametrize("accept", ["text/turtle", "text/html;q=0", "text/turtle, text/html;q=0.0, image/png"])
def test_who_takes_no_page_gets_none(accept: str) -> None:
    assert not re.search(takes_pages(), accept)
