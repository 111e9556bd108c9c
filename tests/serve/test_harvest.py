"""Harvesters that people use read the OAI-PMH repository to the end, from a server as the command starts it.

Governing text: The Open Archives Initiative Protocol for Metadata Harvesting 2.0.
"""

import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from lxml import etree
from oaipmh_scythe import Scythe
from sickle import Sickle
from starlette.testclient import TestClient

from lod.publish.harvest.catalogue import HarvestRecord, Repository, format_repository
from lod.publish.harvest.formats import METADATA_FORMATS, MetadataFormat
from lod.publish.published import HARVEST
from lod.serve.application import application
from lod.serve.oai.arguments import Selection, format_token
from tests.samples import TESTS
from tests.serve.serving import served_by_command

OAI = "{http://www.openarchives.org/OAI/2.0/}"
SCHEMA = etree.RelaxNG(etree.parse(TESTS / "files" / "oai-pmh.rng"))
COUNT = 230  # records: three answers of ListRecords, and 23 of RDF
DC = '<oai_dc:dc xmlns:oai_dc="{}" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></oai_dc:dc>'
MARC = '<collection xmlns="{}"><record><leader>     nam a22     3a 4500</leader>{}</record></collection>'
TITLE = "Lakes &amp; “rivers”"


def record(number: int) -> HarvestRecord:
    sets = ("session:90", f"topic:{number % 7}") if number % 5 else ("session:91",)
    return HarvestRecord(f"A/RES/90/{number}", f"2036-01-{number % 28 + 1:02}", sets)


def content_of(form: MetadataFormat, quad: str) -> str:
    """What a resolution's file of a format holds."""
    others = {".ttl": f"{quad} .\n", ".dc.xml": DC.format(form.namespace, TITLE)}
    others[".mods.xml"] = f'<mods xmlns="{form.namespace}"/>'
    return others.get(form.suffix) or MARC.format(form.namespace, "")


def written(folder: Path) -> Path:
    """A publication of many resolutions, as a harvester sees it, one of them withdrawn."""
    records = tuple(sorted(map(record, range(1, COUNT)), key=lambda one: one.key))
    sets = {"session": "Sessions", "session:90": "90th session", "session:91": "91st", "topic": "Subjects"}
    sets |= {f"topic:{number}": f"Subject {number}" for number in range(7)}
    repository = Repository("Lakes", "a@b.invalid", "https://w3id.org/unres/", "2036-02-01", sets, records)
    (folder / "data").mkdir(parents=True)
    (folder / "A/RES/90").mkdir(parents=True)
    (folder / HARVEST).write_bytes(format_repository(repository))
    (folder / "data/withdrawn.json").write_text('[{"symbol":"A/RES/90/999","title":"Gone","files":[]}]')
    quad = '<https://w3id.org/unres/A/RES/90/1> <http://purl.org/dc/terms/title> "Lakes"@en'
    (folder / "data/unres.nq.gz").write_bytes(gzip.compress(f"{quad} <https://w3id.org/unres/A/RES/90/1> .\n".encode()))
    for one in records:
        for form in METADATA_FORMATS.values():
            (folder / f"{one.symbol}{form.suffix}").write_text(content_of(form, quad), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("harvest") / "public")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where a server of the publication listens."""
    yield from served_by_command(folder)


@pytest.fixture
def client(folder: Path) -> TestClient:
    return TestClient(application(folder))


def identifiers(numbers: Iterator[int] | range) -> list[str]:
    return sorted(f"oai:w3id.org:A/RES/90/{number}" for number in numbers)


EVERY = identifiers(range(1, COUNT))
DELETED = "oai:w3id.org:A/RES/90/999"


@pytest.mark.parametrize("prefix", METADATA_FORMATS)
def test_sickle_has_each_record_once_in_every_format(address: str, prefix: str) -> None:
    """Over as many answers as it takes; the withdrawn one says that it is deleted."""
    found = [record.header for record in Sickle(f"{address}/oai").ListRecords(metadataPrefix=prefix)]
    assert sorted(header.identifier for header in found) == sorted([*EVERY, DELETED])
    assert [header.identifier for header in found if header.deleted] == [DELETED]


def test_scythe_has_each_record_once_of_every_set(address: str) -> None:
    """Of sessions and of subjects, and of the sets above them."""
    found: dict[str, list[str]] = {}
    with Scythe(f"{address}/oai") as client:
        for one in client.list_sets():
            name = str(getattr(one, "setSpec", ""))
            found[name] = [str(getattr(header, "identifier", "")) for header in client.list_identifiers(set_=name)]
    assert sorted(found["session"]) == EVERY
    assert sorted(found["session:91"]) == identifiers(range(5, COUNT, 5))
    topics = [identifier for name in found if name.startswith("topic:") for identifier in found[name]]
    assert sorted(topics) == sorted(found["topic"]) == identifiers(n for n in range(1, COUNT) if n % 5)


def test_a_harvest_that_was_interrupted_goes_on_with_another_server(folder: Path) -> None:
    """Each record once, though the server is ended and begun anew before each answer."""
    found: list[str] = []
    token, servers = None, 0
    while token is not None or not servers:
        for where in served_by_command(folder):
            arguments = {"resumptionToken": token} if token else {"metadataPrefix": "oai_dc"}
            harvest = Sickle(f"{where}/oai").ListRecords(**arguments)
            found += [record.header.identifier for record in islice(harvest, METADATA_FORMATS["oai_dc"].page if
                      harvest.resumption_token and harvest.resumption_token.token else None)]  # fmt: skip
            token = harvest.resumption_token.token if harvest.resumption_token else None
        servers += 1
    assert (servers, sorted(found)) == (3, sorted([*EVERY, DELETED]))


def test_an_answer_that_was_lost_is_given_again(client: TestClient) -> None:
    """The same token gives the same records."""
    first = client.get("/oai?verb=ListRecords&metadataPrefix=mods")
    token = etree.fromstring(first.content).findtext(f".//{OAI}resumptionToken")
    answers = [client.get(f"/oai?verb=ListRecords&resumptionToken={token}").content for _ in range(2)]
    found = [[e.text for e in etree.fromstring(answer).iter(f"{OAI}identifier")] for answer in answers]
    assert found[0] == found[1]
    assert len(found[0]) == 100


def test_days_are_included_on_both_ends(address: str) -> None:
    found = Sickle(f"{address}/oai").ListIdentifiers(
        **{"metadataPrefix": "rdf", "from": "2036-01-03", "until": "2036-01-04"}
    )
    assert {header.datestamp for header in found} == {"2036-01-03", "2036-01-04"}


def test_the_repository_says_who_it_is(address: str) -> None:
    """As sickle reads it; the formats with schema and namespace; a record by POST too."""
    told = Sickle(f"{address}/oai").Identify()
    assert (told.repositoryName, told.earliestDatestamp, told.deletedRecord) == ("Lakes", "2036-01-01", "transient")
    assert told.baseURL == f"{address}/oai"
    formats = Sickle(f"{address}/oai", http_method="POST").ListMetadataFormats()
    assert [one.metadataPrefix for one in formats] == list(METADATA_FORMATS)
    one = Sickle(f"{address}/oai").GetRecord(identifier=EVERY[0], metadataPrefix="oai_dc")
    assert one.metadata == {"title": ["Lakes & “rivers”"]}


ANSWERED = (
    "verb=Identify",
    "verb=ListMetadataFormats",
    "verb=ListMetadataFormats&identifier=oai:w3id.org:A/RES/90/1",
    "verb=ListSets",
    *(
        f"verb={verb}&metadataPrefix={prefix}"
        for verb in ("ListIdentifiers", "ListRecords")
        for prefix in METADATA_FORMATS
    ),
    *(f"verb=GetRecord&identifier=oai:w3id.org:A/RES/90/1&metadataPrefix={prefix}" for prefix in METADATA_FORMATS),
    f"verb=GetRecord&identifier={DELETED}&metadataPrefix=mods",
    "verb=ListRecords&metadataPrefix=oai_dc&set=session:91&from=2036-01-01&until=2036-01-20",
)


@pytest.mark.parametrize("query", ANSWERED)
def test_every_answer_is_valid_to_the_end_of_its_list(client: TestClient, query: str) -> None:
    """By a schema that the tests have of the protocol: elements, their order, what may stand in them and in oai_dc."""
    verb = query.partition("&")[0]
    while query:
        root = etree.fromstring(client.get(f"/oai?{query}").content)
        assert root.find(f"{OAI}{verb.removeprefix('verb=')}") is not None
        assert SCHEMA.validate(root), SCHEMA.error_log
        token = root.findtext(f".//{OAI}resumptionToken")
        query = f"{verb}&resumptionToken={token}" if token else ""


def test_the_schema_of_the_tests_finds_faults(client: TestClient) -> None:
    """An answer without its request, with a day that is none, or with an element of Dublin Core that is none."""
    answer = client.get("/oai?verb=GetRecord&identifier=oai:w3id.org:A/RES/90/1&metadataPrefix=oai_dc").content
    assert SCHEMA.validate(etree.fromstring(answer))
    for found, put in ((b"<datestamp>2036", b"<datestamp>36"), (b"dc:title", b"dc:heading"), (b"request", b"asked"),
                       (b"identifier>oai:", b"identifier>")):  # fmt: skip
        assert found in answer
        assert not SCHEMA.validate(etree.fromstring(answer.replace(found, put))), put


LONG = "x" * 3000
FAULTS = {
    "": "badVerb",
    "verb=Nonsense": "badVerb",
    "verb=Identify&verb=Identify": "badVerb",
    "verb=Identify&set=x": "badArgument",
    "verb=ListRecords": "badArgument",
    "verb=ListRecords&metadataPrefix=mods&metadataPrefix=mods": "badArgument",
    "verb=ListRecords&metadataPrefix=mods&from=2036-02-30": "badArgument",
    "verb=ListRecords&metadataPrefix=mods&from=20360203": "badArgument",
    "verb=ListRecords&metadataPrefix=mods&from=2036-01-01T00:00:00Z": "badArgument",
    "verb=ListRecords&metadataPrefix=mods&from=2036-02-01&until=2036-01-01": "badArgument",
    "verb=ListRecords&metadataPrefix=mods&resumptionToken=x": "badArgument",
    "verb=ListRecords&metadataPrefix=marc22": "cannotDisseminateFormat",
    "verb=ListRecords&metadataPrefix=%00%1B": "badArgument",
    "verb=ListRecords&metadataPrefix=mods&set=": "badArgument",
    "verb=ListRecords&metadataPrefix=mods&set=session::90": "badArgument",
    f"verb=ListRecords&metadataPrefix=mods&set={quote('é <&')}": "badArgument",
    "verb=GetRecord&metadataPrefix=marc22&identifier=oai:w3id.org:A/RES/90/1": "cannotDisseminateFormat",
    "verb=GetRecord&metadataPrefix=mods&identifier=oai:w3id.org:A/RES/1/1": "idDoesNotExist",
    "verb=GetRecord&metadataPrefix=mods&identifier=../../etc/passwd": "idDoesNotExist",
    "verb=ListMetadataFormats&identifier=x%0A%3C": "badArgument",
    "verb=ListMetadataFormats&identifier=oai:w3id.org:A/RES/1/1": "idDoesNotExist",
    "verb=ListRecords&metadataPrefix=mods&set=nothing": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=mods&from=2099-01-01": "noRecordsMatch",
    "verb=ListRecords&resumptionToken=": "badResumptionToken",
    "verb=ListRecords&resumptionToken=nonsense": "badResumptionToken",
    f"verb=ListRecords&resumptionToken={LONG}": "badResumptionToken",
    f"verb=ListRecords&resumptionToken={quote('é😀')}": "badResumptionToken",
    "verb=ListSets&resumptionToken=x": "badResumptionToken",
}


@pytest.mark.parametrize("query", FAULTS, ids=lambda query: query[:60] or "nothing")
def test_what_is_wrong_is_told_with_the_protocols_code(client: TestClient, query: str) -> None:
    """In a document of the protocol, with status 200; arguments are repeated unless they are the fault."""
    answer = client.get(f"/oai?{query}")
    root = etree.fromstring(answer.content)
    assert (answer.status_code, [error.get("code") for error in root.iter(f"{OAI}error")]) == (200, [FAULTS[query]])
    assert SCHEMA.validate(root), SCHEMA.error_log
    request = root.find(f"{OAI}request")
    assert request is not None
    assert bool(request.attrib) == (FAULTS[query] not in ("badVerb", "badArgument"))


def test_a_token_of_another_verb_or_one_changed_is_refused(client: TestClient) -> None:
    """Whatever is changed in it."""
    token = format_token(Selection("ListIdentifiers", "mods", after=("2036-01-02", "A/RES/90/1")))
    spoilt = [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(len(token))]
    for verb, tried in [("ListRecords", token), *(("ListIdentifiers", one) for one in spoilt)]:
        answer = client.get("/oai", params={"verb": verb, "resumptionToken": tried})
        assert b'code="badResumptionToken"' in answer.content, tried
    assert b"<header>" in client.get("/oai", params={"verb": "ListIdentifiers", "resumptionToken": token}).content


def test_a_token_goes_on_though_its_record_went(client: TestClient) -> None:
    """Records are sorted, so that the place in the list is known without it."""
    token = format_token(Selection("ListIdentifiers", "mods", after=("2036-01-28", "A/RES/90/0")))
    found = etree.fromstring(client.get("/oai", params={"verb": "ListIdentifiers", "resumptionToken": token}).content)
    assert {e.text for e in found.iter(f"{OAI}datestamp")} == {"2036-01-28", "2036-02-01"}


def test_what_is_posted_must_be_a_form(address: str) -> None:
    """Else HTTP's own error: no request of the protocol came."""
    request = Request(f"{address}/oai", b"verb=Identify", {"content-type": "application/json"})
    with pytest.raises(OSError, match="415"):
        urlopen(request)
