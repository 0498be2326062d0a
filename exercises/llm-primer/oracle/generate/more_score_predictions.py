"""Further cases of score-predictions: each score alone; targets without spread, absent classes.
Oracle: scikit-learn, float64, in the words of fam_i_eval."""
import fam_i_eval as base
from common import Gen, oracle

FAMILY = "more_score_predictions"
SCRIPT = "more_score_predictions.py"
TOL = base.TOL
ERRORS, SCORES, CLASSES = ("mse", "rmse", "mae", "max_error"), ("r2", "explained_variance"), ("accuracy", "precision", "recall", "f1", "macro_f1")
DEFINITION = {"kinds": {k: base.DEFINITION["kinds"][k] for k in ("regression_metrics", "classification_metrics")} | {
  "errors": "mse, rmse, mae, max_error of regression_metrics, alone", "scores": "r2 and explained_variance of regression_metrics, alone",
  "confusion": "confusion of classification_metrics, alone", "class_scores": "a confusion matrix: the other scores of classification_metrics for rows with these counts", "top_k": "top_k of classification_metrics, alone"},
 "comparison": base.DEFINITION["comparison"]}

def rows(C): return [(i, j) for i, r in enumerate(C) for j, n in enumerate(r) for _ in range(n)]
def whole(inp):
    """the same question as a case of a kind of fam_i_eval, and the fields that are asked for"""
    k = inp["kind"]
    if k in ("errors", "scores"): return {**inp, "kind": "regression_metrics"}, ERRORS if k == "errors" else SCORES
    if k == "confusion": return {**inp, "kind": "classification_metrics"}, ("confusion",)
    if k == "class_scores": return {"kind": "classification_metrics", "y_true": [i for i, _ in rows(inp["confusion"])], "y_pred": [j for _, j in rows(inp["confusion"])], "n_classes": len(inp["confusion"])}, CLASSES
    if k == "top_k": return {**inp, "kind": "classification_metrics", "y_pred": inp["y_true"], "n_classes": len(inp["scores"][0])}, ("top_k",)
    return inp, None
def asked(f):
    def g(inp):
        full, fields = whole(inp); e = f(full)
        return e if e is None or fields is None else {k: v for k, v in e.items() if k in fields}
    return g
def compute(inp): return asked(lambda i: base.compute(i)[0])(inp), oracle("scikit-learn", SCRIPT)
ALTS = {name: asked(f) for name, f in base.ALTS.items()}
MUTANTS = {name: asked(f) for name, f in base.MUTANTS.items()}

def public_inputs():
    g = Gen(97031); RM, CM = base.RMi, base.CMi
    def part(kind, t, p): return {"kind": kind, "y_true": t, "y_pred": p}
    return [
     ("errors of four predictions", part("errors", [2.0, 4.0, 5.0, 4.0], [3.0, 4.0, 4.0, 7.0])), ("errors of two predictions, one far off", part("errors", [0.0, 10.0], [0.0, -2.0])),
     ("R2 of four predictions", part("scores", [2.0, 4.0, 6.0, 8.0], [3.0, 3.0, 7.0, 7.0])), ("R2: all too high by 1", part("scores", [2.0, 4.0, 6.0, 8.0], [3.0, 5.0, 7.0, 9.0])), ("R2: answers all equal", part("scores", [5.0, 5.0, 5.0], [4.0, 4.0, 4.0])),
     ("confusion of six rows", {**part("confusion", [0, 0, 1, 1, 1, 2], [0, 1, 1, 1, 0, 1]), "n_classes": 3}), ("confusion: two classes", {**part("confusion", [0, 1, 0, 0], [1, 1, 0, 1]), "n_classes": 2}),
     ("class scores of six rows", {"kind": "class_scores", "confusion": [[1, 1, 0], [1, 2, 0], [0, 1, 0]]}), ("class scores: two classes", {"kind": "class_scores", "confusion": [[8, 2], [1, 4]]}), ("class scores: a class without rows", {"kind": "class_scores", "confusion": [[3, 0, 1], [0, 0, 0], [2, 0, 4]]}),
     ("top-2 of three, two rows", {"kind": "top_k", "y_true": [0, 2], "scores": [[.2, .7, .1], [.3, .5, .2]], "k": 2}), ("top-1 of three, three rows", {"kind": "top_k", "y_true": [1, 1, 0], "scores": [[.2, .7, .1], [.3, .5, .2], [.1, .6, .3]], "k": 1}),
     ("constant target, constant error: r2 = 0, all variance explained", RM([3.0, 3.0, 3.0], [2.5, 2.5, 2.5])), ("always too high by 2", RM([1.0, 2.0, 4.0, -3.5], [3.0, 4.0, 6.0, -1.5])), ("the mean as a guess: r2 = 0", RM([1.0, 2.0, 6.0], [3.0, 3.0, 3.0])),
     ("a single row, rightly classified", CM([1], [1], 3)), ("nothing right", CM([0, 1, 1, 2, 0], [1, 0, 2, 0, 2], 3)), ("five classes, two of them neither true nor predicted", CM([4, 0, 4, 2, 2, 2, 0], [4, 4, 4, 2, 0, 2, 0], 5)),
     ("top-1 accuracy is accuracy", CM([2, 0, 1, 1], [2, 1, 1, 0], 3, scores=[[.1, .2, .7], [.3, .6, .1], [.25, .4, .35], [.5, .3, .2]], k=1)), ("top-3 of five", CM([0, 4, 3, 2, 1, 1], [0, 2, 3, 4, 1, 0], 5, scores=g.normal((6, 5), 1), k=3)),
    ]
