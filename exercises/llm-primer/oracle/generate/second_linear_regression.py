"""A second oracle for fit-a-line and least-squares: the cases of two families once more, by numpy alone.

  /usr/bin/python3 generate/second_linear_regression.py      writes public/second_linear_regression.json

Nothing of fam_c.py is used, nor scikit-learn (which calls scipy): the data is centred here, numpy.linalg.lstsq solves it, ridge goes through
numpy.linalg.solve, and predictions and sums of squares are taken from the formulas of the exercise. deal.py puts the outputs next to the first oracle's."""
import json, os
os.environ.setdefault("OPENBLAS_CORETYPE", "Prescott")
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
PUBLIC = os.path.join(os.path.dirname(HERE), "public")
FAMILIES = ["c_linear_regression", "more_linear_regression"]
SHORT = 1e-12      # singular values below this share of the largest are none

def solve(inp):
    X, y, X_new = (np.array(inp[k], float) for k in ("X", "y", "X_new"))
    Y = y.reshape(len(y), -1)
    centre, middle = (X.mean(0), Y.mean(0)) if inp["fit_intercept"] else (np.zeros(X.shape[1]), np.zeros(Y.shape[1]))
    A, B = X - centre, Y - middle
    if inp["alpha"] > 0: W = np.linalg.solve(A.T @ A + inp["alpha"] * np.eye(A.shape[1]), A.T @ B)
    else: W = np.linalg.lstsq(A, B, rcond=SHORT)[0]
    # Predictions from the centre out: far from the origin x.w + b would cancel.
    predict = lambda M: (M - centre) @ W + middle
    fitted = predict(X); rss = float(((Y - fitted) ** 2).sum()); tss = float(((Y - Y.mean(0)) ** 2).sum())
    flat = lambda M: (M if y.ndim > 1 else M[:, 0]).tolist()
    coef, b = W.T, middle - centre @ W
    out = {"coef": coef.tolist() if y.ndim > 1 else coef[0].tolist(), "intercept": b.tolist() if y.ndim > 1 else float(b[0]),
           "predictions": flat(predict(X_new)), "fitted": flat(fitted), "rss": rss}
    if y.ndim == 1 and tss > 0: out["r2"] = 1 - rss / tss
    return out

def main():
    seconds = {}
    for family in FAMILIES:
        with open(os.path.join(PUBLIC, family + ".json"), encoding="utf-8") as file: cases = json.load(file)["cases"]
        for case in cases:
            note = "numpy.linalg.solve" if case["input"]["alpha"] > 0 else "numpy.linalg.lstsq"
            seconds.setdefault(family, {})[case["name"]] = {"expected": solve(case["input"]),
                "oracle": {"library": "numpy", "version": np.__version__, "script": "generate/second_linear_regression.py", "note": note + " on centred data"}}
    lines = ["{"]
    for i, (family, of) in enumerate(seconds.items()):
        lines.append(' %s: {' % json.dumps(family))
        lines.append(",\n".join("  %s: %s" % (json.dumps(name, ensure_ascii=False), json.dumps(one, ensure_ascii=False, allow_nan=False, separators=(",", ":"))) for name, one in of.items()))
        lines.append(" }" + ("," if i < len(seconds) - 1 else ""))
    with open(os.path.join(PUBLIC, "second_linear_regression.json"), "w", encoding="utf-8") as file: file.write("\n".join(lines + ["}"]) + "\n")
    print("second_linear_regression", sum(len(of) for of in seconds.values()), "cases")

if __name__ == "__main__": main()
