"""Which word of a sentence says something: the subject of a verb of saying, wherever the parser left it."""

from __future__ import annotations

from parley.read.cues import cues
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit, once

SHARING = ("conj", "xcomp", "acomp", "advcl", "acl", "dep", "pcomp")
WHILE = (
    "by",
    "in",
    "after",
    "before",
    "since",
    "on",
    "upon",
    "without",
    "despite",
)  # "by saying", whose subject is the clause's
NOMINAL = ("PROPN", "NOUN", "ADJ", "DET", "PART", "NUM")
FINITE = ("VBD", "VBZ", "VBP")


def voice_token(unit: Unit, verb: Token) -> Token | None:
    """Who says: the subject; in the passive the agent, or nobody, but for "was quoted as saying"."""
    tree = unit.tree
    agent = tree.child(verb, "agent")
    quoting = verb.lemma.lower() == "quote" and any(p.text == "as" for p in tree.children(verb, "prep"))
    if agent is not None and not quoting:
        return tree.child(agent, "pobj")
    passive = verb.lemma.lower() in ("report", "cite") and tree.child(verb, "nsubjpass") is not None
    if (verb.lemma.lower() == "quote" or passive) and any(
        p.text == "as" for p in tree.children(verb, "prep")
    ):
        return tree.child(verb, "nsubjpass") or tree.child(verb, "dobj")
    if verb.pos not in ("VERB", "AUX"):
        return next((t for t in reversed(tree.tokens[: verb.i]) if t.dep in SUBJECTS), None)
    if is_passive(unit, verb):
        return None
    lost = (t for t in tree.children(verb, "npadvmod", "dep") if t.pos == "PROPN" and t.i < verb.i)
    subject = subject_of(unit, verb)
    if subject is None:  # "the 54-year-old said", where "old" is taken for a word on the verb
        return next((t for t in tree.children(verb, "amod") if t.text == "old"), None) or next(lost, None)
    return inserted(unit, verb, subject)


def inserted(unit: Unit, verb: Token, subject: Token) -> Token:
    """ "Ada Low, a top aide said, is ready": the aide, whom no comma parts from the verb; or the subject."""
    for kid in unit.tree.children(subject, "appos"):
        between = unit.tree.tokens[kid.i + 1 : verb.i]
        if kid.i < verb.i and kid.pos == "NOUN" and all(t.pos in ("ADV", "AUX") for t in between):
            return kid
    return subject


@once
def subject_of(unit: Unit, verb: Token) -> Token | None:
    """The verb's subject, its own or that of the verb it hangs on (adding, stating, and writes)."""
    tree = unit.tree
    here: Token | None = verb
    for _ in range(4):
        if here is None:
            return None
        own = next((t for t in tree.children(here, *SUBJECTS) if not in_stand_in(unit, t)), None)
        if own is not None and (over := teller_over(unit, here, own)):
            here = over
            continue
        if own is None and in_stand_in(unit, here):  # "“No,” she said, before calling it a joke"
            said = tree.children(here, "parataxis")
            own = next((s for v in said for s in tree.children(v, *SUBJECTS)), None)
        if own is not None:
            return relative(unit, own)
        if here.dep == "acl" and (head := tree.head(here)) is not None and head.pos in ("NOUN", "PROPN"):
            if not (over := teller_over(unit, here, head)):
                return head
            here = over
            continue
        if here.dep not in SHARING:
            return None
        joined = here.dep == "pcomp"
        here = tree.head(here)
        if joined and here is not None and here.text.lower() in WHILE:
            here = tree.head(here)
    return None


def teller_over(unit: Unit, participle: Token, noun: Token) -> Token | None:
    """ "Ada Low warned Peru saying it was late": the verb of speech whose object is told."""
    if participle.tag != "VBG" or participle.lemma.lower() not in cues().say or noun.i > participle.i:
        return None
    above = unit.tree.head(participle if noun.head == participle.i else noun)
    told = above is not None and (
        noun.dep in ("dobj", "pobj", "dative") or participle.dep in ("ccomp", "xcomp")
    )
    if not told or above is None or unit.tree.children(participle, "aux"):
        return None
    verb = above if above.pos == "VERB" or noun.head == participle.i else unit.tree.head(above)
    return verb if verb is not None and verb.i < noun.i and verb.lemma.lower() in cues().speech else None


def relative(unit: Unit, subject: Token) -> Token:
    """who, which, that: the noun that the relative clause hangs on."""
    if subject.tag not in ("WP", "WDT"):
        return subject
    verb = unit.tree.head(subject)
    while verb is not None and verb.dep == "ccomp":  # "the curbs, which it said were wrong"
        verb = unit.tree.head(verb)
    above = unit.tree.head(verb) if verb is not None and verb.dep == "relcl" else None
    return above or subject


def whose(unit: Unit, word: Token) -> Token | None:
    """ "Peru, whose tin": the noun that the relative clause of a "whose" hangs on."""
    over = unit.tree.ancestors(word) if word.tag == "WP$" else ()
    clause = next((a for a in over if a.dep == "relcl"), None)
    return unit.tree.head(clause) if clause is not None else None


def is_passive(unit: Unit, verb: Token) -> bool:
    """A passive, or a participle that stands for one ("asked about it, she said")."""
    kids = unit.tree.children(verb, "auxpass", "nsubjpass")
    own = unit.tree.children(verb, "nsubj", "aux")
    bare = verb.tag == "VBN" and not own and verb.dep in ("advcl", "acl", "amod", "relcl")
    return bool(kids) or (bare and not is_lost_verb(unit, verb))


def is_lost_verb(unit: Unit, verb: Token) -> bool:
    """ "The ministry — which had balked — confirmed that": a main verb taken for a participle."""
    above = unit.tree.head(verb)
    sole = above is not None and above.dep == "ROOT" and above.pos in ("NOUN", "PROPN")
    return sole and verb.dep == "acl" and bool(unit.tree.children(verb, "ccomp"))


def beside(unit: Unit, verb: Token, lemma: str) -> Token | None:
    """The noun right before a finite verb of saying, or right after it ("said Ada Low")."""
    if lemma not in cues().say or verb.tag not in FINITE or unit.tree.children(verb, "auxpass"):
        return None
    tree = unit.tree
    after = tree.tokens[verb.i + 1 : verb.i + 9]
    stop = next((t.i for t in after if t.pos not in NOMINAL), verb.i + 9)
    run = tree.tokens[verb.i + 1 : stop]
    inverted = run and run[0].pos in ("PROPN", "DET") and run[-1].pos in ("PROPN", "NOUN")
    told = stop < len(tree) and tree[stop].text.lower() in ("that", "of", "against")  # "warned Peru that"
    told = told and lemma in cues().warning
    inverted = inverted and lemma not in cues().addressing and not told
    if inverted and run[-1].dep != "npadvmod" and not acts_next(unit, run[-1]):
        return run[-1]
    left = verb.i - 1
    while left > 0 and tree[left].pos in ("ADV", "AUX"):
        left -= 1
    near = tree[left] if left >= 0 else None
    return near if near is not None and near.pos in ("PROPN", "NOUN", "PRON") and near.i != verb.i else None


def acts_next(unit: Unit, noun: Token) -> bool:
    """Is the noun subject of a verb that comes after it ("and said Ada Low would pay")?"""
    verb = unit.tree.head(noun)
    apart = unit.tree[min(noun.i + 1, len(unit.tree) - 1)].pos == "PUNCT"
    return noun.dep in SUBJECTS and verb is not None and verb.i > noun.i and not apart


def in_stand_in(unit: Unit, token: Token) -> bool:
    """Does the token belong to the clause that stands for a quotation?"""
    held = unit.stand_ins()
    return bool(held) and any(start <= token.start < end for start, end, _ in held)
