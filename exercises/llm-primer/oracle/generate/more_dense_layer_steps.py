"""First steps of dense-layer: one function a case, one layer.  Oracle: torch, float64."""
import fam_e
from fam_e import FW
from common import oracle, T, tl
import torch

FAMILY = "more_dense_layer_steps"
SCRIPT = "more_dense_layer_steps.py"
TOL = fam_e.TOL
DEFINITION = {
 "kinds": dict({k: fam_e.DEFINITION["kinds"][k] for k in ("forward", "activation")},
  softmax_only="rows: softmax over each row, computed stably", log_softmax_only="rows: the logarithm of that softmax, computed stably"),
 "comparison": fam_e.DEFINITION["comparison"]}

def compute(inp):
    o = oracle("torch", SCRIPT)
    if inp["kind"] == "softmax_only": return {"softmax": tl(torch.softmax(T(inp["z"]), -1))}, o
    if inp["kind"] == "log_softmax_only": return {"log_softmax": tl(torch.log_softmax(T(inp["z"]), -1))}, o
    return fam_e.compute(inp)[0], o
def plain(inp):
    if inp["kind"] in ("softmax_only", "log_softmax_only"):
        name = inp["kind"][:-5]; return {name: fam_e.plain({"kind": "softmax", "z": inp["z"]})[name]}
    return fam_e.plain(inp)
ALTS = {"plain python": plain}
MUTANTS = {}

def act(name, *z): return {"kind": "activation", "name": name, "z": list(z)}
def soft(*z): return {"kind": "softmax_only", "z": list(z)}
def logs(*z): return {"kind": "log_softmax_only", "z": list(z)}
FAR = [[3.0, 1.0], [-1000.0, -1002.0]]
K = [[1.0, -1.0], [0.5, -2.0]]
def public_inputs():
    return [
     ("activation: relu", act("relu", 2.5, -4.0)),
     ("activation: linear", act("linear", 2.5, -4.0)),
     ("activation: leaky_relu", act("leaky_relu", 2.5, -4.0)),
     ("activation: sigmoid", act("sigmoid", 0.0, 2.0, -2.0)),
     ("activation: tanh", act("tanh", 0.0, 0.5, -0.5)),
     ("one layer: a kernel", FW([[1.0, 2.0]], [{"kernel": K, "bias": [0.5, 1.0], "activation": "relu"}])),
     ("one layer: the same as a weight", FW([[1.0, 2.0]], [{"weight": [[1.0, 0.5], [-1.0, -2.0]], "bias": [0.5, 1.0], "activation": "relu"}], "torch")),
     ("one layer: no bias, two samples", FW([[1.0, 2.0, 0.0], [-1.0, 0.5, 3.0]], [{"kernel": [[1.0], [2.0], [-1.0]], "bias": None, "activation": "linear"}])),
     ("one layer: three inputs, two units, a weight", FW([[1.0, -1.0, 2.0]], [{"weight": [[1.0, 2.0, 3.0], [0.5, 0.0, -1.0]], "bias": [0.25, -0.25], "activation": "linear"}], "torch")),
     ("two layers: relu, then softmax", FW([[1.0, 2.0]], [{"kernel": K, "bias": [0.5, 1.0], "activation": "relu"}, {"kernel": [[0.4, -0.4], [7.0, 7.0]], "bias": None, "activation": "softmax"}])),
     ("softmax: one row", soft([1.0, -1.0])),
     ("softmax: two rows", soft([0.0, 0.0], [0.0, 3.0])),
     ("softmax: large numbers", soft([1000.0, 1001.0, 1002.0])),
     ("softmax: one row high, one low", soft(*FAR)),
     ("log-softmax: one row", logs([1.0, -1.0])),
     ("log-softmax: a probability that is nearly 0", logs([0.0, 1000.0])),
     ("log-softmax: one row high, one low", logs(*FAR)),
    ]
