"""Cases of backpropagate-numbers: chains of nodes, each of which turns one number into another.  Oracle: torch autograd, float64."""
import math
import numpy as np
import torch
from common import T, Gen, oracle

FAMILY = "more_backpropagate_numbers"
SCRIPT = "more_backpropagate_numbers.py"
TOL = {"rtol": 1e-11, "atol": 1e-13}
DEFINITION = {
 "node": "op 'add': v + knob; 'multiply': v * knob; 'square': v^2; 'relu': max(0, v), slope 0 at v = 0 (torch); 'tanh'",
 "kinds": {
  "slope": "one node at one number x: the derivative of its result with respect to x. expected: slope",
  "forward": "a chain, starting from x. expected: values, x first, then the result of each node",
  "backward": "the derivative of the last value with respect to each value (gradients, the last is 1) and to each knob (knobs, null for a node without one)"},
 "comparison": "|got-expected| <= atol + rtol*|expected|"}


def node(n, v, knob):
    return {"add": lambda: v + knob, "multiply": lambda: v * knob, "square": lambda: v.square(), "relu": lambda: torch.relu(v), "tanh": lambda: torch.tanh(v)}[n["op"]]()


def compute(inp):
    chain = [inp["node"]] if inp["kind"] == "slope" else inp["chain"]
    values = [T(inp["x"]).requires_grad_()]
    knobs = [T(n["knob"]).requires_grad_() if "knob" in n else None for n in chain]
    for n, knob in zip(chain, knobs):
        v = node(n, values[-1], knob); v.retain_grad(); values.append(v)
    if inp["kind"] == "forward": return {"values": [float(v) for v in values]}, oracle("torch", SCRIPT)
    values[-1].backward()
    zero = lambda v: v + 0.0        # no negative zeros
    gradients = [zero(float(v.grad)) for v in values]
    if inp["kind"] == "slope": return {"slope": gradients[0]}, oracle("torch", SCRIPT, "torch.autograd")
    return {"gradients": gradients, "knobs": [None if k is None else zero(float(k.grad)) for k in knobs]}, oracle("torch", SCRIPT, "torch.autograd")


def way(inp, one=1.0):
    """By the rules of the exercise, in any kind of number."""
    num = type(one)
    f = {"add": lambda v, k: v + k, "multiply": lambda v, k: v * k, "square": lambda v, k: v * v, "relu": lambda v, k: v if v > 0 else num(0), "tanh": lambda v, k: np.tanh(v)}
    s = {"add": lambda v, k: one, "multiply": lambda v, k: k, "square": lambda v, k: 2 * v, "relu": lambda v, k: one if v > 0 else num(0), "tanh": lambda v, k: 1 - np.tanh(v) ** 2}
    by_knob = {"add": lambda v: one, "multiply": lambda v: v}
    chain = [inp["node"]] if inp["kind"] == "slope" else inp["chain"]
    knob = [num(n.get("knob", 0)) for n in chain]; values = [num(inp["x"])]
    for n, k in zip(chain, knob): values.append(f[n["op"]](values[-1], k))
    if inp["kind"] == "slope": return {"slope": float(s[chain[0]["op"]](values[0], knob[0]))}
    if inp["kind"] == "forward": return {"values": [float(v) for v in values]}
    g, gradients, knobs = one, [1.0], []
    for n, k, v in reversed(list(zip(chain, knob, values))):
        knobs.insert(0, float(g * by_knob[n["op"]](v)) if "knob" in n else None)
        g = g * s[n["op"]](v, k); gradients.insert(0, float(g))
    return {"gradients": gradients, "knobs": knobs}


def forward_mode(inp):
    """d last / d value i by the product of slopes, each computed anew from the front."""
    if inp["kind"] != "backward": return None
    values = way(dict(inp, kind="forward"))["values"]; chain = inp["chain"]
    slopes = [way({"kind": "slope", "node": n, "x": v})["slope"] for n, v in zip(chain, values)]
    return {"gradients": [math.prod(slopes[i:]) for i in range(len(values))], "knobs": [None if "knob" not in n else math.prod(slopes[i + 1:]) * (values[i] if n["op"] == "multiply" else 1) for i, n in enumerate(chain)]}


ALTS = {"80-bit long double": lambda inp: way(inp, np.longdouble(1)), "float64": way, "products of slopes": forward_mode}
MUTANTS = {}


def plus(k): return {"op": "add", "knob": k}
def times(k): return {"op": "multiply", "knob": k}
SQUARE, RELU, TANH = {"op": "square"}, {"op": "relu"}, {"op": "tanh"}
def slope(n, x): return {"kind": "slope", "node": n, "x": x}
def forward(x, *chain): return {"kind": "forward", "chain": list(chain), "x": x}
def backward(x, *chain): return {"kind": "backward", "chain": list(chain), "x": x}


def long(g, x):
    """Three small layers and a squared error, with tanh and relu."""
    w = g.normal(6, 1, 2); return [times(w[0]), plus(w[1]), TANH, times(w[2]), plus(2.0), RELU, times(w[3]), plus(w[4]), TANH, plus(-w[5]), SQUARE]


def public_inputs():
    g = Gen(61501)
    return [
        ("slope of a square", slope(SQUARE, 3.0)), ("slope of a product", slope(times(-4.0), 5.0)), ("slope of a sum", slope(plus(7.0), 2.0)), ("slope of relu", slope(RELU, 2.5)), ("slope of a closed relu", slope(RELU, -2.5)), ("slope of relu at zero", slope(RELU, 0.0)), ("slope of tanh", slope(TANH, 0.5)),
        ("forward by hand", forward(2.0, times(3.0), plus(-1.0), plus(-4.0), SQUARE)), ("forward, one node", forward(-3.0, RELU)), ("forward, tanh and relu", forward(0.5, times(2.0), TANH, plus(0.25), RELU)),
        ("backward, one node", backward(3.0, SQUARE)), ("backward by hand", backward(2.0, times(3.0), plus(-1.0), plus(-4.0), SQUARE)), ("backward, two products", backward(2.0, times(5.0), times(-3.0))), ("backward through a closed relu", backward(1.0, times(-2.0), plus(0.5), RELU, times(4.0))), ("backward through tanh", backward(0.25, times(2.0), TANH, times(3.0))), ("backward, squared twice", backward(1.5, SQUARE, plus(-2.0), SQUARE)),
        ("a long chain", backward(0.7, *long(g, 0.7))), ("relu exactly at zero", backward(2.0, times(1.5), plus(-3.0), RELU, plus(1.0), SQUARE)), ("a knob that is zero", backward(-1.25, plus(0.75), times(0.0), plus(2.0), TANH, times(-6.0))), ("no knobs", backward(-0.8, TANH, SQUARE, TANH, RELU)),
    ]
