"""Further cases of split-and-scale: splits, folds and scaled parts, each alone; parts of one row, as many folds as rows, columns without spread.
Oracle: scikit-learn, float64, in the words of fam_i_eval."""
import math
import numpy as np
from sklearn.preprocessing import StandardScaler
import fam_i_eval as base
from common import Gen, oracle, tl

FAMILY = "more_split_and_scale"
SCRIPT = "more_split_and_scale.py"
TOL = base.TOL
DEFINITION = {"kinds": {k: base.DEFINITION["kinds"][k] for k in ("split", "kfold", "fit_on_train")} | {
  "standardize": "x_train, x_test: (x - mean) / standard deviation of each column, both of the rows of x_train, population standard deviation; a column without spread is divided by 1 (scikit-learn's StandardScaler)"},
 "comparison": base.DEFINITION["comparison"],
 "constant_columns": "fit_on_train: a column that holds one number in all training rows is divided by 1 when standardised, and its coefficient is 0 (scikit-learn's StandardScaler and minimum-norm least squares)"}

def tolerance(inp, e): return {"rtol": 0, "atol": 0} if inp["kind"] in ("split", "kfold") else TOL
def compute(inp):
    if inp["kind"] != "standardize": return base.compute(inp)[0], oracle("scikit-learn", SCRIPT)
    a, b = np.array(inp["x_train"], float), np.array(inp["x_test"], float); s = StandardScaler().fit(a)
    return {"train": tl(s.transform(a)), "test": tl(s.transform(b))}, oracle("scikit-learn", SCRIPT)

def scaled(inp, **b):
    """plain loops; the spread as mean of squares minus square of the mean would lose digits, so the deviations are squared"""
    if inp["kind"] != "standardize": return None
    out = {"train": [list(r) for r in inp["x_train"]], "test": [list(r) for r in inp["x_test"]]}
    for j in range(len(inp["x_train"][0])):
        for part in ("train", "test"):
            c = [r[j] for r in inp["x_train"] + (inp["x_test"] if b.get("all") else [])] if not b.get("each") else [r[j] for r in inp["x_" + part]]
            m = math.fsum(c) / len(c); s = 1.0 if len(set(c)) == 1 else math.sqrt(math.fsum((v - m) ** 2 for v in c) / (len(c) - 1 if b.get("n1") else len(c)))
            for r in out[part]: r[j] = (r[j] - m) / s
    return out
def training(inp):
    n = len(inp["y"]); ix = inp.get("permutation") or list(range(n)); return ix[:n - math.ceil(n * inp["test_size"])]
def without_constant_columns(f):
    """a column without spread in training can as well be left out: its coefficient is 0"""
    def g(inp):
        if inp["kind"] == "standardize": return None
        if inp["kind"] != "fit_on_train": return f(inp)
        tr = training(inp); kept = [j for j in range(len(inp["X"][0])) if len({inp["X"][i][j] for i in tr}) > 1]
        e = f({**inp, "X": [[r[j] for j in kept] for r in inp["X"]]})
        return {**e, "coef": [e["coef"][kept.index(j)] if j in kept else 0.0 for j in range(len(inp["X"][0]))]} if e else e
    return g
ALTS = {name: without_constant_columns(f) for name, f in base.ALTS.items()} | {"plain loops": scaled}
MUTANTS = {name: without_constant_columns(f) for name, f in base.MUTANTS.items()} | {
 "statistics of all rows": lambda i: scaled(i, all=1), "each part with its own statistics": lambda i: scaled(i, each=1), "n - 1 in sigma": lambda i: scaled(i, n1=1)}

def drift(g, n, w, s, std, perm=None, constant=None):
    """rows whose later ones (in the order given) lie elsewhere, so that statistics of all rows differ from those of the training rows"""
    order = perm or list(range(n)); X = [None] * n; y = [None] * n
    for t, (i, a, e) in enumerate(zip(order, g.normal((n, len(w)), 1, 2), g.normal(n, .8, 2))):
        X[i] = [round((a[j] + t / 4) * (1 + 4 * j) - 3 * j, 2) for j in range(len(w))]
        if constant is not None: X[i][constant] = 7.0 if i in order[:n - math.ceil(n * s)] else 7.0 + t
        y[i] = round(sum(c * v for c, v in zip(w, X[i])) + 2 + e, 2)
    return {"kind": "fit_on_train", "X": X, "y": y, "test_size": s, "standardize": std, **({"permutation": perm} if perm else {})}
def ST(train, test): return {"kind": "standardize", "x_train": train, "x_test": test}
def public_inputs():
    g = Gen(97031); SP = base.SP
    g.normal((6, 5), 1)  # drawn for a case that is now in more_score_predictions; the numbers below follow it
    return [
     ("split 5 rows, 0.25", SP(5, .25)), ("split 4 rows in half", SP(4, .5)), ("split 9 rows, 0.25", SP(9, .25)),
     ("standardise 1, 2, 3, and then 4 and 5", ST([[1.0], [2.0], [3.0]], [[4.0], [5.0]])),
     ("standardise two columns, one in hundreds", ST([[1.0, 100.0], [3.0, 300.0], [5.0, 200.0], [7.0, 400.0]], [[9.0, 250.0]])),
     ("standardise a column that is 5 in all training rows", ST([[1.0, 5.0], [2.0, 5.0], [6.0, 5.0]], [[3.0, 5.0], [4.0, 7.0]])),
     ("standardise three columns of random numbers", ST(*(lambda h: (h.normal((6, 3), 3, 2, 1), h.normal((3, 3), 5, 2, 4)))(Gen(97032)))),
     ("split 2 rows in half", SP(2, .5)), ("a hundredth of 5 rows is still one row", SP(5, .01)), ("split 12 rows, 0.9, permuted", SP(12, .9, permutation=[3, 7, 0, 11, 5, 9, 1, 10, 2, 8, 6, 4])), ("split 9 rows, 0.35, permuted", SP(9, .35, permutation=[2, 0, 1, 5, 3, 4, 8, 6, 7])),
     ("k-fold: every row is a fold", {"kind": "kfold", "n": 4, "k": 4}), ("k-fold 7 in 2", {"kind": "kfold", "n": 7, "k": 2}), ("k-fold 14 in 5", {"kind": "kfold", "n": 14, "k": 5}),
     ("one feature, drifting rows, standardised", drift(g, 10, [1.5], .3, True)), ("two features, permuted, drifting rows, standardised", drift(g, 12, [1.5, -.75], .4, True, g.perm(12))), ("a column without spread in training, standardised", drift(g, 11, [1.0, 0.5, -.25], .25, True, None, 1)), ("a column without spread in training", drift(g, 9, [2.0, 0.5], .3, False, g.perm(9), 1)), ("three features, two held-out rows", drift(g, 16, [.5, -1.0, .25], .1, False)),
     ("standardise a column that is 0.1 in all training rows", ST([[0.1, 2.0], [0.1, 4.0], [0.1, 9.0]], [[0.1, 5.0], [0.4, 1.0]])),
    ]
