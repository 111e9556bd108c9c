"""Names in the masthead and the record, settled by the authority tables: one candidate or none."""

from functools import lru_cache

from lod.annotate.names.find import load_names


@lru_cache(maxsize=4096)
def find_actor(words: str | None) -> str | None:
    """The path of the actor or State that words name; None for no words and for several candidates."""
    return load_names().resolve(words) if words else None
