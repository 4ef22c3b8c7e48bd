"""What is asked of attention's parts, split as in the reference."""

from grader.checks.attention.encoder import TRANSFORMER_ENCODER_BLOCK
from grader.checks.attention.images import IMAGE_PATCHES, SQUEEZE_EXCITATION
from grader.checks.attention.itself import SELF_ATTENTION
from grader.checks.attention.scores import ADDITIVE_SCORE, BILINEAR_SCORE, DOT_SCORE, SCALED_DOT_SCORE
from grader.checks.attention.soft import SOFT_ATTENTION

SHEETS = {
    "dot_score": DOT_SCORE,
    "scaled_dot_score": SCALED_DOT_SCORE,
    "additive_score": ADDITIVE_SCORE,
    "bilinear_score": BILINEAR_SCORE,
    "soft_attention": SOFT_ATTENTION,
    "self_attention": SELF_ATTENTION,
    "squeeze_excitation": SQUEEZE_EXCITATION,
    "image_patches": IMAGE_PATCHES,
    "transformer_encoder_block": TRANSFORMER_ENCODER_BLOCK,
}
