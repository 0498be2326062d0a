"""Cases to begin the exercise backpropagation with: one unit, one layer, the statement's network.  Oracle: torch autograd, float64."""
import fam_f
from fam_f import B, DEFINITION, TOL, tolerance, ALTS, MUTANTS

FAMILY = "more_backpropagation_begin"
SCRIPT = "more_backpropagation_begin.py"

def compute(inp):
    e, o = fam_f.compute(inp)
    return e, {**o, "script": "generate/" + SCRIPT}

def layer(kernel, bias, activation="linear"): return {"kernel": kernel, "bias": bias, "activation": activation}
NET = [layer([[1, -1], [0.5, 1]], [0, -2], "relu"), layer([[3], [1]], [-1])]
def pair(activation):
    """one unit with the activation below one linear unit"""
    return B([[1], [-1]], [layer([[0.5]], [-0.25], activation), layer([[3]], [1])], "mse", [[2], [1]])
def tokens(embedding, rows, target): return {"kind": "embedding", "layout": "keras", "embedding": embedding, "tokens": rows, "layers": NET, "loss": "mse", "target": target}
def public_inputs():
    return [
     ("one linear unit, one row", B([[3]], [layer([[2]], [1])], "mse", [[5]])),
     ("one linear unit, two rows", B([[3], [1]], [layer([[2]], [1])], "mse", [[5], [4]])),
     ("two linear units, no bias", B([[1], [2]], [layer([[2, -1]], None)], "mse", [[0, 1], [1, 0.5]])),
     ("one linear unit, two inputs", B([[1, 3], [2, 0.5]], [layer([[2], [-1]], [0.5])], "mse", [[0], [1]])),
     ("the statement's network", B([[1, 2]], NET, "mse", [[4]])),
     ("the statement's network, two rows", B([[1, 2], [2, -1]], NET, "mse", [[4], [1]])),
     ("one tanh unit, one linear unit", pair("tanh")),
     ("one sigmoid unit, one linear unit", pair("sigmoid")),
     ("one leaky relu unit, one linear unit", pair("leaky_relu")),
     ("one layer, BCE with logits", B([[1, 2], [0, -1]], [layer([[1, -1], [0.5, 2]], [0, 1])], "bce_logits", [[1, 0], [0, 1]])),
     ("one layer, cross-entropy", B([[1, 2], [0, -1]], [layer([[1, -1, 0], [0.5, 2, -1]], [0, 1, 0.5])], "cross_entropy", [2, 0])),
     ("two tokens, averaged", tokens([[0, 4], [2, 0], [9, 9]], [[0, 1]], [[4]])),
     ("two rows, a token in both", tokens([[0, 4], [2, 0], [4, 2]], [[0, 1], [1, 2]], [[4], [1]])),
    ]
