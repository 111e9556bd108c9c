"""No request makes the server fail, hang, ask others, or give what is not published."""

import gzip
import socket
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from lod.serve.application import application
from lod.serve.bounds import Bounds
from tests.serve.fuzz import make_request

#: What an answer to anything may have.
SOUND = {200, 204, 206, 300, 301, 303, 304, 400, 404, 405, 406, 408, 413, 414, 415, 503}


def send(client: TestClient, number: int, port: int) -> tuple[int, str]:
    """The status and the words of the answer to a request of a number, whose SERVICE clauses name a port."""
    made = make_request(number, port)
    parameters = "&".join(f"{name}={quote(value[:6000])}" for name, value in made.parameters)
    address = f"/{made.path}{'?' if parameters else ''}{parameters}"
    response = client.request(made.method, address, content=made.body, headers=dict(made.headers))
    return response.status_code, response.text


@pytest.mark.parametrize(
    "numbers", [range(60), pytest.param(range(60, 5000), marks=pytest.mark.slow)], ids=["few", "all"]
)
def test_hostile_requests_are_answered(tmp_path: Path, numbers: range) -> None:
    """Each with a status that fits, and nothing from outside the folder; none makes the server ask another."""
    folder = tmp_path / "public"
    (folder / "data").mkdir(parents=True)
    lines = "".join(f'<https://w3id.org/unres/A/RES/1/{n}> <urn:p> "Peace {n}"@en <urn:a> .\n' for n in range(50))
    (folder / "data" / "unres.nq.gz").write_bytes(gzip.compress(lines.encode()))
    for secret in (tmp_path / "secret", folder / ".hidden"):
        secret.write_text("root: not published", encoding="utf-8")
    (folder / "link").symlink_to(tmp_path)
    with (
        socket.create_server(("127.0.0.1", 0)) as elsewhere,
        TestClient(application(folder, Bounds(seconds=2)), follow_redirects=False) as client,
    ):
        answers = {number: send(client, number, elsewhere.getsockname()[1]) for number in numbers}
        elsewhere.setblocking(False)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()
        assert client.get("/health").json()["status"] == "ok"
    odd = {number: status for number, (status, _) in answers.items() if status not in SOUND}
    assert odd == {}
    assert not [number for number, (_, words) in answers.items() if "root:" in words or "Traceback" in words]
    assert {200, 400, 404, 405} <= Counter(status for status, _ in answers.values()).keys()
