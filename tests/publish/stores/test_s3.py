"""A store that speaks S3: a real server over HTTP, and s3fs as its client."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.publish.test_cache import contents, write
from tests.runner import lod

WHY = "the server wants pip install 'unres[stores,stores-test]'"
pytest.importorskip("s3fs", reason=WHY)
server = pytest.importorskip("moto.server", reason=WHY)
pytestmark = pytest.mark.slow


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A running server with one bucket, and the environment that leads to it."""
    running = server.ThreadedMotoServer(port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    import s3fs

    urlopen(Request(f"http://{host}:{port}/moto-api/reset", method="POST")).close()  # it is the process's
    files = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
    files.mkdir("bucket")
    yield files, running
    running.stop()


def test_a_site_is_published_from_and_to_s3(bucket: Any, tmp_path: Path) -> None:
    """Each byte is that of a folder, each file has its type; after a change too, and then nothing is left to send."""
    files, _ = bucket
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in (1, 2):
        write(texts, number, "rivers")
        files.put_file(str(texts / f"A_RES_90_{number}.txt"), f"bucket/texts/A_RES_90_{number}.txt")
    command = ("build", "s3://bucket/texts", "--out", "s3://bucket/site", "--copies", tmp_path / "copies", "--prune")
    assert lod(*command).exit_code == 0
    assert lod("build", texts, "--out", tmp_path / "public", "--prune").exit_code == 0
    get_all(files, tmp_path / "first")
    assert contents(tmp_path / "first") == contents(tmp_path / "public")
    told = {path: files.info(f"bucket/site/{path}") for path in ("A/RES/90/1.ttl", "index.html")}
    assert [one["ContentType"] for one in told.values()] == ["text/turtle; charset=utf-8", "text/html; charset=utf-8"]
    packed = files.call_s3("head_object", Bucket="bucket", Key="site/data/unres.nq.gz")
    assert (packed["ContentType"], packed["ContentEncoding"]) == ("application/n-quads; charset=utf-8", "gzip")
    write(texts, 1, "lakes")
    files.put_file(str(texts / "A_RES_90_1.txt"), "bucket/texts/A_RES_90_1.txt")
    files.rm_file("bucket/texts/A_RES_90_2.txt")
    (texts / "A_RES_90_2.txt").unlink()
    run = lod(*command)
    assert run.exit_code == 0, run.output
    assert lod("build", texts, "--out", tmp_path / "public", "--prune").exit_code == 0
    get_all(files, tmp_path / "second")
    assert contents(tmp_path / "second") == contents(tmp_path / "public")
    assert "s3://bucket/site: 0 files uploaded" in lod(*command).stderr


def get_all(files: Any, target: Path) -> None:
    """What the store holds, as files."""
    for path in files.find("bucket/site"):
        here = target / path.removeprefix("bucket/site/")
        here.parent.mkdir(parents=True, exist_ok=True)
        files.get_file(path, str(here))


def test_a_bucket_that_is_not_there_is_told(bucket: Any, tmp_path: Path) -> None:
    """Before anything is built for it, or when it is sent; so is a server that is gone."""
    for place in (("s3://nowhere/texts",), ("--out", "s3://nowhere/site")):
        run = lod("build", *place, "--copies", tmp_path)
        assert run.exit_code == 1, run.output
        assert "lod: s3://nowhere/" in run.stderr
    bucket[1].stop()
    run = lod("build", "s3://bucket/texts", "--copies", tmp_path)
    assert run.exit_code == 1
    assert "lod: s3://bucket/texts: cannot be listed: " in run.stderr
