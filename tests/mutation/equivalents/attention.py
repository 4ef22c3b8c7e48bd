"""Equivalent mutants of the chapter attention: component → mutant → reason."""

from tests.mutation.reasons import EITHER_ORDER, LAST_OF_TWO

AS_MANY_FEATURES = "queries and keys have equally many features"

EQUIVALENTS = {
    "scaled_dot_score": {
        "scaled_dot_score:2 return Q @ K.T / np.sqrt(Q.shape[-1])": LAST_OF_TWO,
        "scaled_dot_score:2 return Q @ K.T / np.sqrt(K.shape[1])": AS_MANY_FEATURES,
        "scaled_dot_score_backward:2 root = np.sqrt(Q.shape[-1])": LAST_OF_TWO,
        "scaled_dot_score_backward:2 root = np.sqrt(K.shape[1])": AS_MANY_FEATURES,
    },
    "soft_attention": {
        "soft_attention:3 P = _weights(Q @ K.T / np.sqrt(Q.shape[1]), mask)": AS_MANY_FEATURES,
        "soft_attention:3 P = _weights(Q @ K.T / np.sqrt(K.shape[-1]), mask)": LAST_OF_TWO,
        "_weights:3 highest = S.max(axis=-1, keepdims=True, initial=-np.inf, where=kept)": LAST_OF_TWO,
        "_weights:4 e = np.where(kept, np.exp(S - highest), 0.0)":
            "only what is hidden exceeds the highest that is seen, and it is not taken",
        "_weights:4 e = np.where(kept, np.exp(np.minimum(0.0, S - highest)), 0.0)": EITHER_ORDER,
        "_weights:4 e = np.where(kept, np.exp(np.minimum(S - highest, 1.0)), 0.0)":
            "only what is hidden exceeds the highest that is seen, and it is not taken",
        "_weights:5 return e / np.maximum(1.0, e.sum(axis=1, keepdims=True))": EITHER_ORDER,
        "_weights:5 return e / np.maximum(e.sum(axis=-1, keepdims=True), 1.0)": LAST_OF_TWO,
    },
    "squeeze_excitation": {"squeeze_excitation:2 s = X.mean(axis=(-2, 3))": "of four axes, the third is the last but one"},
    "image_patches": {
        "image_patches:4 return blocks.transpose(0, 2, 4, 1, -3, 5).reshape(n, h // size * (w // size), c * size * size)":
            "of six axes, the fourth is the last but two",
        "image_patches_backward:4 return blocks.transpose(0, -3, 1, 4, 2, 5).reshape(n, c, h, w)":
            "of six axes, the fourth is the last but two",
    },
    "transformer_encoder_block": {
        "transformer_encoder_block_heads:2 Q, K, V = (np.split(X @ params['W' + name] + params['b' + name], heads, axis=-1) "
        "for name in 'qkv')": LAST_OF_TWO,
    },
    "self_attention": {
        "self_attention_backward:4 dS = P * (dP - (dP * P).sum(axis=-1, keepdims=True)) / np.sqrt(Wk.shape[1])": LAST_OF_TWO,
        "self_attention_backward:4 dS = P * (dP - (dP * P).sum(axis=1, keepdims=True)) / np.sqrt(Wq.shape[1])": AS_MANY_FEATURES,
        "self_attention_backward:4 dS = P * (dP - (dP * P).sum(axis=1, keepdims=True)) / np.sqrt(Wk.shape[-1])": LAST_OF_TWO,
    },
}
