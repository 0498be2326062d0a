"""More of family f: what tells backpropagation from differencing, embeddings below hidden layers, kinks, large logits."""
from common import Gen
from fam_e import net
from fam_f import B, DEFINITION, TOL, compute, tolerance, ALTS, MUTANTS

FAMILY = "more_backpropagation"
SCRIPT = "more_backpropagation.py"

def E(g, V, tokens, dims, acts, loss, target, layout="keras", **k):
    return {"kind": "embedding", "layout": layout, "embedding": g.normal((V, dims[0])), "tokens": tokens, "layers": net(g, dims, acts, layout, **k), "loss": loss, "target": target}
def far(g, dims, act, base):
    """a network whose last bias stands at the size of the targets, as after some training"""
    Ls = net(g, dims, [act, "linear"]); Ls[-1]["bias"] = [base] * dims[-1]; return Ls
def wide(g):
    dims = [24, 48, 48, 24, 1]; Ls = []
    for a, b in zip(dims[:-1], dims[1:]): Ls.append({"kernel": g.normal((a, b), 1.2 / a ** .5, 2), "bias": g.normal(b, .3, 2), "activation": "tanh"})
    Ls[-1]["activation"] = "linear"
    return B(g.normal((3, dims[0]), 1, 2), Ls, "mse", g.normal((3, 1), 2, 2))
def public_inputs():
    g = Gen(61002)
    return [
     # Populations of five provinces (census of 2020): a loss of 1e15 has no digits left for a small difference.
     ("populations: targets of a hundred million, tanh", B(g.normal((5, 3)), far(g, [3, 4, 1], "tanh", 40000000), "mse", [[126012510], [101527453], [99365519], [84748016], [83674866]])),
     ("populations: sigmoid, two outputs", B(g.normal((3, 2)), far(g, [2, 3, 2], "sigmoid", 20000000), "mse", [[126012510, 59000000], [101527453, 50000000], [99365519, 49000000]])),
     ("one row, one unit in each layer", B([[2]], [{"kernel": [[0.5]], "bias": [-0.25], "activation": "tanh"}, {"kernel": [[3]], "bias": [1], "activation": "linear"}], "mse", [[2]])),
     ("sigmoid hidden layer, BCE over three outputs", B(g.normal((4, 2)), net(g, [2, 5, 3], ["sigmoid", "linear"]), "bce_logits", [[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 1]])),
     ("two sigmoid layers, MSE over two outputs", B(g.normal((3, 4)), net(g, [4, 3, 2], ["sigmoid", "sigmoid"]), "mse", [[1, 0], [0, 1], [1, 1]])),
     ("four hidden layers, tanh and sigmoid", B(g.normal((3, 2)), net(g, [2, 3, 4, 3, 2, 3], ["tanh", "sigmoid", "tanh", "tanh", "linear"]), "cross_entropy", [2, 0, 0])),
     ("leaky relu, exactly at zero", B([[1.0, 2.0], [2.0, -1.0], [-1.0, 1.0]], [{"kernel": [[1.0, -0.5], [-0.5, 0.75]], "bias": [0.0, -1.0], "activation": "leaky_relu"}, {"kernel": [[2.0, -1.0], [1.0, 0.5]], "bias": [0.5, 0.25], "activation": "linear"}], "mse", [[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]])),
     ("relu output with MSE, some rows at zero", B([[1.0], [2.0], [-1.0], [0.5]], [{"kernel": [[1.0, -2.0]], "bias": [0.0, 1.0], "activation": "relu"}], "mse", [[3.0, 1.0], [0.5, -1.0], [1.0, 2.0], [2.0, -0.5]])),
     ("large logits, cross-entropy", B([[400.0, -300.0], [250.0, 350.0], [-500.0, 100.0]], [{"kernel": [[2.0, -1.0, 0.5], [0.5, 3.0, -2.0]], "bias": [1.0, -1.0, 0.0], "activation": "linear"}], "cross_entropy", [1, 1, 0])),
     ("large logits, BCE", B([[400.0], [-300.0], [250.0], [-500.0]], [{"kernel": [[3.0, -2.0]], "bias": [0.5, 1.0], "activation": "linear"}], "bce_logits", [[1, 1], [0, 0], [0, 1], [1, 0]])),
     ("one layer without bias, softmax of equal logits", B([[0.0, 0.0], [1.0, -1.0]], [{"kernel": [[0.5, 0.5, 0.5], [0.25, 0.25, 0.25]], "bias": None, "activation": "linear"}], "cross_entropy", [0, 2])),
     ("embedding, hidden tanh layer", E(g, 5, [[1, 4, 4, 0], [3, 3, 1, 1], [0, 1, 2, 4]], [3, 4, 5], ["tanh", "linear"], "cross_entropy", [2, 0, 4])),
     ("embedding, one token a row, no bias", E(g, 4, [[2], [0], [2]], [2, 3], ["linear"], "cross_entropy", [1, 0, 1], "torch", bias=False)),
     ("embedding, relu and MSE", E(g, 6, [[5, 0], [0, 5], [1, 1]], [4, 3, 2], ["leaky_relu", "linear"], "mse", [[0.5, -1.0], [1.0, 0.25], [-0.75, 1.5]])),
     ("4753 knobs, four layers", wide(g)),
    ]
