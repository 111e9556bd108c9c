"""The pages that are shown at an address where nothing is, or no longer is."""

from lod.publish.pages.environment import render

NOT_FOUND, GONE = "404", "410"


def error_page(name: str, root: str) -> str:
    """The page for a status; `root` is the path of the site, with a slash at both ends."""
    return render("error.html", name, root=root, is_gone=name == GONE)
