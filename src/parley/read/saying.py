"""Which words report speech: verbs, adjectives of opinion, participles that the parser lost."""

from __future__ import annotations

from collections.abc import Collection

from parley.read.cues import cues
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit

ON = ("about", "over", "of", "at", "with", "on", "by")  # between a mood and what it is on


def reporting(unit: Unit, markers: Collection[str]) -> list[Token]:
    """The markers, and the words of a form that `cue_lemma` and the functions below look at: few have one."""
    return [
        token
        for token, word in zip(unit.tree.tokens, unit.lower, strict=True)
        if token.pos in ("VERB", "AUX")
        or token.dep == "acomp"
        or word in markers
        or word.endswith("ing")
        or token.lemma.lower() == "be"
    ]


def cue_lemma(token: Token) -> str:
    """The lemma of a verb; also of a participle before a quotation that the parser took for a noun."""
    word = token.text.lower()
    if token.pos in ("VERB", "AUX"):
        return token.lemma.lower()
    if (
        token.pos in ("NOUN", "PROPN")
        and word.endswith("ing")
        and token.dep in ("advcl", "acl", "conj", "dep")
    ):
        return stem(word)
    return ""


def feeling(unit: Unit, token: Token) -> str:
    """ "was hopeful that": the adjective, where it carries a clause; the token is the adjective itself."""
    if token.dep != "acomp":
        return token.text.lower() if moved(unit, token) else ""
    above = unit.tree.head(token)
    if above is None or above.lemma.lower() not in ("be", "feel", "remain", "seem", "sound", "appear"):
        return ""
    clause = (*unit.tree.children(token, "ccomp"), *unit.tree.children(above, "ccomp"))
    forms = (token.lemma.lower(), token.text.lower())
    known = next((w for w in forms if w in cues().opinion), "")
    mood = next((w for w in forms if w in cues().mood), "")
    phrase = any(k.text.lower() in ON for k in unit.tree.children(token, "prep"))
    return known if any(k.i > token.i for k in clause) else mood if phrase else ""


def moved(unit: Unit, token: Token) -> bool:
    """ "Peru is disappointed by the ruling": a participle of mood, whose subject speaks."""
    passive = token.tag == "VBN" and bool(unit.tree.children(token, "nsubjpass"))
    on = passive and any(k.text.lower() in ON for k in unit.tree.children(token, "prep", "agent"))
    return on and token.text.lower() in cues().mood


def made_clear(unit: Unit, token: Token) -> str:
    """ "made it clear that", "made plain that", "let it be known that": a verb of stating."""
    if token.lemma.lower() not in ("make", "let") or token.pos != "VERB":
        return ""
    next_words = unit.tree.tokens[token.i + 1 : token.i + 5]
    clear = next((t for t in next_words if t.text.lower() in ("clear", "plain", "known")), None)
    behind = unit.tree.tokens[clear.i + 1 : clear.i + 9] if clear is not None else ()
    return "state" if any(t.text.lower() == "that" for t in behind) else ""


def owner_of_words(unit: Unit, token: Token) -> Token | None:
    """ "her only comment was ...", "the message from Lima was that ...": whose words they are."""
    tree = unit.tree
    if token.lemma.lower() != "be":
        return None
    if (teller := summing_up(unit, token)) is not None:
        return teller
    lost = [t for t in tree.tokens[max(0, token.i - 6) : token.i] if tree.child(t, "poss") is not None]
    ahead = tree.child(token, "attr")  # "“Never,” is the verdict of Ada Low"
    noun = tree.child(token, *SUBJECTS) or next(reversed(lost), None)
    if ahead is not None and unit.stand_ins() and ahead.lemma.lower() in cues().speech_nouns:
        noun = ahead
    if noun is None or noun.lemma.lower() not in cues().speech_nouns:
        return None
    if not tree.children(token, "ccomp") and not unit.stand_ins():
        return None
    sender = next((p for p in tree.children(noun, "prep") if p.text.lower() in ("from", "of")), None)
    return tree.child(noun, "poss") or (tree.child(sender, "pobj") if sender is not None else None)


def summing_up(unit: Unit, token: Token) -> Token | None:
    """ "“Never,” was how Ada Low put it", "was all she would say": who says the quotation before "be"."""
    clause = unit.tree.child(token, "ccomp", "advcl", "acl") if unit.stand_ins() else None
    first = unit.tree[token.i + 1].text.lower() if token.i + 1 < len(unit.tree) else ""
    if clause is None or first not in ("how", "all", "what") or clause.lemma.lower() not in cues().summing:
        return None
    return unit.tree.child(clause, "nsubj")


def phrasal(unit: Unit, token: Token) -> str:
    """ "played down", "brushed aside", "cast doubt on": the verb of stance that means the same."""
    table, verb = cues().phrasal, token.lemma.lower()
    if token.pos != "VERB" or verb not in cues().phrasal_verbs | cues().light:
        return ""
    kids = unit.tree.children(token, "prt", "advmod", "prep", "dobj")
    forms = (f"{verb} {k.lemma.lower()}" for k in kids if k.i > token.i)
    found = next((table[f] for f in forms if f in table), "")
    noun = unit.tree.child(token, "dobj") if verb in cues().light else None
    return found or (cues().stance_nouns.get(noun.lemma.lower(), "") if noun is not None else "")


def lost_participle(unit: Unit, token: Token) -> str:
    """The lemma of a word in -ing between a comma and a quotation, whatever the parser took it for."""
    if not token.text.endswith("ing") or not unit.stand_ins():
        return ""
    starts = [start for start, _, _ in unit.stand_ins()]
    before = unit.tree[token.i - 1].text if token.i else ""
    leads = any(0 < start - token.end <= 2 for start in starts)
    return stem(token.text.lower()) if leads and before == "," else ""


def stem(word: str) -> str:
    """The verb of saying of which a word in -ing is the participle, if any."""
    return next((w for w in (word[:-3], f"{word[:-3]}e") if w in cues().say), "")


def is_somebody(unit: Unit, subject: Token) -> bool:
    """ "a welder at the yard said", "another wrote": one who is not named and no paper."""
    if subject.text.lower() in ("another", "one") and subject.pos in ("DET", "PRON", "NUM", "NOUN"):
        return True
    kids = [k.text.lower() for k in unit.tree.children(subject, "det", "nummod")]
    single = subject.tag == "NN" and bool({"a", "an", "one", "another"} & set(kids))
    return single and subject.lemma.lower() not in cues().documents
