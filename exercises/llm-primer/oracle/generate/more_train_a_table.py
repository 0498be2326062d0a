"""Cases for train-a-table, one function at a time: the loss of a table, its gradient, one step and two.  Oracle: torch autograd."""
import math
import torch, torch.nn.functional as Fn
import fam_i_model as model
from common import Gen, T, oracle, tl

FAMILY = "more_train_a_table"
SCRIPT = "more_train_a_table.py"
TOL = {"rtol": 1e-10, "atol": 1e-12}
DEFINITION = {
 "kinds": {
  "table_loss": "the logits of the id that follows x are row W0[x]. loss = mean cross-entropy over all pairs (xs, ys), rows flattened",
  "table_gradient": "grad = the gradient of that loss for every cell of W0",
  "lm_train": "as in i_model_blocks"},
 "comparison": "|got-expected| <= atol + rtol*|expected|"}

def compute(inp):
    if inp["kind"] == "lm_train": e, o = model.compute(inp); return e, {**o, "script": "generate/" + SCRIPT}
    W = T(inp["W0"]).requires_grad_(); x, y = torch.tensor(inp["xs"]), torch.tensor(inp["ys"]); L = Fn.cross_entropy(Fn.embedding(x, W).reshape(-1, W.shape[0]), y.reshape(-1))
    if inp["kind"] == "table_loss": return {"loss": float(L)}, oracle("torch", SCRIPT, "functional.cross_entropy")
    L.backward(); return {"grad": tl(W.grad)}, oracle("torch", SCRIPT, "autograd")

def one(f):
    """the loss and the gradient are those of one step"""
    def answer(inp):
        r = f(inp if inp["kind"] == "lm_train" else dict(inp, kind="lm_train", lr=1.0, steps=1))
        if r is None or inp["kind"] == "lm_train": return r
        return {"loss": r["loss_history"][0]} if inp["kind"] == "table_loss" else {"grad": r["grad_first"]}
    return answer
ALTS = {n: one(f) for n, f in model.ALTS.items()}
MUTANTS = {n: (lambda i, f=f: one(f)(i)) for n, f in model.MUTANTS.items() if n.startswith("LM") or n == "gradient ascent"}

def LO(W, xs, ys): return {"kind": "table_loss", "W0": W, "xs": xs, "ys": ys}
def GR(W, xs, ys): return {"kind": "table_gradient", "W0": W, "xs": xs, "ys": ys}
def LM(W, xs, ys, lr, steps): return {"kind": "lm_train", "W0": W, "xs": xs, "ys": ys, "lr": lr, "steps": steps}
Z2 = [[0.0, 0.0], [0.0, 0.0]]
def public_inputs():
    g = Gen(98101); W = g.normal((3, 3), 1, 2); X = [[0, 2, 0], [1, 0, 2]]; Y = [[2, 0, 1], [0, 2, 1]]
    return [
     ("loss of zeros", LO(Z2, [[0, 0, 1]], [[1, 1, 0]])), ("loss of one pair", LO([[1.0, 3.0], [0.0, 0.0]], [[0]], [[1]])), ("loss over two batch rows", LO(W, X, Y)), ("loss with a logit of 1000", LO([[1000.0, 998.0], [-999.0, -1000.0]], [[0, 1]], [[1, 0]])),
     ("gradient of zeros", GR(Z2, [[0, 0, 1]], [[1, 1, 0]])), ("gradient of one pair", GR([[1.0, 3.0], [0.0, 0.0]], [[0]], [[1]])), ("gradient, an id that comes twice", GR(W, [[1, 1]], [[0, 2]])), ("gradient over two batch rows", GR(W, X, Y)),
     ("one step from zeros", LM(Z2, [[0, 0, 1]], [[1, 1, 0]], 3.0, 1)), ("two steps from zeros", LM(Z2, [[0, 0, 1]], [[1, 1, 0]], 3.0, 2)), ("two steps on two batch rows", LM(W, X, Y, .5, 2)),
    ]
