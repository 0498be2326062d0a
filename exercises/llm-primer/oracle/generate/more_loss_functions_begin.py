"""Cases to begin the exercise loss-functions with: one function, a few numbers.  Oracle: torch, float64."""
import fam_e
from common import oracle, T
import torch.nn.functional as Fn

FAMILY = "more_loss_functions_begin"
SCRIPT = "more_loss_functions_begin.py"
TOL = fam_e.TOL
DEFINITION = {
 "kinds": {**{k: fam_e.DEFINITION["kinds"][k] for k in ("cross_entropy", "bce_with_logits")},
  "mean_squared_error": "expected.mse alone", "mean_absolute_error": "expected.mae alone"},
 "mse": "expected.mse and expected.mae: the mean over ALL elements of the squared and of the absolute error",
 "comparison": "|got-expected| <= atol + rtol*|expected|"}
ONE = {"mean_squared_error": "mse", "mean_absolute_error": "mae"}

def compute(inp):
    o = oracle("torch", SCRIPT)
    if inp["kind"] == "mean_squared_error": return {"mse": float(Fn.mse_loss(T(inp["pred"]), T(inp["target"])))}, o
    if inp["kind"] == "mean_absolute_error": return {"mae": float(Fn.l1_loss(T(inp["pred"]), T(inp["target"])))}, o
    return fam_e.compute(inp)[0], o
def single(answer):
    """an answer of family e, of which a case of one function keeps one field"""
    def one(inp):
        if inp["kind"] not in ONE: return answer(inp)
        e = answer({**inp, "kind": "mse"})
        return None if e is None else {ONE[inp["kind"]]: e[ONE[inp["kind"]]]}
    return one
ALTS = {k: single(v) for k, v in fam_e.ALTS.items()}
MUTANTS = {k: v for k, v in fam_e.MUTANTS.items() if "cross-entropy" in k or "ignore_index" in k or "BCE" in k or "sum and mean" in k}

P, Y = [[1.0, 2.0], [3.0, 5.0]], [[1.0, 4.0], [2.0, 5.0]]
def pair(kind, pred, target): return {"kind": kind, "pred": pred, "target": target}
def ce(logits, targets, **k): return {"kind": "cross_entropy", "logits": logits, "targets": targets, **k}
def bce(logits, targets): return {"kind": "bce_with_logits", "logits": logits, "targets": targets}
def public_inputs():
    L = []
    for short, kind in (("MSE", "mean_squared_error"), ("MAE", "mean_absolute_error")):
        L += [(short + ", two rows of two", pair(kind, P, Y)), (short + ", one cell", pair(kind, [[3.0]], [[5.0]])), (short + ", one row of three", pair(kind, [[1.0, 2.0, 3.0]], [[1.0, 0.0, 6.0]]))]
    return L + [
     ("cross-entropy, one row", ce([[2.0, 0.0, 1.0]], [0])),
     ("cross-entropy, an ordinary row and a large one", ce([[2.0, 0.0, 1.0], [1000.0, 0.0, 0.0]], [0, 1])),
     ("cross-entropy, two rows, sum", ce([[2.0, 0.0, 1.0], [0.0, 1.0, 0.0]], [0, 1], reduction="sum")),
     ("cross-entropy, class 0 ignored", ce([[2.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 1.0, 3.0]], [0, 1, 2], ignore_index=0)),
     ("binary, two rows of one", bce([[0.0], [2.0]], [[1], [0]])),
     ("binary, one row of two", bce([[0.5, -1.0]], [[0.9, 0.0]])),
    ]
