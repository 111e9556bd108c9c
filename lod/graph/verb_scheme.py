"""The verbs of the organs as a SKOS concept scheme, made from their table: `ontology/verbs.ttl`.

    python -m lod.graph.verb_scheme > ontology/verbs.ttl

A test holds the file to the table.
"""

from lod.annotate.acts.verbs import FAMILIES, Verb, load_verbs

#: What each family of verbs does.
DEFINITIONS = {
    "request": "The organ asks somebody to do something and counts on it.",
    "call": "The organ appeals to somebody with weight or urgency.",
    "invite": "The organ leaves it to somebody whether to do something, and favours it.",
    "decide": "The organ settles something by its own authority.",
    "recall": "The organ brings back or states again what was said or done before.",
    "recognize": "The organ admits that something is so or matters.",
    "note": "The organ takes something into its knowledge, neither agreeing nor disagreeing.",
    "stress": "The organ gives something weight.",
    "evaluate": "The organ says whether it is glad or sorry of something.",
}
#: Where each family ends and its neighbour begins.
SCOPES = {
    "request": "Somebody under the organ's authority, or asked as if he were; an appeal to States is a call.",
    "call": "Stronger than an invitation; the addressee remains free.",
    "invite": "Encouragement and recommendation too; a thing may be encouraged as well as somebody.",
    "decide": "What takes effect by being said: endorsing, adopting, appropriating.",
    "recall": "Restating, with force or without; a reiterated request, call or feeling belongs to its own family.",
    "recognize": "An opinion or admission; taking cognizance without one is a note.",
    "note": "Never agreement: the organ has said so of these words itself (decision 55/488).",
    "stress": "Weight given to something within the text; a call for action is none.",
    "evaluate": "Welcome, regret, concern, thanks, and looking forward.",
}
RESOLVER = "https://docs.un.org/"  # the UN's own: an example may stand in a resolution that a build does not publish
_HEAD = """@prefix : <https://w3id.org/unres/verb/> .
@prefix family: <https://w3id.org/unres/verb-family/> .
@prefix scheme: <https://w3id.org/unres/verb> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

scheme: a skos:ConceptScheme ;
    dct:title "Verbs of the organs"@en ;
    dct:description "The finite verbs by which an organ acts, each below the family of its kind of act."@en ;
    skos:scopeNote "Of operative paragraphs and their points; the participles of a preamble are none of these."@en ;
    skos:hasTopConcept {families} .
"""


def format_verb_scheme(verbs: tuple[Verb, ...]) -> str:
    """The scheme as Turtle, families first, verbs in the order of their slugs.

    Families alone carry a notation, so that `unr:verb/skos:broader*/skos:notation` gives an act's family and no more.
    """
    blocks = [_HEAD.format(families=" , ".join(f"family:{name}" for name in FAMILIES))]
    blocks += [_family(name) for name in FAMILIES]
    blocks += [_verb(verb) for verb in sorted(verbs, key=lambda verb: verb.slug)]
    return "\n".join(blocks)


def _family(name: str) -> str:
    return f"""family:{name} a skos:Concept ;
    skos:inScheme scheme: ;
    skos:topConceptOf scheme: ;
    skos:notation "{name}" ;
    skos:prefLabel "{name}"@en ;
    skos:definition "{DEFINITIONS[name]}"@en ;
    skos:scopeNote "{SCOPES[name]}"@en .
"""


def _verb(verb: Verb) -> str:
    others = " , ".join(f'"{form}"@en' for form in verb.forms[1:])
    symbol, _, place = verb.source.partition("#")
    cited = f'dct:source <{RESOLVER}{symbol}> ;\n    dct:bibliographicCitation "{symbol}, {place}"'
    source = f" ;\n    {cited}" if symbol else ""
    return f""":{verb.slug} a skos:Concept ;
    skos:inScheme scheme: ;
    skos:broader family:{verb.family} ;
    skos:prefLabel "{verb.forms[0]}"@en ;
{f"    skos:altLabel {others} ;{chr(10)}" if others else ""}    skos:definition "{verb.definition}"@en ;
    skos:example "{verb.example}"@en{source} .
"""


if __name__ == "__main__":
    print(format_verb_scheme(load_verbs()), end="")
