"""Attention: scores, weights and values, and what is built from them.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter attention.
"""
# ruff: noqa: F401

from grader.reference.attention.encoder import transformer_encoder_block, transformer_encoder_block_heads
from grader.reference.attention.images import image_patches, image_patches_backward, squeeze_excitation
from grader.reference.attention.scores import (
    additive_score,
    bilinear_score,
    dot_score,
    scaled_dot_score,
    scaled_dot_score_backward,
)
from grader.reference.attention.soft import self_attention, self_attention_backward, soft_attention

__all__ = ["dot_score", "scaled_dot_score", "additive_score", "bilinear_score", "soft_attention", "self_attention",
           "squeeze_excitation", "image_patches", "transformer_encoder_block"]

FAMILIES = (("dot_score", "scaled_dot_score", "additive_score", "bilinear_score"),)
