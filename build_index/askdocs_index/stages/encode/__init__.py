"""Texts to vectors: which encoder, and each text through it only once.

``weights`` finds the model's weights, ``graph`` writes the model, ``minilm`` runs it, ``fast``
stands in for it, ``choose`` decides between the two, ``store`` keeps what was computed.
"""

from __future__ import annotations

from askdocs_index.stages.encode.choose import choose_encoder
from askdocs_index.stages.encode.encoder import Encoder
from askdocs_index.stages.encode.texts import Encoded, encode_texts

__all__ = ["Encoded", "Encoder", "choose_encoder", "encode_texts"]
