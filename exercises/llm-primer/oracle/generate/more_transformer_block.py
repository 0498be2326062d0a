"""More cases of transformer-block: the examples of its statement, and edges that the family i_model_blocks has none of.

Same kinds, same oracle (torch, nn.TransformerEncoderLayer, float64), same independent ways and mistakes as there."""
import fam_i_model as fam
from common import Gen

FAMILY = "more_transformer_block"
SCRIPT = "more_transformer_block.py"
TOL = fam.TOL
KINDS = ("layer_norm", "rms_norm", "gelu", "positional", "embed", "block")
DEFINITION = {"axes": fam.DEFINITION["axes"], "kinds": {k: fam.DEFINITION["kinds"][k] for k in KINDS}, "comparison": fam.DEFINITION["comparison"]}
ALTS = fam.ALTS
MUTANTS = {name: mutant for name, mutant in fam.MUTANTS.items() if not name.startswith(("LM", "gradient", "final", "blocks", "targets", "perplexity", "embeddings"))}


def compute(inp):
    expected, oracle = fam.compute(inp)
    return expected, dict(oracle, script="generate/" + SCRIPT)


def norm(kind, x, weight, eps, bias=None): return fam.LNK(kind, x, weight, bias, eps)


def by_hand():
    """One word, two features: attention is the value itself, and every number can be followed."""
    eye, zero = [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0]
    return {"kind": "block", "d_model": 2, "n_heads": 1, "d_ff": 1, "activation": "relu", "norm_first": True, "causal": True, "x": [[3.0, 1.0]],
            "weights": {"self_attn.in_proj_weight": eye * 3, "self_attn.in_proj_bias": [0.0] * 6, "self_attn.out_proj.weight": eye, "self_attn.out_proj.bias": zero, "linear1.weight": [[1.0, 0.0]], "linear1.bias": [0.0],
                        "linear2.weight": [[2.0], [2.0]], "linear2.bias": [0.0, 1.0], "norm1.weight": [1.0, 1.0], "norm1.bias": zero, "norm2.weight": [1.0, 1.0], "norm2.bias": zero}}


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
    g = Gen(95201); r = lambda *s: g.normal(s, 1, 3); B = fam.BLK
    return [
        ("LayerNorm by hand", norm("layer_norm", [[1.0, 1.0, 7.0, 7.0]], [1.0, 2.0, 1.0, 2.0], 1e-5, [0.0, 0.0, 10.0, 10.0])), ("RMSNorm by hand", norm("rms_norm", [[1.0, 7.0, 5.0, 5.0]], [1.0, 1.0, 2.0, 2.0], 1e-6)), ("GELU by hand", {"kind": "gelu", "x": [1.0, -1.0, 2.0, 0.0]}),
        ("embedding by hand", {"kind": "embed", "tokens": [2, 0, 2], "wte": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], "wpe": [[0.1, 0.0], [0.2, 0.0], [0.3, 0.0], [0.4, 0.0]]}), ("positions of 16 words, 24 wide", {"kind": "positional", "n": 16, "d": 24}), ("one word through a block by hand", by_hand()),
        ("LayerNorm far from zero", norm("layer_norm", [[5001.2, 4998.9, 5000.7, 4999.0], [-3001.4, -2998.7, -2999.1, -3001.1]], [1.2, 0.7, 1.0, 0.9], 1e-5, [0.3, -0.2, 0.1, -0.4])), ("LayerNorm, one feature", norm("layer_norm", [[3.0], [-2.0]], [1.5], 1e-5, [0.25])), ("LayerNorm, one long row and a large eps", norm("layer_norm", r(1, 9), g.normal(9, .3, 3, 1), .1, g.normal(9, .2, 3))),
        ("RMSNorm on zeros, on a tiny row and on one far from zero", norm("rms_norm", [[0.0, 0.0, 0.0], [1e-3, -2e-3, 1e-3], [300.0, 301.0, 299.0]], [1.1, 0.8, -0.5], 1e-5)), ("RMSNorm, one feature", norm("rms_norm", [[-4.0], [0.5]], [2.0], 1e-3)),
        ("GELU far out and near zero", {"kind": "gelu", "x": [-100.0, -40.0, -37.6, -12.5, -8.25, -1e-3, 1e-6, 5.5, 8.25, 12.5, 30.0, 37.6, 40.0, 100.0]}), ("positional encoding, 80 words of width 3", {"kind": "positional", "n": 80, "d": 3}), ("positional encoding, width one", {"kind": "positional", "n": 5, "d": 1}),
        ("embedding, as many words as positions, one token", {"kind": "embed", "tokens": [0, 0, 0], "wte": r(1, 3), "wpe": r(3, 3)}),
        ("block, one word, post-LN, gelu", B(g, 1, 4, 2, 3, "gelu", False, True)), ("block, pre-LN, relu, as many heads as features, narrow inside", B(g, 4, 3, 3, 2, "relu", True, False)), ("block, post-LN, gelu, causal, one head", B(g, 5, 4, 1, 7, "gelu", False, True)),
        ("block, scores near 1000", giant(g, 1, 1, "gelu", True)), ("block, scores near -1000, four heads", giant(g, 4, -1, "relu", False)),
    ]
