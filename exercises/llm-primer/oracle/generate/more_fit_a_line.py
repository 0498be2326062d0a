"""More cases for fit-a-line: each function alone. fit with one feature; predict and evaluate with a model that is given.
Oracle: scikit-learn LinearRegression (with the given coefficients), and sklearn.metrics.r2_score."""
import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from common import oracle, tl

FAMILY = "more_fit_a_line"
SCRIPT = "more_fit_a_line.py"
TOL = {"rtol": 1e-10, "atol": 1e-10, "fields": {}}
DEFINITION = {
 "line": "coef and intercept of least squares with one feature and an intercept",
 "predict": "predictions = X.coef + intercept; several targets: coef [t][p], intercept [t], predictions [m][t]",
 "evaluate": "rss = sum of squared residuals (all targets); r2 = 1 - rss/tss with tss = sum (y - mean y)^2, null where all answers are equal or with several targets (the solution leaves it out)",
 "comparison": "|got-expected| <= atol + rtol*|expected|"}

def compute(inp):
    if inp["kind"] == "line":
        m = LinearRegression().fit(np.array(inp["X"], float), np.array(inp["y"], float))
        return {"coef": tl(m.coef_), "intercept": float(m.intercept_)}, oracle("scikit-learn", SCRIPT, "LinearRegression()")
    m = LinearRegression(); m.coef_ = np.array(inp["model"]["coef"], float); m.intercept_ = np.array(inp["model"]["intercept"], float)
    p = m.predict(np.array(inp["X"], float))
    o = oracle("scikit-learn", SCRIPT, "LinearRegression().predict with given coefficients" + ("" if inp["kind"] == "predict" else ", sklearn.metrics.r2_score"))
    if inp["kind"] == "predict": return {"predictions": tl(p)}, o
    y = np.array(inp["y"], float); e = {"rss": float(((y - p) ** 2).sum())}
    e["r2"] = float(r2_score(y, p)) if y.ndim == 1 and np.ptp(y) > 0 else None
    return e, o

def plain(inp):
    """plain loops"""
    if inp["kind"] == "line":
        x, y = [r[0] for r in inp["X"]], inp["y"]; mx, my = sum(x) / len(x), sum(y) / len(y)
        w = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)
        return {"coef": [w], "intercept": my - w * mx}
    c, b = inp["model"]["coef"], inp["model"]["intercept"]; many = isinstance(b, list)
    one = lambda row, w, i: sum(a * q for a, q in zip(row, w)) + i
    p = [[one(r, w, i) for w, i in zip(c, b)] if many else [one(r, c, b)] for r in inp["X"]]
    if inp["kind"] == "predict": return {"predictions": p if many else [v[0] for v in p]}
    y = inp["y"] if many else [[v] for v in inp["y"]]
    e = {"rss": sum((u - v) ** 2 for r, q in zip(y, p) for u, v in zip(r, q))}
    t = [v[0] for v in y]; s = sum((v - sum(t) / len(t)) ** 2 for v in t)
    e["r2"] = 1 - e["rss"] / s if not many and len(set(t)) > 1 else None
    return e
ALTS = {"plain loops": plain}

def model(coef, intercept): return {"coef": coef, "intercept": intercept}
def predict(coef, intercept, X): return {"kind": "predict", "model": model(coef, intercept), "X": X}
def evaluate(coef, intercept, X, y): return {"kind": "evaluate", "model": model(coef, intercept), "X": X, "y": y}
def line(x, y): return {"kind": "line", "X": col(x), "y": y}
def col(v): return [[x] for x in v]
def public_inputs():
    return [
     ("fit: the text's data", line([1, 2, 3, 4, 5], [2, 4, 5, 4, 5])),
     ("fit: a falling line", line([0, 1, 2], [5, 3, 1])),
     ("fit: points that are not in order", line([4, -1, 2.5, 0], [1, 3, -2, 6])),
     ("the line 0.6x + 2.2 at x = 6", predict([0.6], 2.2, [[6]])),
     ("three rows, a falling line", predict([-2], 5, [[0], [1.5], [-3]])),
     ("two features", predict([1.5, -2], 0.25, [[1, 1], [4, 0.5], [-2, 3]])),
     ("an intercept of 0", predict([3, 0, -1], 0, [[1, 7, 2], [0, 0, 0]])),
     ("the text's data and its line", evaluate([0.6], 2.2, col([1, 2, 3, 4, 5]), [2, 4, 5, 4, 5])),
     ("every point on the line", evaluate([2], 0, col([1, 2, 3]), [2, 4, 6])),
     ("a line worse than the mean", evaluate([-1], 4, col([0, 1, 2, 3]), [1, 2, 4, 5])),
     ("equal answers have no r2", evaluate([0.5], 1, col([1, 2, 3]), [2, 2, 2])),
     ("two targets: one row of coefficients for each", predict([[1, 2], [0, -1]], [0.5, 3], [[1, 1], [2, -1], [0, 0]])),
     ("a matrix with one column of answers", predict([[2, -1]], [1], [[3, 4], [0, 1]])),
     ("residuals of two targets", evaluate([[1], [2]], [0, -1], col([1, 2, 4]), [[1, 2], [3, 2.5], [4, 8]])),
     ("residuals of a matrix with one column", evaluate([[2]], [1], col([0, 1, 2]), [[1], [2], [6]])),
     ("equal answers of 0.1, whose mean is rounded", evaluate([0.5], 1, col([1, 2, 3]), [0.1, 0.1, 0.1])),
    ]
