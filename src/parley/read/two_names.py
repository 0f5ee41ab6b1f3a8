"""Two persons joined by "and" whom the parser took for one name ("Ada Low and Bo Lind met")."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read.cues import names
from parley.read.tree import SUBJECTS, Token, Tree

PARTICLES = ("von", "van", "de", "der", "den", "di", "da", "dos", "du", "bin", "al", "la")


def with_two_names(tree: Tree) -> Tree:
    """The tree in which the second of two names hangs on the first, and the first stands where both did."""
    moved: dict[int, Token] = {}
    for joint in tree.tokens[2:-2]:
        if joint.text != "and":
            continue
        left, right = run_before(tree, joint), run_after(tree, joint)
        inside = {t.i for t in (*left, *right)}
        head = next((t for t in right if t.head not in inside or t.head == t.i), right[-1] if right else None)
        if head is None or not (is_person(left) and is_person(right)):
            continue
        last = left[-1]
        if is_under(tree, last, {t.i for t in left}, {t.i for t in right}):
            moved |= parted(tree, (left, right), joint, head)
        elif last.dep in SUBJECTS and (head.dep, head.head) == (last.dep, last.head):
            moved[head.i] = head._replace(dep="conj", head=last.i)  # two subjects of one verb
        elif last.dep == "appos" and last.head in {t.i for t in left}:
            moved |= promoted(tree, tree[last.head], last)
    return tree.changed(moved)


def is_under(tree: Tree, name: Token, left: set[int], right: set[int]) -> bool:
    """Does the first name hang, within the two, on a word of the second?"""
    here: Token | None = name
    while here is not None and here.i in left and here.head != here.i:
        here = tree.head(here)
    return here is not None and here.i in right


def parted(
    tree: Tree, both: tuple[Sequence[Token], Sequence[Token]], joint: Token, head: Token
) -> dict[int, Token]:
    """The tokens of both names, each hung within its own."""
    left, right = both
    first = left[-1]
    ours, theirs = {t.i for t in left}, {t.i for t in right}
    strays = [t for t in left[:-1] if t.head in theirs or t.dep in SUBJECTS]
    found = {t.i: t._replace(dep="compound", head=first.i) for t in strays}
    found |= {t.i: t._replace(dep="compound", head=head.i) for t in right if t.head in ours}
    found |= {k.i: k._replace(head=first.i) for k in tree.children(head) if k.i < left[0].i}
    found[first.i] = first._replace(dep=head.dep, head=first.i if head.head == head.i else head.head)
    found[head.i] = head._replace(dep="conj", head=first.i)
    found[joint.i] = joint._replace(dep="cc", head=first.i)
    return found


def promoted(tree: Tree, title: Token, name: Token) -> dict[int, Token]:
    """ "Premier Ada Low and ...": the name stands for the phrase, and the title before it."""
    found = {k.i: k._replace(head=name.i) for k in tree.children(title) if k.i > name.i}
    found[title.i] = title._replace(dep="compound", head=name.i)
    found[name.i] = name._replace(dep=title.dep, head=name.i if title.head == title.i else title.head)
    return found


def run_before(tree: Tree, joint: Token) -> Sequence[Token]:
    """The names right before the "and"."""
    start = joint.i
    while start > 0 and is_of_name(tree[start - 1]):
        start -= 1
    return tree.tokens[start : joint.i]


def run_after(tree: Tree, joint: Token) -> Sequence[Token]:
    """The names right behind the "and"."""
    end = joint.i + 1
    while end < len(tree) and is_of_name(tree[end]):
        end += 1
    return tree.tokens[joint.i + 1 : end]


def is_of_name(token: Token) -> bool:
    """A proper noun, or another word with a capital that is no verb ("Canadian", "Prime")."""
    plain = token.text[:1].isupper() or token.text in PARTICLES
    if token.pos == "PRON":
        return token.text in names().family_first  # "He" of He Lifeng
    return token.pos == "PROPN" or token.tag == "POS" or (plain and token.pos in ("ADJ", "NOUN"))


def is_person(run: Sequence[Token]) -> bool:
    """Is there a given name, or a family's name that comes first, before the run's last word?"""
    return any(names().is_given(t.text) or t.text in names().family_first for t in run[:-1])
