"""More cases for the exercise dense-layer: saturated layers, rows of softmax that lie far apart, layers of one unit.  Oracle: torch, float64."""
import fam_e
from fam_e import FW, net, pp
from common import Gen

FAMILY = "more_dense_layer"
SCRIPT = "more_dense_layer.py"
TOL = fam_e.TOL
DEFINITION = {
 "kinds": {k: fam_e.DEFINITION["kinds"][k] for k in ("forward", "activation", "softmax")},
 "sigmoid/softmax/log at extremes": fam_e.DEFINITION["sigmoid/softmax/log at extremes"],
 "comparison": fam_e.DEFINITION["comparison"]}

def compute(inp):
    e, o = fam_e.compute(inp)
    return e, {**o, "script": "generate/" + SCRIPT}
ALTS = fam_e.ALTS

def one_maximum(inp):
    """the maximum of the whole matrix subtracted from every row"""
    if inp["kind"] != "softmax": return None
    m = max(v for r in inp["z"] for v in r)
    S = [[pp.js_exp(v - m) for v in r] for r in inp["z"]]
    return {"softmax": [[pp.js_div(v, sum(r)) for v in r] for r in S], "log_softmax": [[v - m - pp.js_log(sum(s)) for v in r] for r, s in zip(inp["z"], S)]}
NAMED = ["bias forgotten", "outputs taken before the activation", "last activation skipped", "softmax over the batch axis", "softmax over the whole matrix",
         "softmax without subtracting the maximum (large logits)", "log(softmax) in place of log_softmax (large logits)"]
MUTANTS = {
 **{name: fam_e.MUTANTS[name] for name in NAMED},
 "one maximum for all rows": one_maximum}

def public_inputs():
    g = Gen(51021)
    far = [[500.0, -250.0, 125.0], [-1000.0, 750.0, 0.0]]
    K = [[2.0, -1.0, 0.5, 0.0], [1.0, 1.5, -0.5, 0.25], [-0.5, 0.25, 1.0, -1.0]]
    layer = lambda activation, bias=None: {"kernel": K, "bias": bias, "activation": activation}
    return [
     ("rows of softmax far apart", {"kind": "softmax", "z": [[1000.0, 999.0, 998.0], [0.5, -0.5, 0.0], [-1000.0, -998.0, -1001.0]]}),
     ("softmax of a single column", {"kind": "softmax", "z": [[1000.0], [-3.0], [0.0]]}),
     ("softmax of a single row, six columns", {"kind": "softmax", "z": [[-0.75, 2.0, 0.0, -750.0, 2.0, 1.25]]}),
     ("a sigmoid layer far from zero", FW(far, [layer("sigmoid", [0.5, -0.5, 0.0, 1.0])])),
     ("a tanh layer far from zero, then linear", FW(far, [layer("tanh"), {"kernel": [[0.5, 1.0], [-0.25, 0.75], [2.0, -1.0], [0.125, 0.5]], "bias": [0.25, -0.5], "activation": "linear"}])),
     ("a relu layer far from zero, then softmax", FW(far, [layer("relu"), {"kernel": [[0.5, 1.0], [-0.25, 0.75], [2.0, -1.0], [0.125, 0.5]], "bias": None, "activation": "softmax"}])),
     ("one input, one unit, one row", FW([[-2.0]], [{"weight": [[1.5]], "bias": [0.5], "activation": "leaky_relu"}], "torch")),
     ("three layers, torch layout", FW(g.normal((3, 2)), net(g, [2, 4, 3, 4], ["leaky_relu", "tanh", "softmax"], "torch"), "torch")),
     ("linear leaves everything as it is", {"kind": "activation", "name": "linear", "z": [-1000.0, -0.25, 0.0, 7.5]}),
    ]
