"""Further cases of perplexity: ties, a vocabulary of one, certainty, scores far apart, much padding, probabilities next to 0.
Oracle: torch, float64, in the words of fam_i_eval."""
import fam_i_eval as base
from common import Gen, oracle

FAMILY = "more_perplexity"
SCRIPT = "more_perplexity.py"
TOL = base.TOL
DEFINITION = {"kinds": {k: v for k, v in base.DEFINITION["kinds"].items() if k.startswith("perplexity")}, "comparison": base.DEFINITION["comparison"]}

def compute(inp): return base.compute(inp)[0], oracle("torch", SCRIPT)
ALTS = base.ALTS
MUTANTS = base.MUTANTS

def L(z, t): return {"kind": "perplexity_logits", "logits": z, "targets": t}
def P(*s): return {"kind": "perplexity_probs", "probs": list(s)}
def public_inputs():
    g = Gen(97041)
    return [
     ("a tie goes to the smallest index", L([[2.0, 1.0, 2.0], [0.0, 3.0, 3.0], [-1.0, -1.0, -1.0], [4.0, 0.5, 4.0]], [2, 1, 0, 0])),
     ("a vocabulary of one token", L([[3.0], [-2.0]], [0, 0])),
     ("sure and right", L([[60.0, -40.0], [-50.0, 80.0]], [0, 1])),
     ("sure and wrong", L([[300.0, 0.0, -300.0], [0.0, 250.0, 10.0]], [1, 2])),
     ("all scores far below zero", L([[-1200.0, -1201.5, -1199.0], [-1500.0, -1500.0, -1503.0]], [2, 1])),
     ("only one row is no padding", L(g.normal((4, 3), 2), [-100, -100, 2, -100])),
     ("padding at both ends, right answers", L([[9.0, 0.0, 1.0], [0.5, 2.5, 1.0], [3.0, 1.0, 2.0], [0.0, 0.0, 4.0], [1.0, 7.0, 0.0]], [-100, 1, 0, 2, -100])),
     ("many rows, a larger vocabulary", L(g.normal((9, 12), 2), [3, 11, -100, 0, 7, 7, 2, -100, 5])),
     ("every token foreseen", P([1.0, 1.0], [1.0])),
     ("one token", P([0.2])),
     ("a probability next to 0", P([1e-300, 0.5, 0.9], [1e-12, 0.25])),
     ("a long sequence beside short ones", P([0.9] * 12, [0.1], [0.05, 0.3])),
     ("a sequence whose product underflows", P([0.001, 0.02] * 90, [0.5])),
    ]
