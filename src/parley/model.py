"""The types that cross stages: pages, articles, lineage, claims, entries, verdicts.

All are frozen. Offsets are code points, end exclusive. `Span` offsets always count in the decoded raw page
(`Page.text`); offsets in `Article.text` are translated to spans by `Article.locate`.
Dates are ISO 8601 strings (`2025-06-10`, `2025-06-10T11:44+02:00`), which sort as text.
"""

from __future__ import annotations

from parley.model_claims import (
    CLAIM_KINDS,
    Certainty,
    Claim,
    ClaimKind,
    Curated,
    Precision,
    Quote,
    Value,
    When,
)
from parley.model_entries import (
    TO_COME,
    Assessment,
    Difference,
    Disagreement,
    Entry,
    EntryKind,
    Grouping,
    Link,
    Person,
    Side,
    State,
    Story,
    Verdict,
    Witness,
)
from parley.model_pages import (
    DOSSIER,
    Article,
    Block,
    BlockKind,
    Edge,
    EdgeKind,
    Evidence,
    Field,
    Page,
    Report,
    Segment,
    SentencePair,
    Skipped,
    Span,
    Sure,
)

__all__ = [
    "CLAIM_KINDS",
    "DOSSIER",
    "TO_COME",
    "Article",
    "Assessment",
    "Block",
    "BlockKind",
    "Certainty",
    "Claim",
    "ClaimKind",
    "Curated",
    "Difference",
    "Disagreement",
    "Edge",
    "EdgeKind",
    "Entry",
    "EntryKind",
    "Evidence",
    "Field",
    "Grouping",
    "Link",
    "Page",
    "Person",
    "Precision",
    "Quote",
    "Report",
    "Segment",
    "SentencePair",
    "Side",
    "Skipped",
    "Span",
    "State",
    "Story",
    "Sure",
    "Value",
    "Verdict",
    "When",
    "Witness",
]
