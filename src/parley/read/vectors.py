"""The model's vector of each word by itself, worked out once for each form that a word has.

The first layer of spaCy's token vectors knows nothing of a word but its own spelling, and takes half of their
time. So its rows are kept under what it looks at; the layers behind it, which look at neighbours, stay as
they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, cast

MOST = 10_000  # forms kept, a kilobyte each
LAYERS = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]


def keep_words(pipeline: Any) -> None:
    """Let the pipeline look up the vectors of words; one of another build is left as it is."""
    layers = pipeline.get_pipe("tok2vec").model.layers if pipeline.has_pipe("tok2vec") else []
    if layers and [layer.name.partition("(")[0] for layer in layers[0].layers] == LAYERS:
        layers[0] = looked_up(layers[0])


def looked_up(embed: Any) -> Any:
    """The embedding layer as one that asks `embed` for the words only that it has not met."""
    from thinc.api import Model

    return Model("looked_up", Words(embed))


class Words:
    """The forward function of such a layer: documents in, for each an array of tokens by width."""

    def __init__(self, embed: Any) -> None:
        self._extract, _, *self._inner, _ = embed.layers
        self._width = self._inner[-1].get_dim("nO")
        self._known: dict[bytes, Any] = {}

    def __call__(self, _: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Any], Any]:
        """The arrays, and no way back."""
        import numpy

        if len(self._known) > MOST:
            self._known.clear()
        features = [numpy.ascontiguousarray(rows) for rows in self._extract.predict(docs)]
        keys = [[row.tobytes() for row in rows] for rows in features]
        pairs = zip(chain(*keys), chain(*features), strict=True)
        self._learn({key: row for key, row in pairs if key not in self._known})
        found = [[self._known[key] for key in told] for told in keys]
        return [numpy.array(rows).reshape(len(rows), self._width) for rows in found], None

    def _learn(self, rows: dict[bytes, Any]) -> None:
        import numpy
        from thinc.types import Ragged

        if rows:
            lengths: Any = numpy.array([len(rows)], dtype="i")
            given: Any = Ragged(cast(Any, numpy.array(list(rows.values()))), lengths)
            for layer in self._inner:
                given = layer.predict(given)
            self._known.update(zip(rows, given.dataXd, strict=True))
