"""Content negotiation: which of several media types a client prefers (RFC 9110, 12.5.1)."""

from collections.abc import Mapping


def prefer(accept: str, offered: Mapping[str, str]) -> str | None:
    """What of `offered`, by media type, an Accept header likes best; None where it likes none of it.

    >>> offered = {"text/html": ".html", "text/turtle": ".ttl"}
    >>> prefer("text/turtle;q=0.9, text/html;q=0.2", offered)
    '.ttl'
    >>> prefer("", offered), prefer("image/png", offered)
    ('.html', None)
    """
    wanted = [_weighted(part) for part in (accept or "*/*").split(",")]
    best = max(offered, key=lambda media: _quality(media, wanted))
    return offered[best] if _quality(best, wanted) > 0 else None


def named(accept: str, offered: Mapping[str, str]) -> Mapping[str, str]:
    """Those of `offered` that an Accept header names itself, not by an asterisk.

    >>> named("text/html, */*;q=0.8", {"text/html": "html", "text/turtle": "ttl"})
    {'text/html': 'html'}
    """
    asked = {media for media, _ in map(_weighted, accept.split(","))}
    return {media: form for media, form in offered.items() if media in asked}


def _weighted(part: str) -> tuple[str, float]:
    media, _, parameters = part.strip().partition(";")
    named = (parameter.partition("=") for parameter in parameters.split(";"))
    weight = next((value.strip() for name, _, value in named if name.strip().lower() == "q"), "1")
    try:
        return media.strip().lower(), min(1.0, max(0.0, float(weight)))
    except ValueError:
        return media.strip().lower(), 0.0


def _quality(media: str, wanted: list[tuple[str, float]]) -> float:
    """The weight of the most specific range that covers the media type."""
    for pattern in (media, media.split("/")[0] + "/*", "*/*"):
        for name, weight in wanted:
            if name == pattern:
                return weight
    return 0.0
