"""Cases to begin the exercise attention with: one step each, numbers that can be checked by hand.

Same kinds, same oracle (torch, nn.MultiheadAttention, float64), same independent ways and mistakes as more_attention."""
import fam_i_model as fam
import more_attention as base

FAMILY = "more_attention_begin"
SCRIPT = "more_attention_begin.py"
TOL = base.TOL
DEFINITION = base.DEFINITION
ALTS = base.ALTS
MUTANTS = base.MUTANTS


def compute(inp):
    expected, oracle = fam.compute(inp)
    return expected, dict(oracle, script="generate/" + SCRIPT)


def att(Q, K, V, causal=False, **more): return fam.ATT(base.real(Q), base.real(K), base.real(V), causal, **more)
def eye(d): return [[float(i == j) for j in range(d)] for i in range(d)]
def heads(x, n, causal, query=None, key=None, value=None, out=None, bias=None):
    """Layers that are not named pass everything through; bias: of query, key, value and out, one after another."""
    d = len(x[0]); b = [float(v) for v in bias or [0] * 4 * d]
    three = [row for layer in (query, key, value) for row in base.real(layer or eye(d))]
    return {"kind": "multihead", "d_model": d, "n_heads": n, "causal": causal, "x": base.real(x),
            "weights": {"in_proj_weight": three, "in_proj_bias": b[:3 * d], "out_proj.weight": base.real(out or eye(d)), "out_proj.bias": b[3 * d:]}}


THREE = [[1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1]]


def public_inputs():
    return [
        ("one query on two keys", att([[2, 0, 0, 0]], [[1, 1, 0, 0], [0, 0, 1, 1]], [[10, 0], [20, 4]])),
        ("two equal scores", att([[1, 1]], [[1, 2], [3, 0]], [[1], [3]])),
        ("two queries on three keys", att([[1, 1, 1, 1], [0, 2, 0, -2]], [[1, 0, 0, 1], [0, 1, 0, 0], [2, 0, 0, 2]], [[1, 0], [0, 1], [1, 1]])),
        ("three keys, the second masked", att([[2, 0, 0, 0]], [[1, 1, 0, 0], [3, 0, 1, 0], [0, 0, 1, 1]], [[10, 0], [90, 9], [20, 4]], key_mask=[1, 0, 1])),
        ("two words and two of padding", att([[2, 0, 0, 0], [0, 0, 2, 0]], [[1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]], [[10, 0], [20, 4], [0, 0], [0, 0]], key_mask=[1, 1, 0, 0])),
        ("three words, causal, the second masked", att([[1, 1, 0, 2], [2, 0, 0, 0], [0, 0, 2, 2]], THREE, [[10, 0], [20, 4], [60, 8]], True, key_mask=[1, 0, 1])),
        ("scores 1001 and 1000", att([[1000, 1, 0, 0]], [[2, 2, 0, 0], [2, 0, 0, 0]], [[10, 0], [20, 4]], large=True)),
        ("scores -1000 and -1001", att([[-1000, 1, 0, 0]], [[2, 0, 0, 0], [2, -2, 0, 0]], [[10, 0], [20, 4]], large=True)),
        ("scores 1, 0 and a masked 2000", att([[1000, 1, 0, 0]], [[0, 2, 0, 0], [0, 0, 1, 0], [4, 0, 0, 0]], [[10, 0], [20, 4], [60, 8]], key_mask=[1, 1, 0], large=True)),
        ("one head, layers that pass everything through", heads([[2, 0, 0, 0], [0, 0, 1, 1]], 1, False)),
        ("one head, four different layers", heads([[1, 2], [3, -1]], 1, True, query=[[1, 1], [0, 1]], key=[[1, 0], [1, -1]], value=[[2, 0], [1, 1]], out=[[1, 1], [0, -1]], bias=[1, 0, 0, 2, -1, 1, 0, 10])),
        ("two heads of width 2", heads([[2, 0, 1, 1], [1, 1, 0, 2], [0, 2, 2, 0]], 2, True)),
    ]
