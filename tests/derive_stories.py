"""Invented articles for the tests of lineage, and a builder for more."""

from __future__ import annotations

from typing import Any

from parley.model import Article, Block, BlockKind, Segment

ORIGINAL = """The trade ministers of Norvia and Castellan settled on the outline of a timber accord \
on Tuesday, \
two officials said, after three nights of bargaining in the port of Haldersund.
Norvia's chief negotiator, Petra Wendlund, told reporters that the outline covers sawn boards, \
plywood and pulp.
"We have a text that both cabinets can read this week, and nobody will have to be ashamed of it," \
she said.
Castellan imposed a duty of 18 percent on Norvian plywood in February, which cut shipments through \
Haldersund by half.
Its farm minister, Oskar Brandeis, had threatened to double that duty unless Norvia opened its \
cheese market.
## Mills under pressure
The dispute has already closed 11 mills along the Tessel river, where every fourth household lives \
on wood.
Mill owners told the Haldersund Courier that orders from Castellan dried up within ten days of the \
announcement.
"Each week without a deal costs this valley about 40 jobs, and they do not come back," said Ivo \
Marsk, who runs \
the largest sawmill on the river.
Norvia answered in March with an inspection rule that left Castellan's cheese waiting in cold \
stores for weeks.
Under the outline the inspection rule would lapse on 1 June, and the plywood duty would fall to 6 percent.
A joint panel is to meet every quarter and to settle complaints within 45 days.
Brandeis left the hotel by a side door on Tuesday evening and took no questions.
"""

REWRITE = """Norvia and Castellan have agreed the outline of an accord on timber, according to two \
officials, following \
three nights of negotiations in the port city of Haldersund.
The outline extends to sawn boards, pulp and plywood, chief negotiator Petra Wendlund of Norvia \
told the press.
“We have a text that both cabinets will be proud of,” Wendlund said.
Shipments through Haldersund have halved since Castellan put an 18 percent duty on plywood from \
Norvia in February.
Farm minister Oskar Brandeis of Castellan had warned that the duty could be doubled if Norvia kept \
its cheese market shut.
## Mills under pressure
Along the Tessel river, where one household in four depends on wood, the dispute has led 11 mills \
to close.
Orders from Castellan stopped within ten days of the announcement, according to owners of the mills.
Ivo Marsk, owner of the river's largest sawmill, said each week without a deal “costs this valley \
about 40 jobs”.
In March Norvia retaliated with an inspection rule, and cheese from Castellan had to wait in cold \
stores for weeks.
The plywood duty would drop to 6 percent under the outline, while the inspection rule would end on 1 June.
Complaints would go to a joint panel, which meets every quarter and must decide within 45 days.
Environmental groups in both capitals criticised that felling limits are missing from the document.
A spokeswoman for the Green Valley League announced a protest march for Saturday.
"""

BRIEFING_A = """Petra Wendlund kept the cameras waiting for an hour before she stepped out with a \
single sheet of paper.
"We have a text that both cabinets can read this week, and nobody will have to be ashamed of it," \
she said.
"The inspection rule lapses on 1 June, and not a day later," Wendlund added.
Behind her, aides of Oskar Brandeis were already loading suitcases into a van.
Traders in the capital took the news calmly, and the krone barely moved against its neighbours.
"The plywood duty falls to 6 percent, which our mills can live with," she told the room.
Analysts at Brinkwater Bank had expected a longer quarrel, with a settlement in autumn at the earliest.
Parliament returns from recess on Thursday and is likely to ask for a say.
Opposition leader Runa Falk called for a full reading of every annex.
"""

BRIEFING_B = """For sawmill workers the evening brought the first good news since winter, delivered \
in a hotel lobby.
"We have a text that both cabinets can read this week, and nobody will have to be ashamed of it," \
said negotiator \
Petra Wendlund.
Unions had organised two strikes at the Haldersund docks to press for a settlement.
"The plywood duty falls to 6 percent, which our mills can live with," Wendlund said to applause \
from a side table.
Not everybody was pleased: dairy farmers around Lake Orsen fear for their cold stores.
"The inspection rule lapses on 1 June, and not a day later," she promised.
A shipping line said that it would bring back its Sunday ferry as soon as the paper is signed.
Oskar Brandeis, her opposite number, was seen leaving through the kitchen.
"""


def article(text: str, page: str = "p1", **fields: Any) -> Article:
    """An article with one block a line; lines that begin with `##` are subheads."""
    blocks, at = [], 0
    for line in text.splitlines():
        heading = line.startswith("## ")
        kind: BlockKind = "heading" if heading else "paragraph"
        start = at + (3 if heading else 0)
        blocks.append(Block(kind, text[start : at + len(line)], (Segment(0, start, at + len(line)),)))
        at += len(line) + 1
    return Article(
        page=page,
        index=0,
        title=fields.pop("title", "Outline of timber accord agreed"),
        outlet=fields.pop("outlet", None),
        blocks=tuple(blocks),
        **fields,
    )


def lines(text: str, count: int) -> str:
    """The first `count` lines."""
    return "\n".join(text.splitlines()[:count]) + "\n"
