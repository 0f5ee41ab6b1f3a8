"""Model types to JSON text and back."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.model import Article, Assessment, Claim, Edge, Entry, State, Value, When
from parley.store import codec

TYPES = (Article, Claim, Edge, Entry, Assessment)


@settings(max_examples=20, deadline=None)
@given(st.one_of(*(st.from_type(t) for t in TYPES)))
def test_what_is_written_is_read_back(value: Article | Claim | Edge | Entry | Assessment) -> None:
    """Every value of every type comes back equal, and writing it again gives the same text."""
    text = codec.dumps(value)
    assume("NaN" not in text)  # which equals nothing
    again = codec.loads(type(value), text)
    assert again == value
    assert codec.dumps(again) == text
    assert text.isascii()


def test_defaults_are_left_out() -> None:
    """A field that holds its default is not written, so a field added later changes no old fact."""
    state = State("in force", When("2025-05-12", None, "day"), None, "2025-05-12", None, ("c",), "said so")
    assert "condition" not in codec.dumps(state)
    assert "valid_to" in codec.dumps(state)


def test_fields_of_a_later_program_are_passed_over() -> None:
    """A field that this program does not know does not stop it from reading the rest."""
    assert codec.loads(Value, '{"number": 3, "unit": "days", "colour": "red"}') == Value(3.0, "days")


def test_numbers_keep_their_type() -> None:
    """A float that was written as a whole number is read as a float."""
    assert isinstance(codec.loads(Value, '{"number": 3, "unit": "days"}').number, float)
