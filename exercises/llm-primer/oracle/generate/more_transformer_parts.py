"""More cases of transformer-parts: the examples of its statement, and edges that the family i_model_blocks has none of.

Same kinds, same oracle (torch, float64), same independent ways and mistakes as there."""
import fam_i_model as fam
from common import Gen

FAMILY = "more_transformer_parts"
SCRIPT = "more_transformer_parts.py"
TOL = fam.TOL
KINDS = ("layer_norm", "rms_norm", "gelu", "positional", "embed")
DEFINITION = {"axes": fam.DEFINITION["axes"], "kinds": {k: fam.DEFINITION["kinds"][k] for k in KINDS}, "comparison": fam.DEFINITION["comparison"]}
ALTS = fam.ALTS
MUTANTS = {name: mutant for name, mutant in fam.MUTANTS.items() if name.startswith(("LayerNorm", "RMSNorm", "GELU", "erf", "constant", "sine", "exponent", "own exponent", "position"))}


def compute(inp):
    expected, oracle = fam.compute(inp)
    return expected, dict(oracle, script="generate/" + SCRIPT)


def norm(kind, x, weight, eps, bias=None): return fam.LNK(kind, x, weight, bias, eps)


def parts(g):
    r = lambda *s: g.normal(s, 1, 3)
    return [
        ("LayerNorm by hand", norm("layer_norm", [[1.0, 1.0, 7.0, 7.0]], [1.0, 2.0, 1.0, 2.0], 1e-5, [0.0, 0.0, 10.0, 10.0])), ("RMSNorm by hand", norm("rms_norm", [[1.0, 7.0, 5.0, 5.0]], [1.0, 1.0, 2.0, 2.0], 1e-6)), ("GELU by hand", {"kind": "gelu", "x": [1.0, -1.0, 2.0, 0.0]}),
        ("embedding by hand", {"kind": "embed", "tokens": [2, 0, 2], "wte": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], "wpe": [[0.1, 0.0], [0.2, 0.0], [0.3, 0.0], [0.4, 0.0]]}), ("positions of 16 words, 24 wide", {"kind": "positional", "n": 16, "d": 24}),
        ("LayerNorm far from zero", norm("layer_norm", [[5001.2, 4998.9, 5000.7, 4999.0], [-3001.4, -2998.7, -2999.1, -3001.1]], [1.2, 0.7, 1.0, 0.9], 1e-5, [0.3, -0.2, 0.1, -0.4])), ("LayerNorm, one feature", norm("layer_norm", [[3.0], [-2.0]], [1.5], 1e-5, [0.25])), ("LayerNorm, one long row and a large eps", norm("layer_norm", r(1, 9), g.normal(9, .3, 3, 1), .1, g.normal(9, .2, 3))),
        ("RMSNorm on zeros, on a tiny row and on one far from zero", norm("rms_norm", [[0.0, 0.0, 0.0], [1e-3, -2e-3, 1e-3], [300.0, 301.0, 299.0]], [1.1, 0.8, -0.5], 1e-5)), ("RMSNorm, one feature", norm("rms_norm", [[-4.0], [0.5]], [2.0], 1e-3)),
        ("GELU far out and near zero", {"kind": "gelu", "x": [-100.0, -40.0, -37.6, -12.5, -8.25, -1e-3, 1e-6, 5.5, 8.25, 12.5, 30.0, 37.6, 40.0, 100.0]}), ("positional encoding, 80 words of width 3", {"kind": "positional", "n": 80, "d": 3}), ("positional encoding, width one", {"kind": "positional", "n": 5, "d": 1}),
        ("embedding, as many words as positions, one token", {"kind": "embed", "tokens": [0, 0, 0], "wte": r(1, 3), "wpe": r(3, 3)}),
    ]


def public_inputs():
    return parts(Gen(95201)) + [
        ("LayerNorm, two words, nothing scaled or shifted", norm("layer_norm", [[2.0, 4.0], [10.0, 30.0]], [1.0, 1.0], 1e-5, [0.0, 0.0])), ("LayerNorm, a large eps", norm("layer_norm", [[-1.0, 1.0], [0.0, 6.0]], [1.0, 1.0], 1.0, [0.0, 0.5])),
        ("RMSNorm, two words, nothing scaled", norm("rms_norm", [[3.0, 4.0], [-6.0, 8.0]], [1.0, 1.0], 1e-5)), ("positions by hand", {"kind": "positional", "n": 2, "d": 3}), ("positions, 3 words of width 4", {"kind": "positional", "n": 3, "d": 4}), ("embedding, one word", {"kind": "embed", "tokens": [1], "wte": [[1.0, 1.0], [2.0, 3.0]], "wpe": [[0.5, -0.5], [9.0, 9.0]]}),
    ]
