"""Headers of every answer, from hosts of files and from `lod serve`."""

from collections.abc import Mapping

CROSS_ORIGIN = "Access-Control-Allow-Origin"
#: Data are for scripts of other sites too.
HEADERS: Mapping[str, str] = {
    CROSS_ORIGIN: "*",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
