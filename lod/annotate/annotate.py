"""Annotation of a resolution: names, acts with their addressees, mentions and citations in one pass.

Reads: a `Resolution`. Writes: `Annotations`. After it, for every value `passage.text[start:end] == printed`, places are
unique and in text order, and every act's addressees are mentions of the same paragraph. Preambular and annexed
paragraphs carry names and citations, and no acts but those of "we" in a declaration that is adopted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from lod.annotate.acts.acts import ActFound, find_paragraph_acts
from lod.annotate.acts.addressees import Addressee, find_addressees, with_tails
from lod.annotate.acts.duties import ASKING, find_agenda, find_clauses, is_contribution_call
from lod.annotate.acts.elements import find_elements, with_offices
from lod.annotate.acts.reports import ReportFound, find_report
from lod.annotate.acts.verbs import WE, VerbFinder, load_finder
from lod.annotate.citations.citations import find_citations
from lod.annotate.citations.entitled import with_titles
from lod.annotate.citations.official import find_disagreements, find_linked, merge_official
from lod.annotate.citations.titles import outside_titles
from lod.annotate.names.find import Name, Names, load_names
from lod.annotate.names.funds import DESCRIBED, find_funds, funds_among, longer_names, meant_fund, short_funds
from lod.annotate.names.goals import find_goal_mentions
from lod.annotate.names.limited import is_class, is_limited, means_no_group, parties_end
from lod.annotate.names.resolve import Resolver, named_in_full
from lod.data.phrases import Phrase
from lod.model.annotations import Act, Annotations, FurtherReport, Mention, ReportRequest, Role, Span
from lod.model.iris import ASSEMBLY, below, is_session
from lod.model.resolution import Part, PartKind, Resolution
from lod.model.typography import plain_signs

_ACTING = (PartKind.OPERATIVE, PartKind.SUB, PartKind.TEXT)
_NAMED = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB, PartKind.TEXT)
_THE_FUND = Phrase("funds.the_fund")
_ESTABLISHING = Phrase("funds.establishing")
_WITH_PROGRAMMES = Phrase("funds.with_programmes")
_GOVERNED = Phrase("names.governed")
#: How far back the words stand by which a fund is only set up.
_BEFORE = 40
_CONSULTING = ("in consultation with ", "in close consultation with ", "after consultation with ", "after consulting ")


def annotate(resolution: Resolution) -> Annotations:
    """What the layers find in a resolution."""
    names, finder = load_names(), load_finder()
    paragraphs = [(part, acting, _known(part, names)) for part, acting in _paragraphs(resolution.parts, True)]
    paragraphs = _with_longer_names(paragraphs)
    own = f"actor/{resolution.masthead.organ or ASSEMBLY}"
    resolver = Resolver(names, _named(paragraphs), own, _session(resolution))
    before = [(), *(tuple(funds_among(known, part.passage.text)) for part, _, known in paragraphs)]
    found: dict[str, _Paragraph] = {}
    texts = tuple(part.passage.text for part, _, _ in paragraphs)
    for number, ((part, acting, known), earlier) in enumerate(zip(paragraphs, before, strict=False)):
        lead = found.get(part.place.rpartition(".")[0])
        found[part.place] = _paragraph(part, acting, known, _Earlier(texts, number, earlier), resolver, finder)
        if lead is not None and lead.opens_list:
            _add_point(lead, found[part.place], resolver)
    acts = tuple(_dated(act) for paragraph in found.values() for act in paragraph.acts)
    mentions = tuple(mention for paragraph in found.values() for mention in paragraph.mentions())
    acts = with_offices(acts, mentions)
    with_goals = (part for part, _, _ in paragraphs if "Goal" in part.passage.text)  # few
    goals = tuple(goal for part in with_goals for goal in find_goal_mentions(part.place, part.passage.text))
    citations = find_citations(resolution, acts)
    linked = tuple(find_linked(resolution, citations))
    texts_of_acts = {part.place: part.passage.text for part, acting, _ in paragraphs if acting}
    cited = with_titles(resolution, merge_official(citations, linked))
    mentions = tuple(outside_titles(mentions, cited))
    findings = tuple(find_disagreements(linked))
    return Annotations(cited, mentions, acts, goals, findings, find_elements(acts, texts_of_acts))


def _dated(act: Act) -> Act:
    """An act without sessions whose numbers are none that a session can have: no identifier holds them."""
    if act.report:
        further = tuple(replace(report, request=_in_session(report.request)) for report in act.further)
        act = replace(act, report=_in_session(act.report), further=further)
    if act.agenda and not is_session(act.agenda.session or "0"):
        act = replace(act, agenda=replace(act.agenda, session=None))
    return act


def _in_session(report: ReportRequest) -> ReportRequest:
    is_known = all(map(is_session, (report.session or "0", *report.later_sessions)))
    return report if is_known else replace(report, session=None, later_sessions=())


def _session(resolution: Resolution) -> int | None:
    """The Assembly's session in which a resolution was adopted; None of others, and of special sessions."""
    masthead = resolution.masthead
    number = masthead.session or ""
    return int(number) if number.isdecimal() and masthead.organ in ("", ASSEMBLY) else None


def _paragraphs(parts: Iterable[Part], acting: bool) -> Iterator[tuple[Part, bool]]:
    """The parts that are read for names, each with whether the organ acts in it: "we" do in what it adopts."""
    for part in parts:
        acts_here = acting and part.kind not in (PartKind.ANNEX, PartKind.PREAMBULAR)
        if part.kind in _NAMED:
            yield part, (acts_here or part.passage.text.startswith(WE)) and part.kind in _ACTING
        yield from _paragraphs(part.parts, acts_here)


def _known(part: Part, names: Names) -> tuple[Name, ...]:
    """The names of the tables in a part, and the funds that none of them lists, in the order of the text."""
    text = plain_signs(part.passage.text)
    found = names.find(text)
    funds = tuple(find_funds(text, found, names))
    return tuple(sorted((*found, *funds), key=lambda name: (name.start, -name.end))) if funds else found


def _with_longer_names(
    paragraphs: list[tuple[Part, bool, tuple[Name, ...]]],
) -> list[tuple[Part, bool, tuple[Name, ...]]]:
    """The same, where a fund that a text calls by the end of its name has the longer one."""
    funds = [name.path for _, _, known in paragraphs for name in known if (name.path or "").startswith("fund/")]
    longer = longer_names(path for path in funds if path)
    if not longer:
        return paragraphs
    return [
        (part, acting, tuple(replace(name, path=longer.get(name.path or "", name.path)) for name in known))
        for part, acting, known in paragraphs
    ]


def _named(paragraphs: Iterable[tuple[Part, bool, tuple[Name, ...]]]) -> tuple[tuple[str, str], ...]:
    """What the resolution names in full: (words, path), each once."""
    found = (pair for part, _, known in paragraphs for pair in named_in_full(part.passage.text, known))
    return tuple(sorted(set(found)))


class _Earlier(Struct, frozen=True):
    """What stands before a paragraph: the texts of its resolution, its number among them, the funds of the last one."""

    texts: tuple[str, ...] = ()
    number: int = 0
    funds: tuple[tuple[str, str], ...] = ()  # (words, path)


class _Paragraph(Struct):
    """What is found in one paragraph, as it is found; `plain` is its text as rules are written, letter for letter."""

    place: str
    text: str
    plain: str
    known: tuple[Name, ...] = ()
    earlier: _Earlier = _Earlier()
    acts: tuple[Act, ...] = ()
    found: dict[tuple[int, int], tuple[str | None, Role, str]] = field(default_factory=dict)
    placed: dict[tuple[int, int], str] = field(default_factory=dict)  # as far as they were counted

    def mention(self, start: int, end: int, entity: str | None, role: Role, rule: str) -> None:
        """Add a mention, unless the same words already have a weightier role."""
        known = self.found.get((start, end))
        if known is None or known[1] is Role.MENTIONED:
            self.found[start, end] = (entity, role, rule)

    def holds(self, name: Name) -> bool:
        """Whether longer words already name the same: "Member States" in "all other Member States"."""
        first, last, path = name.start, name.end, name.path
        for (start, end), (entity, _, _) in self.found.items():
            if start <= first and last <= end and entity == path and (start, end) != (first, last):
                return True
        return False

    def heads(self, name: Name) -> bool:
        """Whether a class is what longer words are about, which are then some of it: "all other | Member States"."""
        return any(
            start <= name.start and name.end <= end and not _GOVERNED.search(self.plain, start, name.start)
            for start, end in self.found
            if end - start > name.end - name.start
        )

    @property
    def opens_list(self) -> bool:
        """Whether the last act asks or decides what stands in the points of a list."""
        asks = bool(self.acts) and self.acts[-1].family in ("decide", *ASKING)
        return asks and self.plain.rstrip().endswith(":")

    def before(self, start: int) -> list[tuple[str, str]]:
        """What is named in full before a place."""
        return named_in_full(self.text, [name for name in self.known if name.end <= start])

    def texts_before(self, start: int) -> Callable[[], Iterator[str]]:
        """What gives the texts before a place of the paragraph, the nearest first."""

        def texts() -> Iterator[str]:
            yield self.text[:start]
            yield from reversed(self.earlier.texts[: self.earlier.number])

        return texts

    def mentions(self) -> Iterator[Mention]:
        """The mentions in text order, the longer first where one holds another."""
        for span, place in self.places().items():
            entity, role, rule = self.found[span]
            yield Mention(place, Span(self.place, *span, self.text[slice(*span)]), entity, role, rule)

    def places(self) -> dict[tuple[int, int], str]:
        """The place of each mention by its offsets, in text order; they are counted, so all must be known."""
        if len(self.placed) != len(self.found):  # none is ever taken away
            spans = sorted(self.found, key=lambda span: (span[0], -span[1]))
            self.placed = {span: below(self.place, f"mention{number}") for number, span in enumerate(spans, 1)}
        return self.placed


def _paragraph(
    part: Part,
    acting: bool,
    known: tuple[Name, ...],
    earlier: _Earlier,
    resolver: Resolver,
    finder: VerbFinder,
) -> _Paragraph:
    made = _Paragraph(part.place, part.passage.text, plain_signs(part.passage.text), known, earlier)
    read: list[_ActRead] = []
    if acting:
        is_point = part.kind is not PartKind.OPERATIVE
        acts = find_paragraph_acts(made.plain, finder, is_point)
        addressed = find_addressees(made.plain, acts, resolver.names)
        read = [_read(made, act, whom, resolver) for act, whom in zip(acts, addressed, strict=True)]
    consults = "consult" in made.plain
    for name in known:
        if made.holds(name) or means_no_group(made.plain, name):
            continue
        role = Role.CONSULTED if consults and _is_consulted(made.plain, name.start) else Role.MENTIONED
        if is_class(made.plain, name):
            _mention_class(made, name, role, resolver)
            continue
        rule = "fund.described" if (name.path or "").startswith(DESCRIBED) else "name.table"
        made.mention(name.start, name.end, name.path, role, rule)
    for start, end in short_funds(made.plain):
        if path := _meant_fund(made, start, end, resolver):
            made.mention(start, end, path, Role.MENTIONED, "fund.short")
    if read:
        places = made.places()
        made.acts = tuple(_act(made, order, act, places) for order, act in enumerate(read, 1))
    return made


def _mention_class(paragraph: _Paragraph, name: Name, role: Role, resolver: Resolver) -> None:
    """Mention a class where its name means all of it; parties to an instrument are a group of their own.

    Some of a class ("those States", "States members of the Union") are nobody whom the words alone tell, and are
    mentioned where an act addresses them alone.
    """
    if (end := parties_end(paragraph.plain, name)) is not None:
        words = paragraph.plain[name.start : end]
        entity = resolver.entity(words, paragraph.before(name.start), paragraph.texts_before(name.start))
        if entity is not None and not paragraph.heads(name):
            paragraph.mention(name.start, end, entity, role, "name.parties")
    elif not paragraph.heads(name) and not is_limited(paragraph.plain, name):
        paragraph.mention(name.start, name.end, name.path, role, "name.table")


def _is_consulted(text: str, start: int) -> bool:
    """Whether the words before a name say that somebody is to consult it."""
    return text[max(0, start - 32) : start].removesuffix("the ").endswith(_CONSULTING)


def _add_point(lead: _Paragraph, point: _Paragraph, resolver: Resolver) -> None:
    """What a point of a list says for the act that stands once, at the list's introduction: "(a) To report to ...".

    The words keep their place in the point; an act has one agenda item and one report, the first that it asks for; what
    other points ask for is a further one. Among the many things of a list only what is to go to somebody, or by some
    time, is a report.
    """
    *others, act = lead.acts
    end = point.acts[0].verb_span.start if point.acts else len(point.text)
    clauses = find_clauses(point.text, point.place, 0, end, act.family)
    act = replace(act, clauses=(*act.clauses, *clauses))
    if point.plain.startswith("To "):
        words = f"t{point.plain[1:]}"
        report = find_report(words, 0, end, act.family, resolver.names, resolver.session)
        report = report if report and report.is_due and (report.request.deliverable or not act.report) else None
        # mentions are counted once a paragraph's acts are read: one more would put theirs out of count
        report = _settled(report, point, resolver) if point.acts else _received(report, point, resolver)
        agenda = find_agenda(words, 0, end, act.family)
        act = replace(
            act,
            report=act.report or (report.request if report else None),
            further=(*act.further, *_further(report, act.report, point, end)),
            agenda=act.agenda or (agenda[0] if agenda else None),
        )
    lead.acts = (*others, act)


def _further(
    report: ReportFound | None, first: ReportRequest | None, paragraph: _Paragraph, end: int
) -> Iterator[FurtherReport]:
    """The further reports of what was found in a paragraph: all of it where the act has a first one."""
    if report is None:
        return
    if first and report.request.to_entity:
        report = replace(report, end=end, further=(report, *report.further))
    for one in report.further:
        span = Span(paragraph.place, one.start, one.end or end, paragraph.text[one.start : one.end or end])
        yield FurtherReport(span, one.rule, one.request)


class _ActRead(Struct, frozen=True):
    """What one act says, before the mentions of its paragraph are counted."""

    found: ActFound
    addressed: tuple[tuple[int, int], ...]
    report: ReportFound | None
    beneficiaries: tuple[str, ...]


def _read(paragraph: _Paragraph, found: ActFound, addressed: Sequence[Addressee], resolver: Resolver) -> _ActRead:
    """Whom an act addresses, what it asks to be reported and for which funds; their words become mentions."""
    verb, text = found.verb, paragraph.plain
    for addressee, words in zip(addressed, with_tails(text, addressed), strict=True):
        entity = resolver.entity(words, paragraph.before(addressee.start), paragraph.texts_before(addressee.start))
        if words == "funds" and not _WITH_PROGRAMMES.match(text, addressee.end):
            entity = None  # "international financial institutions and funds"
        paragraph.mention(addressee.start, addressee.end, entity, Role.ADDRESSEE, "addressee.phrase")
    report = find_report(text, verb.end, found.end, verb.verb.family, resolver.names, resolver.session)
    report = _received(report, paragraph, resolver)
    spans = tuple((addressee.start, addressee.end) for addressee in addressed)
    return _ActRead(found, spans, report, _beneficiaries(paragraph, found, resolver))


def _act(paragraph: _Paragraph, order: int, read: _ActRead, places: Mapping[tuple[int, int], str]) -> Act:
    verb, end, text, place = read.found.verb, read.found.end, paragraph.text, paragraph.place
    agenda = find_agenda(paragraph.plain, verb.end, end, verb.verb.family)
    at = paragraph.plain.index(verb.printed, verb.start)  # its adverb stands before it, and signs are plain in it
    return Act(
        place=below(place, f"act{order}"),
        performed_in=place,
        order=order,
        verb=verb.verb.slug,
        verb_phrase=verb.phrase,
        verb_printed=text[at : at + len(verb.printed)],
        verb_span=Span(place, verb.start, verb.end, text[verb.start : verb.end]),
        span=Span(place, verb.start, end, text[verb.start : end]),
        family=verb.verb.family,
        rule=f"act.{'opening' if order == 1 else 'coordinated'}",
        manner=verb.manner,
        addressing=tuple(places[span] for span in read.addressed),
        report=read.report.request if read.report else None,
        further=tuple(_further(read.report, None, paragraph, end)),
        agenda=agenda[0] if agenda else None,
        beneficiaries=read.beneficiaries,
        clauses=find_clauses(text, place, verb.start, end, verb.verb.family),
    )


def _received(report: ReportFound | None, paragraph: _Paragraph, resolver: Resolver) -> ReportFound | None:
    """The report with its body settled, whose words become a mention."""
    report = _settled(report, paragraph, resolver)
    for one in (report, *report.further) if report else ():
        if one.body:
            paragraph.mention(one.body.start, one.body.end, one.body.path, Role.REPORT_TO, one.rule)
    return report


def _settled(report: ReportFound | None, paragraph: _Paragraph, resolver: Resolver) -> ReportFound | None:
    """The report with its body settled by what the resolution names in full; nobody reports to a fund."""
    if report is None:
        return None
    further = (_settled(one, paragraph, resolver) for one in report.further)
    report = replace(report, further=tuple(one for one in further if one))
    if report.body is None:
        return report
    start, end = report.body.start, report.body.end
    path = report.body.path or resolver.resolve(paragraph.plain[start:end], paragraph.before(start))
    return report.settled(None if (path or "").startswith("fund/") else path)


def _meant_fund(paragraph: _Paragraph, start: int, end: int, resolver: Resolver) -> str | None:
    """The fund that a short name means: the one named at the nearest level that names any."""
    here = funds_among([name for name in paragraph.known if name.start < start], paragraph.plain)
    return meant_fund(paragraph.plain[start:end], here, paragraph.earlier.funds, resolver.funds())


def _beneficiaries(paragraph: _Paragraph, found: ActFound, resolver: Resolver) -> tuple[str, ...]:
    """The funds to which an act asks for contributions; their names become mentions with that role."""
    start, text = found.verb.end, paragraph.plain
    funds = [n for n in paragraph.known if n.path and n.path.startswith("fund/") and start <= n.start < found.end]
    if not funds and "fund" not in text and "Fund" not in text:  # said of most, and told sooner than what is asked
        return ()
    if not is_contribution_call(text, start, found.end, found.verb.verb.family):
        return ()
    paths = []
    for name in funds:
        if not _ESTABLISHING.search(text, max(0, name.start - _BEFORE), name.start):
            paragraph.mention(name.start, name.end, name.path, Role.BENEFICIARY, "duty.contribution")
            paths.append(name.path or "")
    if not paths and (short := _THE_FUND.search(text, start, found.end)):
        here = funds_among([name for name in paragraph.known if name.start < start], text)
        meant = meant_fund(short[0], here, paragraph.earlier.funds, resolver.funds())
        paths = [meant] if meant else []
    return tuple(dict.fromkeys(paths))
