"""Cases to begin the exercise perplexity with: one step each, numbers that can be checked by hand.
Oracle: torch, float64, in the words of fam_i_eval."""
import fam_i_eval as fam
import more_perplexity as base
from common import oracle

FAMILY = "more_perplexity_begin"
SCRIPT = "more_perplexity_begin.py"
TOL = base.TOL
DEFINITION = base.DEFINITION
ALTS = base.ALTS
MUTANTS = base.MUTANTS

def compute(inp): return fam.compute(inp)[0], oracle("torch", SCRIPT)

L, P = base.L, base.P
def public_inputs():
    return [
     ("one sequence of three tokens", P([0.5, 0.25, 0.125])),
     ("one quarter each time", P([0.25, 0.25, 0.25, 0.25])),
     ("one token for certain, one by half", P([1.0, 0.5])),
     ("two sequences by hand", P([0.5, 0.25, 0.125], [0.5])),
     ("a short sequence and a longer one", P([0.1], [0.5, 0.5, 0.5])),
     ("one row, right", L([[2.0, 0.0, 0.0]], [0])),
     ("two rows, one right", L([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0]], [0, 2])),
     ("three rows by hand, the last is padding", L([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0], [5.0, 5.0, 5.0]], [0, 2, -100])),
     ("the first row is padding", L([[1.0, 0.0], [0.0, 3.0], [2.0, 2.0]], [-100, 1, 0])),
     ("scores 1001 and 1000", L([[1001.0, 1000.0]], [0])),
     ("scores -1000 and -1001, and a row near 0", L([[-1000.0, -1001.0], [0.0, 2.0]], [1, 1])),
    ]
