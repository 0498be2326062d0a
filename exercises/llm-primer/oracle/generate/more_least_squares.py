"""More cases for least-squares: how many independent directions a matrix has (numpy.linalg.matrix_rank), and small fits with
columns that repeat each other (scikit-learn, as in family c)."""
import numpy as np
from fractions import Fraction as F
from common import oracle
import fam_c

FAMILY = "more_least_squares"
SCRIPT = "more_least_squares.py"
TOL = fam_c.TOL
DEFINITION = {
 "rank": "the number of independent directions among the rows of X, not centred. A direction counts if the rows are longer along it than 1e-10 of the longest; "
         "in every case the lengths are above 1e-4 or below 1e-12 of it, so that any sound cut-off gives the same number",
 **{k: fam_c.DEFINITION[k] for k in ("ols", "expected", "comparison")}}

def compute(inp):
    if inp["kind"] == "rank": return {"rank": int(np.linalg.matrix_rank(np.array(inp["X"], float)))}, oracle("numpy", SCRIPT, "numpy.linalg.matrix_rank")
    e, o = fam_c.compute(inp)
    return e, dict(o, script="generate/" + SCRIPT)
def tolerance(inp, e): return {"rtol": 0, "atol": 0} if inp["kind"] == "rank" else fam_c.tolerance(inp, e)

def exact_rank(inp):
    """elimination with the decimals that the numbers are written as"""
    if inp["kind"] != "rank": return None
    M = [[F(str(v)) for v in row] for row in inp["X"]]; r = 0
    for c in range(len(M[0])):
        k = next((k for k in range(r, len(M)) if M[k][c] != 0), None)
        if k is None: continue
        M[r], M[k] = M[k], M[r]
        for i in range(r + 1, len(M)):
            f = M[i][c] / M[r][c]; M[i] = [a - f * b for a, b in zip(M[i], M[r])]
        r += 1
    return {"rank": r}
ALTS = {"exact decimals": exact_rank, **{k: (lambda f: lambda inp: None if inp["kind"] == "rank" else f(inp))(f) for k, f in fam_c.ALTS.items()}}

def rank(X): return {"kind": "rank", "X": X}
def public_inputs():
    return [
     ("the second column is twice the first", rank([[1, 2], [2, 4], [3, 6]])),
     ("two independent columns", rank([[1, 0], [1, 1], [0, 2]])),
     ("more columns than rows", rank([[1, 2, 3], [0, 1, 1]])),
     ("a constant column is a direction", rank([[5], [5], [5]])),
     ("the third column is the sum of the others, in decimals", rank([[0, 0, 0], [0.1, 0.2, 0.3], [0.7, 0.1, 0.8], [0.2, 0.4, 0.6], [1.1, 0.3, 1.4]])),
     ("tiny numbers are not zero", rank([[1e-12, 2e-12], [3e-12, 1e-12]])),
     ("only zeros", rank([[0, 0], [0, 0]])),
     ("a magic square of four", rank([[16, 3, 2, 13], [5, 10, 11, 8], [9, 6, 7, 12], [4, 15, 14, 1]])),
     ("a single row", rank([[2, -1, 0, 4]])),
     ("large amounts with decimals, one three times the other", rank([[1200000.1, 3600000.3], [2480000.7, 7440002.1], [390000.9, 1170002.7]])),
     ("zeros beside columns that count", rank([[0, 1, 0, 2], [0, 3, 0, -1], [0, 0, 0, 5]])),
     ("five independent columns", rank([[2, 1, 0, 0, 0], [0, 3, 1, 0, 0], [0, 0, 2, 1, 0], [0, 0, 0, 3, 1], [1, 0, 0, 0, 2]])),
     ("two equal columns share", fam_c.C([[1, 1], [2, 2], [3, 3]], [2, 4, 6], [[5, 5], [4, 0]])),
     ("one column is three times the other", fam_c.C([[1, 3], [2, 6], [4, 12]], [1, 3, 4], [[1, 3], [1, 0]])),
     ("no column repeats", fam_c.C([[1, 0], [2, 1], [3, 0], [4, 1]], [1, 4, 2, 6], [[5, 0], [0, 1]])),
    ]
