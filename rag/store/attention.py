"""Attention for short texts on a processor that multiplies bf16.

Takes queries, keys and values, shape (texts, heads, tokens, width of a head), as transformers hands them to a
function of its AttentionInterface. Returns what each token takes from the others. Refuses nothing: `FITS` names
the architectures whose attention is no more than this.

Torch's own kernel goes through the heads one by one, and where a text has a hundred tokens its start costs more than
the work. Two products for all heads at once, and a softmax in fp32 between them, take two thirds of its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

NAME = "onrecord_short"
FITS = frozenset({"bert", "roberta", "xlm-roberta"})
"""Encoders with one key and value for each query, and nothing between the products but a mask."""


def attend(
    module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Tensor | None,
    scaling: float | None = None,
    **options: Any,
) -> tuple[Tensor, None]:
    """Return the outcome, shape (texts, tokens, heads, width), and no weights; `mask` is added to the weights."""
    texts, heads, tokens, width = query.shape
    flat = (texts * heads, tokens, width)
    scaled = (query * (width**-0.5 if scaling is None else scaling)).reshape(flat)
    weights = scaled.bmm(key.reshape(flat).transpose(1, 2)).float()
    if mask is not None:
        weights.view(texts, heads, tokens, tokens).add_(mask)
    taken = weights.softmax(-1).to(value.dtype).bmm(value.reshape(flat))
    return taken.view(query.shape).transpose(1, 2).contiguous(), None
