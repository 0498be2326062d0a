"""More cases of build-a-block: the examples of its statement, the two linear layers alone, and edges that the family
i_model_blocks has none of.

Oracle: torch (nn.TransformerEncoderLayer; functional.linear and gelu for the two layers), float64."""
import math
import fam_i_model as fam
import numpy as np
import plainpy as pp
import torch.nn.functional as Fn
from common import Gen, T, oracle, tl
from more_transformer_parts import parts

FAMILY = "more_build_a_block"
SCRIPT = "more_build_a_block.py"
TOL = fam.TOL
FEED_FORWARD = "linear2(act(linear1(x))) for each row, activation 'relu' or 'gelu' (exact); weights carry torch's names"
DEFINITION = {"axes": fam.DEFINITION["axes"], "kinds": {"feed_forward": FEED_FORWARD, "block": fam.DEFINITION["kinds"]["block"]}, "comparison": fam.DEFINITION["comparison"]}


def compute(inp):
    if inp["kind"] == "feed_forward":
        w = {k: T(v) for k, v in inp["weights"].items()}
        act = Fn.gelu if inp["activation"] == "gelu" else Fn.relu
        inside = act(Fn.linear(T(inp["x"]), w["linear1.weight"], w["linear1.bias"]))
        return {"y": tl(Fn.linear(inside, w["linear2.weight"], w["linear2.bias"]))}, oracle("torch", SCRIPT, "functional.linear, relu, gelu")
    expected, source = fam.compute(inp)
    return expected, dict(source, script="generate/" + SCRIPT)


def plain(inp, **b):
    if inp["kind"] == "block": return fam.plain(inp, **b)
    w, act = inp["weights"], (fam.gelu if inp["activation"] == "gelu" else lambda v: max(0.0, v))
    inside = [[act(v) for v in row] for row in fam.linear(inp["x"], w["linear1.weight"], w["linear1.bias"])]
    return {"y": fam.linear(inside, w["linear2.weight"], w["linear2.bias"])}


def long_double(inp):
    if inp["kind"] == "block": return fam.a_np(inp)
    A = lambda v: np.array(v, np.longdouble); w = inp["weights"]; z = A(inp["x"]) @ A(w["linear1.weight"]).T + A(w["linear1.bias"])
    z = np.vectorize(lambda v: v * math.erfc(-float(v) / math.sqrt(2)) / 2)(z) if inp["activation"] == "gelu" else np.maximum(z, 0)
    return {"y": (z @ A(w["linear2.weight"]).T + A(w["linear2.bias"])).astype(float).tolist()}


ALTS = {"plain loops": plain, "numpy 80-bit long double, vectorised": long_double}
MUTANTS = {name: mutant for name, mutant in fam.MUTANTS.items() if not name.startswith(("LM", "gradient", "final", "blocks", "targets", "perplexity", "embeddings"))}

EYE, ZERO = [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0]


def simple(x, heads):
    """d = 2, and every layer of attention passes everything through."""
    w = {"self_attn.in_proj_weight": EYE * 3, "self_attn.in_proj_bias": [0.0] * 6, "self_attn.out_proj.weight": EYE, "self_attn.out_proj.bias": ZERO, "linear1.weight": [[1.0, 0.0]], "linear1.bias": [0.0],
         "linear2.weight": [[2.0], [2.0]], "linear2.bias": [0.0, 1.0], "norm1.weight": [1.0, 1.0], "norm1.bias": ZERO, "norm2.weight": [1.0, 1.0], "norm2.bias": ZERO}
    return {"kind": "block", "d_model": 2, "n_heads": heads, "d_ff": 1, "activation": "relu", "norm_first": True, "causal": True, "x": x, "weights": w}


def feed_forward(x, activation, w1, b1, w2, b2):
    return {"kind": "feed_forward", "activation": activation, "x": x, "weights": {"linear1.weight": w1, "linear1.bias": b1, "linear2.weight": w2, "linear2.bias": b2}}


def giant(g, heads, sign, act, causal):
    """Scores near 1024 * sign, but for the key of word 1, which lies 1000 below them. Post-LN, and everything before exp a multiple of
    1/256: no rounding, in whatever order it is added up."""
    inp = fam.BLK(g, 4, 4, heads, 6, act, False, causal); dh = 4 // heads
    quarters = lambda rows: [[round(v * 4) / 4 for v in row] for row in rows]
    inp["x"] = [[*row[:3], -8.0 if i == 1 else 0.0] for i, row in enumerate(quarters(inp["x"]))]; W = quarters(inp["weights"]["self_attn.in_proj_weight"]); b = [0.0] * 12
    for h in range(heads):
        q = h * dh; W[4 + q] = [v / 64 for v in W[4 + q][:3]] + [.5 * dh ** .5]; b[q], b[4 + q] = 256.0, sign * 4.0 * dh ** .5
    inp["weights"]["self_attn.in_proj_weight"] = W; inp["weights"]["self_attn.in_proj_bias"] = b; return inp


def public_inputs():
    # The blocks were drawn after the parts of transformer-parts; drawing those first keeps their numbers.
    g = Gen(95201); parts(g); B = fam.BLK
    blocks = [
        ("one word through a block by hand", simple([[3.0, 1.0]], 1)),
        ("block, one word, post-LN, gelu", B(g, 1, 4, 2, 3, "gelu", False, True)), ("block, pre-LN, relu, as many heads as features, narrow inside", B(g, 4, 3, 3, 2, "relu", True, False)), ("block, post-LN, gelu, causal, one head", B(g, 5, 4, 1, 7, "gelu", False, True)),
        ("block, scores near 1000", giant(g, 1, 1, "gelu", True)), ("block, scores near -1000, four heads", giant(g, 4, -1, "relu", False)),
    ]
    h = Gen(95202); r = lambda *s: h.normal(s, 1, 3)
    return blocks + [
        ("two layers by hand", feed_forward([[3.0, 1.0]], "relu", [[1.0, -1.0], [0.0, -2.0]], [0.5, 1.0], [[1.0, 4.0], [2.0, 5.0]], [10.0, 20.0])),
        ("two layers, gelu in place of relu", feed_forward([[3.0, 1.0]], "gelu", [[1.0, -1.0], [0.0, -2.0]], [0.5, 1.0], [[1.0, 4.0], [2.0, 5.0]], [10.0, 20.0])),
        ("two layers, three words, wide inside", feed_forward(r(3, 2), "relu", r(5, 2), r(5), r(2, 5), r(2))),
        ("two words, two heads of width one", simple([[2.0, 0.0], [1.0, 3.0]], 2)),
        ("two words, four heads of width one, post-LN", B(h, 2, 4, 4, 3, "relu", False, True)),
        ("three words, two heads of width two", B(h, 3, 4, 2, 3, "relu", True, True)),
        ("two layers, gelu, one wide row", feed_forward(r(1, 4), "gelu", r(9, 4), r(9), r(4, 9), r(4))),
        ("two layers, nothing passes relu", feed_forward([[1.0, 2.0], [0.5, 0.0]], "relu", [[-1.0, -1.0]], [-0.25], [[3.0], [4.0]], [0.125, -2.0])),
        ("two layers, gelu far from zero", feed_forward([[10.0, -9.0]], "gelu", [[6.0, 0.0], [0.0, 6.0], [1.0, 1.0]], [0.0, 0.5, -3.0], [[1.0, 2.0, 4.0], [3.0, -4.0, 1.0]], [0.5, 0.25])),
    ]
