"""Further cases of split-and-score: parts of one row, as many folds as rows, targets and columns without spread, absent classes.
Oracle: scikit-learn, float64, in the words of fam_i_eval."""
import math
import fam_i_eval as base
from common import Gen, oracle

FAMILY = "more_split_and_score"
SCRIPT = "more_split_and_score.py"
TOL = base.TOL
DEFINITION = {"kinds": {k: v for k, v in base.DEFINITION["kinds"].items() if not k.startswith("perplexity")}, "comparison": base.DEFINITION["comparison"],
 "constant_columns": "fit_on_train: a column that holds one number in all training rows is divided by 1 when standardised, and its coefficient is 0 (scikit-learn's StandardScaler and minimum-norm least squares)"}

def tolerance(inp, e): return {"rtol": 0, "atol": 0} if inp["kind"] in ("split", "kfold") else TOL
def compute(inp): return base.compute(inp)[0], oracle("scikit-learn", SCRIPT)

def training(inp):
    n = len(inp["y"]); ix = inp.get("permutation") or list(range(n)); return ix[:n - math.ceil(n * inp["test_size"])]
def without_constant_columns(f):
    """a column without spread in training can as well be left out: its coefficient is 0"""
    def g(inp):
        if inp["kind"] != "fit_on_train": return f(inp)
        tr = training(inp); kept = [j for j in range(len(inp["X"][0])) if len({inp["X"][i][j] for i in tr}) > 1]
        e = f({**inp, "X": [[r[j] for j in kept] for r in inp["X"]]})
        return {**e, "coef": [e["coef"][kept.index(j)] if j in kept else 0.0 for j in range(len(inp["X"][0]))]} if e else e
    return g
ALTS = {name: without_constant_columns(f) for name, f in base.ALTS.items()}
MUTANTS = {name: without_constant_columns(f) for name, f in base.MUTANTS.items()}

def drift(g, n, w, s, std, perm=None, constant=None):
    """rows whose later ones (in the order given) lie elsewhere, so that statistics of all rows differ from those of the training rows"""
    order = perm or list(range(n)); X = [None] * n; y = [None] * n
    for t, (i, a, e) in enumerate(zip(order, g.normal((n, len(w)), 1, 2), g.normal(n, .8, 2))):
        X[i] = [round((a[j] + t / 4) * (1 + 4 * j) - 3 * j, 2) for j in range(len(w))]
        if constant is not None: X[i][constant] = 7.0 if i in order[:n - math.ceil(n * s)] else 7.0 + t
        y[i] = round(sum(c * v for c, v in zip(w, X[i])) + 2 + e, 2)
    return {"kind": "fit_on_train", "X": X, "y": y, "test_size": s, "standardize": std, **({"permutation": perm} if perm else {})}
def public_inputs():
    g = Gen(97031); SP, RM, CM = base.SP, base.RMi, base.CMi
    return [
     ("split 2 rows in half", SP(2, .5)), ("a hundredth of 5 rows is still one row", SP(5, .01)), ("split 12 rows, 0.9, permuted", SP(12, .9, permutation=[3, 7, 0, 11, 5, 9, 1, 10, 2, 8, 6, 4])), ("split 9 rows, 0.35, permuted", SP(9, .35, permutation=[2, 0, 1, 5, 3, 4, 8, 6, 7])),
     ("k-fold: every row is a fold", {"kind": "kfold", "n": 4, "k": 4}), ("k-fold 7 in 2", {"kind": "kfold", "n": 7, "k": 2}), ("k-fold 14 in 5", {"kind": "kfold", "n": 14, "k": 5}),
     ("constant target, constant error: r2 = 0, all variance explained", RM([3.0, 3.0, 3.0], [2.5, 2.5, 2.5])), ("always too high by 2", RM([1.0, 2.0, 4.0, -3.5], [3.0, 4.0, 6.0, -1.5])), ("the mean as a guess: r2 = 0", RM([1.0, 2.0, 6.0], [3.0, 3.0, 3.0])),
     ("a single row, rightly classified", CM([1], [1], 3)), ("nothing right", CM([0, 1, 1, 2, 0], [1, 0, 2, 0, 2], 3)), ("five classes, two of them neither true nor predicted", CM([4, 0, 4, 2, 2, 2, 0], [4, 4, 4, 2, 0, 2, 0], 5)),
     ("top-1 accuracy is accuracy", CM([2, 0, 1, 1], [2, 1, 1, 0], 3, scores=[[.1, .2, .7], [.3, .6, .1], [.25, .4, .35], [.5, .3, .2]], k=1)), ("top-3 of five", CM([0, 4, 3, 2, 1, 1], [0, 2, 3, 4, 1, 0], 5, scores=g.normal((6, 5), 1), k=3)),
     ("one feature, drifting rows, standardised", drift(g, 10, [1.5], .3, True)), ("two features, permuted, drifting rows, standardised", drift(g, 12, [1.5, -.75], .4, True, g.perm(12))), ("a column without spread in training, standardised", drift(g, 11, [1.0, 0.5, -.25], .25, True, None, 1)), ("a column without spread in training", drift(g, 9, [2.0, 0.5], .3, False, g.perm(9), 1)), ("three features, two held-out rows", drift(g, 16, [.5, -1.0, .25], .1, False)),
    ]
