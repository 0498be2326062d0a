"""More of family h, to begin with: only predictions, no epoch, one update, two.  Oracle: torch autograd + torch.optim / KerasAdam, float64."""
import fam_h
import plainpy as pp
from common import oracle, tl, T
from fam_e import t_act
from fam_h import DX, DY, KA, TA

FAMILY = "more_small_network"
SCRIPT = "more_small_network.py"
TOL = fam_h.TOL
DEFINITION = {**fam_h.DEFINITION,
 "kinds": {"train": "as in family h", "predict": "layers, X_new: expected.predictions alone, of the layers as they are",
  "update": "training without X_new and predictions", "train_twice": "the same; a submission trains twice from the same layers, and its second answer counts"}}

def whole(inp): return {**inp, "kind": "train", "X_new": inp["X"]}
def compute(inp):
    if inp["kind"] == "predict":
        A = T(inp["X_new"])
        for L in inp["layers"]: A = t_act(L["activation"], A @ T(L["kernel"]) + T(L["bias"]))
        return {"predictions": tl(A)}, oracle("torch", SCRIPT)
    e, o = fam_h.compute(whole(inp))
    del e["predictions"]
    return e, {**o, "script": "generate/" + SCRIPT}
def tolerance(inp, e):
    if inp["kind"] == "predict": return TOL
    t = fam_h.tolerance(whole(inp), {**e, "predictions": []})
    del t["fields"]["predictions"]
    return t
def short(answer):
    def one(inp):
        if inp["kind"] == "predict": return {"predictions": pp.forward(inp["layers"], inp["X_new"])[-1][1]}
        e = answer(whole(inp)); e.pop("predictions", None)
        return e
    return one
ALTS = {k: short(v) for k, v in fam_h.ALTS.items()}
MUTANTS = {}

def layer(kernel, bias, activation="linear"): return {"kernel": kernel, "bias": bias, "activation": activation}
SMALL = [layer([[1.0, -1.0]], [0.0, 0.0], "relu"), layer([[2.0], [1.0]], [0.0])]
BENT = [layer([[0.5, -1.0], [1.0, 0.25]], [0.1, -0.2], "tanh"), layer([[1.0, 2.0], [-1.0, 0.5]], [0.0, 1.0])]
def P(layers, X): return {"kind": "predict", "layers": layers, "X_new": X}
def U(layers, X, Y, optimizer, epochs, kind="update"): return {"kind": kind, "layers": layers, "X": X, "Y": Y, "loss": "mse", "optimizer": optimizer, "epochs": epochs, "batch_size": None}
def public_inputs():
    X, Y, C, D = [[1.0], [2.0]], [[3.0], [5.0]], [[1.0, -1.0], [0.0, 2.0], [0.5, 0.5]], [[0.0, 1.0], [1.0, 0.0], [-0.5, 2.0]]
    return [
     ("statement's network, predictions", P(SMALL, X)),
     ("one relu unit, predictions", P([layer([[2.0]], [-1.0], "relu"), layer([[3.0]], [1.0])], [[1.0], [0.0], [4.0]])),
     ("two inputs, two outputs, tanh, predictions", P(BENT, C)),
     ("statement's network, no epoch", U(SMALL, X, Y, KA(.1), 0)),
     ("statement's network, one epoch, Keras Adam", U(SMALL, X, Y, KA(.1), 1)),
     ("statement's network, one epoch, torch Adam", U(SMALL, X, Y, TA(.1), 1)),
     ("statement's network, two epochs, Keras Adam", U(SMALL, X, Y, KA(.1), 2)),
     ("two inputs, two outputs, tanh, one epoch", U(BENT, C, D, TA(.05), 1)),
     ("two inputs, two outputs, tanh, three epochs", U(BENT, C, D, KA(.05), 3)),
     ("the same start twice", U(SMALL, X, Y, KA(.1), 2, "train_twice")),
    ]
