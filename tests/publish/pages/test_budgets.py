"""Pages keep to their budgets on a phone: requests, shifts and sizes, which no clock tells."""

import pytest

from tests.publish.pages.budgets import PageCost, costs
from tests.runner import lod
from tests.samples import BUNDLED

pytestmark = pytest.mark.slow
MOST_REQUESTS, MOST_KILOBYTES = 5, 60
#: Lists and tables are what their pages are for; the query page brings an editor.
_LONG = frozenset(("list", "stored query"))


@pytest.fixture(scope="module")
def costly(tmp_path_factory: pytest.TempPathFactory) -> list[PageCost]:
    folder = tmp_path_factory.mktemp("budgets") / "public"
    run = lod("build", BUNDLED, "--out", folder)
    assert run.exit_code == 0, run.output
    return [*costs(folder)]


def test_no_page_shifts_or_asks_for_much(costly: list[PageCost]) -> None:
    """Nothing moves once it is painted; at most five requests."""
    assert [cost.row() for cost in costly if cost.shift > 0 or cost.requests > MOST_REQUESTS] == []
    assert {"resolution", "actor", "verb", "search"} <= {cost.kind for cost in costly}


def test_a_page_is_small_besides_its_text_and_annotations(costly: list[PageCost]) -> None:
    """At most 60 KB with style and script, nothing packed."""
    assert [c.row() for c in costly if c.besides > MOST_KILOBYTES and c.kind not in _LONG] == []
