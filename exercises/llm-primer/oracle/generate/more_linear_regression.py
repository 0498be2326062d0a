"""More cases for fit-a-line and least-squares: units that make all numbers tiny or huge, single rows, several targets where the family has one.

The oracle is scikit-learn, as in the family; a repeated column must be recognised in any unit."""
from common import Gen
import fam_c
from fam_c import C, col, noisy, tolerance, ALTS, MUTANTS, DEFINITION, TOL

FAMILY = "more_linear_regression"
SCRIPT = "more_linear_regression.py"

def compute(inp):
    e, o = fam_c.compute(inp)
    return e, dict(o, script="generate/" + SCRIPT)

def public_inputs():
    g = Gen(31002)
    nm = [405, 436, 486, 546, 589, 656]
    cents = [1200000, 1350000, 2100000, 2480000, 3900000]
    X, _ = noisy(g, 9, [1.0, 1.0], 0.0, .1)
    return [
     ("wavelengths in metres", C([[float("%de-9" % v)] for v in nm], [1.5302, 1.5267, 1.5224, 1.5187, 1.5170, 1.5143], [[5e-7], [7e-7]])),
     ("the same amount in euros and in cents, in the millions", C([[v, 100 * v] for v in cents], [1.5, 1.75, 2.5, 3.0, 4.25], [[2000000, 200000000], [0, 0]])),
     ("a column twice, counted in millionths", C([[float("%de-6" % v)] * 2 for v in [3, 1, 4, 1, 5, 9]], [2.0, 7.0, 1.0, 8.0, 2.0, 8.0], [[1e-5, 1e-5], [0, 1e-6]])),
     ("a column twice, through the origin", C([[1, 1, 2], [2, 2, -1], [-1, -1, 3], [4, 4, 0]], [3.0, 1.0, 2.0, 5.0], [[1, 0, 0], [0, 0, 1]], b=False)),
     ("one point, two targets", C([[2.0, 5.0]], [[1.5, -4.0]], [[0, 0], [3, 7]])),
     ("one point through the origin", C([[3.0, 4.0]], [10.0], [[1, 1], [4, -3]], b=False)),
     ("as many rows as columns", C([[1, 2, 0], [0, 1, 1], [4, -1, 2]], [1.0, 5.0, -2.0], [[1, 1, 1]])),
     ("ridge with two targets", C(X, [[round(r[0] - 2 * r[1] + 1, 4), round(4 - r[0], 4)] for r in X], [[0, 0], [1, -1]], alpha=2.5)),
     ("two targets on collinear columns", C([[1, 3], [2, 6], [4, 12], [5, 15]], [[1, 0.5], [2, -1], [2, 3], [5, 1]], [[1, 1], [2, 6]])),
    ]
