"""rows-and-matrices: dot product, matrix times vector, the mean of each row, shape.  Oracle: numpy, float64."""
import numpy as np
from common import oracle, tl, Gen

FAMILY = "more_rows_and_matrices"
SCRIPT = "more_rows_and_matrices.py"
TOL = {"rtol": 1e-10, "atol": 1e-12}
DEFINITION = {
 "kinds": {
  "shape": "np.shape(M): [rows, columns]",
  "dot": "np.dot(a, b), two vectors of equal length",
  "times_vector": "M @ x: one number for each row of M",
  "row_means": "M.mean(axis=1): one number for each row of M"},
 "comparison": "|got-expected| <= atol + rtol*|expected|"}

def compute(inp):
    k = inp["kind"]; o = oracle("numpy", SCRIPT)
    if k == "dot": return {"dot": float(np.dot(np.array(inp["a"], float), np.array(inp["b"], float)))}, o
    M = np.array(inp["M"], float)
    if k == "shape": return {"shape": tl(M.shape)}, o
    if k == "times_vector": return {"product": tl(M @ np.array(inp["x"], float))}, o
    if k == "row_means": return {"means": tl(M.mean(axis=1))}, o
    raise KeyError(k)

def plain(inp):
    k = inp["kind"]
    if k == "dot": return {"dot": sum(p * q for p, q in zip(inp["a"], inp["b"]))}
    M = inp["M"]
    if k == "shape": return {"shape": [len(M), len(M[0])]}
    if k == "times_vector": return {"product": [sum(p * q for p, q in zip(r, inp["x"])) for r in M]}
    return {"means": [sum(r) / len(r) for r in M]}
ALTS = {"plain loops": plain}
MUTANTS = {}

def dot(a, b): return {"kind": "dot", "a": a, "b": b}
def shape(M): return {"kind": "shape", "M": M}
def times(M, x): return {"kind": "times_vector", "M": M, "x": x}
def means(M): return {"kind": "row_means", "M": M}
W = [[1, 2, 3], [4, 5, 6]]
def public_inputs():
    g = Gen(30111)
    return [
     ("dot: three numbers each", dot([1, 2, 3], [4, 5, 6])),
     ("dot: one number each", dot([7], [-2])),
     ("dot: fractions and negative numbers", dot([0.5, -1.5, 2], [4, 2, -0.25])),
     ("shape: two rows, three columns", shape(W)),
     ("shape: three rows, one column", shape([[5], [6], [7]])),
     ("shape: one row, four columns", shape([[1, 0, 0, 1]])),
     ("times: two rows, three columns", times(W, [1, 0, -1])),
     ("times: a square matrix", times([[0, 1], [2, 3]], [10, 1])),
     ("times: three rows, two columns", times([[1, -1], [0.5, 0.5], [2, 0]], [3, 5])),
     ("means: two rows, three columns", means([[1, 2, 6], [4, 5, 6]])),
     ("means: fractions", means([[1, 2], [-3, 0], [0.25, 0.5]])),
     ("means: one column", means([[4], [-2]])),
     ("dot: perpendicular", dot([1, 2, -2], [2, 1, 2])),
     ("dot: sixty numbers each", dot(g.normal(60), g.normal(60))),
     ("shape: one cell", shape([[0]])),
     ("times: one row", times([[2, -3, 0.5]], [1, 2, 4])),
     ("times: one column", times([[2], [0], [-1]], [3])),
     ("times: eight rows, five columns", times(g.normal((8, 5)), g.normal(5))),
     ("means: six rows, seven columns", means(g.normal((6, 7), 3.0))),
     ("means: rows far apart", means([[1000000, 1000001], [0.001, 0.003], [-5, 5]])),
    ]
