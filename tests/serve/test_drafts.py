"""The page that checks a draft under `lod serve`: a form, its answer, its bounds."""

import pytest
from starlette.testclient import TestClient

from lod.serve.application import application
from lod.serve.bounds import Bounds
from lod.serve.drafts import LONGEST_DRAFT
from tests.runner import lod
from tests.samples import operative, resolution

SHARE = "Encourages the regional commissions to share what they know of the care of rivers;"
REPORT = (
    "Requests the Secretary-General to submit to the General Assembly at its ninety-second session a report on the "
    "care of rivers and otters, within existing resources"
)
DRAFT = resolution(
    f"1. {SHARE.replace('of rivers', 'of rivers and lakes')}\n\n2. {REPORT}, recalling resolution 89/999.",
    number="91/1",
).source.text


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The application over one published resolution."""
    folder = tmp_path_factory.mktemp("drafts")
    (folder / "old.txt").write_text(operative(SHARE, REPORT).source.text, encoding="utf-8")
    assert lod("build", folder / "old.txt", "--out", folder / "public").exit_code == 0
    return TestClient(application(folder / "public", Bounds(body=1_000_000)))


def test_a_form_asks_for_the_text(client: TestClient) -> None:
    """It works without a script, and nothing is told before a draft is sent."""
    page = client.get("/draft-check")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<form class="ask" action="draft-check" method="post">' in page.text
    assert "none found" not in page.text


def test_a_pasted_draft_is_answered_and_not_kept(client: TestClient) -> None:
    """Elements with their words, the earlier paragraph with what changed, the report that is asked for already."""
    page = client.post("/draft-check", data={"draft": DRAFT})
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "<q>within existing resources</q>" in page.text
    assert "<ins> and lakes</ins>" in page.text
    assert '<a href="A/RES/90/1.html#op2">A/RES/90/1, para. 2</a></td><td>report on the care of rivers' in page.text
    assert "not in these data" in page.text


@pytest.mark.parametrize(
    ("draft", "status", "said"),
    [
        ("", 400, "paste the text of a draft"),
        ("Dear Sir, thank you for your letter.", 422, "is no resolution"),
        ("x" * (LONGEST_DRAFT + 1), 413, "check it in parts"),
        ("x" * 1_000_001, 413, "at most 1,000,000 bytes"),
    ],
)
def test_what_is_no_draft_is_refused_with_the_reason(client: TestClient, draft: str, status: int, said: str) -> None:
    """On the page, above the form."""
    page = client.post("/draft-check", data={"draft": draft})
    assert page.status_code == status
    assert 'role="alert"' in page.text
    assert said in page.text


def test_words_of_a_draft_are_no_markup(client: TestClient) -> None:
    """Neither in the form nor in what is told of it."""
    page = client.post("/draft-check", data={"draft": DRAFT.replace("lakes", "<script>alert(1)</script>")})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
