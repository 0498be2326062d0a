"""More cases for the exercise loss-functions: absolute errors, ignored rows, soft targets, logits of +-1000.  Oracle: torch, float64."""
import fam_e
from common import Gen

FAMILY = "more_loss_functions"
SCRIPT = "more_loss_functions.py"
TOL = fam_e.TOL
DEFINITION = {
 "kinds": {k: fam_e.DEFINITION["kinds"][k] for k in ("mse", "cross_entropy", "bce_with_logits")},
 "mse": "expected.mse and expected.mae: the mean over ALL elements of the squared and of the absolute error",
 "ignore_index": "may be a class id: rows of that class are left out like any other ignored row; where it is absent no row is left out",
 "bce targets": "any number from 0 to 1",
 "comparison": "|got-expected| <= atol + rtol*|expected|"}

def compute(inp):
    e, o = fam_e.compute(inp)
    return e, {**o, "script": "generate/" + SCRIPT}
ALTS = fam_e.ALTS

def mae(f):
    """mse as it should be, mae from the list of errors by f"""
    def answer(inp):
        if inp["kind"] != "mse": return None
        e = fam_e.plain(inp)
        return {**e, "mae": f([a - b for p, y in zip(inp["pred"], inp["target"]) for a, b in zip(p, y)])}
    return answer
def hard(inp):
    """targets rounded to 0 or 1"""
    if inp["kind"] != "bce_with_logits" or all(y in (0, 1) for row in inp["targets"] for y in row): return None
    return fam_e.plain({**inp, "targets": [[1 if y > .5 else 0 for y in row] for row in inp["targets"]]})
MUTANTS = {
 **{k: v for k, v in fam_e.MUTANTS.items() if "MSE" in k or "cross-entropy" in k or "ignore_index" in k or "BCE" in k or "sum and mean" in k or "clipped" in k},
 "absolute value taken of the mean error": mae(lambda e: abs(sum(e) / len(e))), "signed errors averaged": mae(lambda e: sum(e) / len(e)), "absolute errors summed": mae(lambda e: sum(map(abs, e))),
 "targets taken for 0 or 1": hard}

def mse(pred, target): return {"kind": "mse", "pred": pred, "target": target}
def ce(logits, targets, **k): return {"kind": "cross_entropy", "logits": logits, "targets": targets, **k}
def bce(logits, targets): return {"kind": "bce_with_logits", "logits": logits, "targets": targets}
def public_inputs():
    g = Gen(51011)
    return [
     ("errors of both signs cancel in a plain mean", mse([[3.0], [1.0], [-2.0], [5.0]], [[1.0], [3.0], [0.0], [3.0]])),
     ("one large error", mse([[1.5, 2.0, -0.5], [0.0, 4.25, 12.0]], [[1.0, 2.5, -0.5], [0.25, 4.0, 2.0]])),
     ("every prediction right", mse([[0.1, -7.3], [1e6, 0.0]], [[0.1, -7.3], [1e6, 0.0]])),
     ("a single cell, far too low", mse([[-3.5]], [[1e4]])),
     ("tiny errors on large numbers, three columns", mse([[1000.5, -2000.25, 3000.0], [1000.0, -2000.0, 3000.125]], [[1000.0, -2000.0, 3000.25], [1000.25, -2000.0, 3000.0]])),
     ("absolute errors, four rows of five", mse(g.normal((4, 5), 3), g.normal((4, 5), 3))),
     ("padding is class 0 and left out", ce(g.normal((5, 3), 1.5), [2, 0, 1, 0, 1], ignore_index=0)),
     ("ignored rows in a sum", ce(g.normal((4, 5), 2), [4, -1, 0, -1], ignore_index=-1, reduction="sum")),
     ("every row ignored, sum", ce(g.normal((2, 3), 1), [-100, -100], ignore_index=-100, reduction="sum")),
     ("logits of +-1000, right and wrong", ce([[1000.0, -1000.0], [-1000.0, 1000.0], [1000.0, 999.0], [-1000.0, -998.0]], [0, 0, 1, 0])),
     ("rows of very different size", ce([[1000.0, 1001.0, 999.0], [0.5, -0.25, 0.0], [-1000.0, -1001.0, -1003.0]], [2, 1, 1], reduction="sum")),
     ("one class only: nothing to guess", ce([[4.0], [-1000.0]], [0, 0])),
     ("equal logits: log of the number of classes", ce([[0.0] * 7, [-3.0] * 7], [6, 2])),
     ("binary, ordinary logits, two columns", bce(g.normal((3, 2), 1.5), [[1, 0], [0, 0], [1, 1]])),
     ("binary, targets between 0 and 1", bce(g.normal((4, 1), 2), [[0.25], [0.9], [0.5], [1.0]])),
     ("binary, logits of +-1000", bce([[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 0.0]], [[1, 0, 1], [1, 0, 0.5]])),
    ]
