"""More cases of attention: the examples of its statement, and edges that the family i_model_blocks has none of.

Same kinds, same oracle (torch, nn.MultiheadAttention, float64), same independent ways and mistakes as there."""
import fam_i_model as fam
from common import Gen

FAMILY = "more_attention"
SCRIPT = "more_attention.py"
TOL = fam.TOL
KINDS = ("attention", "multihead")
DEFINITION = {"axes": fam.DEFINITION["axes"], "kinds": {k: fam.DEFINITION["kinds"][k] for k in KINDS}, "comparison": fam.DEFINITION["comparison"]}
DEFINITION["kinds"]["attention"] += ". Q and K may differ in length; causal then compares the indices as they are. Every row sees at least one key. tokens (optional): the words that the rows stand for, for showing only"
ALTS = fam.ALTS
MUTANTS = {name: mutant for name, mutant in fam.MUTANTS.items() if not name.startswith(("LayerNorm", "RMSNorm", "GELU", "erf", "constant", "LM", "gradient"))}


def compute(inp):
    expected, oracle = fam.compute(inp)
    return expected, dict(oracle, script="generate/" + SCRIPT)


EYE = [[1.0, 0.0], [0.0, 1.0]]
WORDS = ["the", "cat", "slept", "because", "it", "was", "tired"]
# Four things a word may ask for or offer: a thing, an action, a state, and no one in particular.
ASKS = [[0, 0, 0, 2], [1, 0, 0, 1], [4, 0, 0, 0], [0, 3, 0, 1], [6, 1, 0, 0], [4, 0, 0, 0], [3, 1, 2, 0]]
OFFERS = [[0, 0, 0, 2], [2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 2, 0]]
TELLS = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [0.5, 0.0], [0.0, 0.5], [-1.0, 1.0]]


def real(rows): return [[float(v) for v in row] for row in rows]


def public_inputs():
    g = Gen(95101); r = lambda *s: g.normal(s, 1, 3); att = fam.ATT; mha = fam.MHA
    worked = real([[1, 1, 0, 2], [2, 0, 0, 0], [0, 0, 2, 2]]), real([[1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1]]), real([[10, 0], [20, 4], [60, 8]])
    two = {"kind": "multihead", "d_model": 2, "n_heads": 2, "causal": True, "x": [[0.0, 4.0], [1.0, 0.0]],
           "weights": {"in_proj_weight": EYE * 3, "in_proj_bias": [0.0] * 6, "out_proj.weight": [[1.0, 1.0], [0.0, -1.0]], "out_proj.bias": [0.0, 10.0]}}
    far = lambda rows, shift: [[shift] + row for row in rows]
    return [
        ("three words by hand, causal", att(*worked, True)), ("three words by hand, no mask", att(*worked, False)), ("two heads by hand", two),
        ("seven words, causal", att(real(ASKS), real(OFFERS), TELLS, True, tokens=WORDS)),
        ("one word, causal", att(r(1, 3), r(1, 3), r(1, 2), True)), ("causal, 2 queries on 5 keys", att(r(2, 3), r(5, 3), r(5, 2), True)), ("causal, 5 queries on 2 keys", att(r(5, 2), r(2, 2), r(2, 3), True)),
        ("causal, and the second key masked", att(r(4, 3), r(4, 3), r(4, 2), True, key_mask=[1, 0, 1, 1])), ("all keys masked but one", att(r(3, 2), r(4, 2), r(4, 3), False, key_mask=[0, 0, 1, 0])), ("width one, and a query of zero", att([[0.0], [1.5]], r(3, 1), r(3, 1), False)),
        ("scores near 1200, causal", att(far(r(4, 3), 1200.0), far(r(4, 3), 2.0), r(4, 2), True, large=True)), ("scores near -1200", att(far(r(3, 3), 1200.0), far(r(3, 3), -2.0), r(3, 2), False, large=True)),
        ("the key with the largest score masked", att(far(r(3, 3), 40.0), [[50.0, 0.3, -0.2, 0.1]] + far(r(3, 3), 1.0), r(4, 2), False, key_mask=[0, 1, 1, 1])), ("the largest score always lies ahead", att(far(r(4, 3), 40.0), [[50.0 * j] + row for j, row in enumerate(r(4, 3))], r(4, 2), True)),
        ("one head", mha(g, 3, 4, 1, True)), ("as many heads as features", mha(g, 4, 4, 4, True)), ("one position", mha(g, 1, 6, 3, False)), ("width one, one head", mha(g, 3, 1, 1, False)), ("three heads of width 2, causal", mha(g, 5, 6, 3, True)),
    ]
