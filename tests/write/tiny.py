"""A language model of a few kilobytes: a GGUF file with random weights that writes nonsense, quickly."""

from __future__ import annotations

import random
import struct
from pathlib import Path
from typing import Any

WIDTH, HEADS, INNER, CONTEXT = 32, 2, 64, 2048
TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"
_UINT32, _FLOAT32, _STRING, _ARRAY, _INT32 = 4, 6, 8, 9, 5
_TOKENS = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
_KINDS = [2, 3, 3, *[6] * 256]  # unknown, control, control, bytes


def write_tiny(path: Path, template: str | None = TEMPLATE) -> Path:
    """Write the model; without a template it is no chat model."""
    metadata: dict[str, tuple[int, Any]] = {
        "general.architecture": (_STRING, "llama"),
        "llama.context_length": (_UINT32, CONTEXT),
        "llama.embedding_length": (_UINT32, WIDTH),
        "llama.block_count": (_UINT32, 1),
        "llama.feed_forward_length": (_UINT32, INNER),
        "llama.attention.head_count": (_UINT32, HEADS),
        "llama.attention.layer_norm_rms_epsilon": (_FLOAT32, 1e-5),
        "llama.rope.dimension_count": (_UINT32, WIDTH // HEADS),
        "tokenizer.ggml.model": (_STRING, "llama"),
        "tokenizer.ggml.tokens": (_ARRAY, (_STRING, _TOKENS)),
        "tokenizer.ggml.scores": (_ARRAY, (_FLOAT32, [0.0] * len(_TOKENS))),
        "tokenizer.ggml.token_type": (_ARRAY, (_INT32, _KINDS)),
        "tokenizer.ggml.bos_token_id": (_UINT32, 1),
        "tokenizer.ggml.eos_token_id": (_UINT32, 2),
    }
    if template is not None:
        metadata["tokenizer.chat_template"] = (_STRING, template)
    square, wide, tall = (WIDTH, WIDTH), (WIDTH, INNER), (INNER, WIDTH)
    shapes: dict[str, tuple[int, ...]] = {
        "token_embd.weight": (WIDTH, len(_TOKENS)),
        "output.weight": (WIDTH, len(_TOKENS)),
        "output_norm.weight": (WIDTH,),
        "blk.0.attn_norm.weight": (WIDTH,),
        "blk.0.ffn_norm.weight": (WIDTH,),
        **{f"blk.0.attn_{name}.weight": square for name in ("q", "k", "v", "output")},
        "blk.0.ffn_gate.weight": wide,
        "blk.0.ffn_up.weight": wide,
        "blk.0.ffn_down.weight": tall,
    }
    chance = random.Random(7)
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(shapes), len(metadata))
    head += b"".join(
        _packed(_STRING, key) + struct.pack("<I", kind) + _packed(kind, value)
        for key, (kind, value) in metadata.items()
    )
    data = b""
    for name, shape in shapes.items():
        count = 1
        for size in shape:
            count *= size
        head += _packed(_STRING, name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, len(data))
        values = [1.0] * count if len(shape) == 1 else [chance.gauss(0, 0.2) for _ in range(count)]
        data += struct.pack(f"<{count}f", *values)
    path.write_bytes(head + bytes(-len(head) % 32) + data)
    return path


def _packed(kind: int, value: Any) -> bytes:
    if kind == _STRING:
        return struct.pack("<Q", len(value.encode())) + bytes(value.encode())
    if kind == _ARRAY:
        of, items = value
        return struct.pack("<IQ", of, len(items)) + b"".join(_packed(of, item) for item in items)
    return struct.pack({_UINT32: "<I", _INT32: "<i", _FLOAT32: "<f"}[kind], value)
