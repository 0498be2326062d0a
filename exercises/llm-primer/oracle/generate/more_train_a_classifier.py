"""More trainings for train-a-classifier: one layer and three, several outputs, huge logits, odd batches.  Oracle: torch autograd + torch.optim / KerasAdam, float64."""
import math
import plainpy as pp
import fam_h
from fam_h import DEFINITION, TOL, ALTS, compute, tolerance, plain, when, glorot, N, KA, XOR
from common import Gen

FAMILY = "more_train_a_classifier"

def batches(i): m = i["batch_size"] or len(i["X"]); return [list(range(s, min(len(i["X"]), s + m))) for s in range(0, len(i["X"]), m)]
def loop(inp, gradient, per_epoch=lambda o: None, record=None):
    """the training loop with one typical mistake in it"""
    P = pp.unflat(pp.flat(inp["layers"]), inp["layers"]); O = pp.Opt(dict(inp["optimizer"]), len(pp.flat(P))); n = len(inp["X"]); H = []
    at = lambda rows: ([inp["X"][r] for r in rows], [inp["Y"][r] for r in rows])
    for _ in range(inp["epochs"]):
        per_epoch(O); L = []; start = P
        for rows in batches(inp):
            v, g = pp.backward(P, *at(rows), inp["loss"]); g = gradient(P, start, at, rows, g, inp)
            if g is None: continue
            L.append((v, len(rows))); P = pp.unflat(O.step(pp.flat(P), pp.flatg(g)), P)
        H.append(record(L) if record else sum(v * k for v, k in L) / n)
    return fam_h.pack(inp, H, P)
same = lambda P, start, at, rows, g, i: g
short = lambda i: i["batch_size"] and i["batch_size"] < len(i["X"]) and len(i["X"]) % i["batch_size"]
several = lambda i: len(batches(i)) > 1
def scaled(g, f): return [([[v * f for v in r] for r in K], [v * f for v in b]) for K, b in g]
def forget(o): o.m = [0.0] * len(o.m); o.v = [0.0] * len(o.v)
def naive(inp):
    """e^z before anything is taken away"""
    Z = pp.forward(inp["layers"], inp["X"])[-1][0]
    return {"final_loss": math.nan} if max(abs(v) for r in Z for v in r) > 710 else None
mom = lambda i: i["optimizer"].get("momentum")
MUTANTS = {
 "last short batch left out": lambda i: loop(i, lambda P, s, at, rows, g, i: g if len(rows) == i["batch_size"] else None) if short(i) and i["epochs"] else None,
 "short batch divided by the full batch size": lambda i: loop(i, lambda P, s, at, rows, g, i: scaled(g, len(rows) / i["batch_size"])) if short(i) and i["epochs"] else None,
 "epoch's loss: plain mean of the batch losses": lambda i: loop(i, same, record=lambda L: sum(v for v, _ in L) / len(L)) if short(i) and i["epochs"] else None,
 "gradients of all batches at the knobs of the epoch's start": lambda i: loop(i, lambda P, s, at, rows, g, i: pp.backward(s, *at(rows), i["loss"])[1]) if several(i) and i["epochs"] else None,
 "memory emptied at every epoch": lambda i: loop(i, same, per_epoch=forget) if i["epochs"] > 1 and (mom(i) or "adam" in i["optimizer"]["type"]) else None,
 "momentum dampened by (1 - mu)": when(lambda i: mom(i) and i["epochs"], bug={"dampened": True}), "momentum ignored": lambda i: plain(i, cfg={"momentum": 0.0}) if mom(i) and i["epochs"] and (several(i) or i["epochs"] > 1) else None,
 "mini-batches ignored": when(lambda i: several(i) and i["epochs"], full=True), "loss recorded after the update": when(lambda i: i["epochs"], after=True),
 "cross-entropy divided by classes too": lambda i: loop(i, lambda P, s, at, rows, g, i: scaled(g, 1 / len(P[-1]["bias"]))) if i["loss"] == "cross_entropy" and i["epochs"] else None, "softmax overflows": naive}

SGD = lambda lr, mu=0.0: {"type": "sgd", "lr": lr, "momentum": mu}
def ids(n, k): return [(i * i + i // 2) % k for i in range(n)]
def public_inputs():
    L = []
    g = Gen(181001); L.append(("XOR with two logits, cross-entropy, momentum", N(glorot(g, [2, 5, 2], ["tanh", "linear"], False), XOR, [0, 1, 1, 0], SGD(.2, .9), 60, XOR, "cross_entropy")))
    g = Gen(181002); L.append(("one layer: softmax regression, a row at a time", N(glorot(g, [3, 4], ["linear"], False), g.normal((7, 3)), ids(7, 4), SGD(.1), 12, g.normal((3, 3)), "cross_entropy", 1)))
    g = Gen(181003); L.append(("three layers, cross-entropy, batches of 3, Keras Adam", N(glorot(g, [2, 5, 4, 3], ["tanh", "sigmoid", "linear"], False), g.normal((8, 2)), ids(8, 3), KA(.02), 15, g.normal((2, 2)), "cross_entropy", 3)))
    g = Gen(181004); L.append(("two yes-no questions at once, batches of 3, momentum", N(glorot(g, [2, 6, 2], ["relu", "linear"], False), g.normal((7, 2)), [[float(i % 2), float(i % 3 == 0)] for i in range(7)], SGD(.1, .8), 20, g.normal((3, 2)), "bce_logits", 3)))
    g = Gen(181005); L.append(("mean squared error with three outputs, batches of 2, momentum", N(glorot(g, [2, 4, 3], ["sigmoid", "linear"], False), g.normal((5, 2)), g.normal((5, 3)), SGD(.05, .9), 20, g.normal((2, 2)), "mse", 2)))
    L.append(("logits in the hundreds, cross-entropy", N([{"kernel": [[400.0, -300.0, 250.0], [-350.0, 500.0, 100.0]], "bias": [20.0, -10.0, 0.0], "activation": "linear"}], [[2.0, -1.0], [-1.5, 1.0], [0.5, 2.0], [-2.0, -1.5], [1.0, 1.0]], [0, 0, 2, 1, 1], SGD(.5, .5), 10, [[1.0, 0.5], [-3.0, 2.0]], "cross_entropy", 2)))
    L.append(("logits in the hundreds, yes or no", N([{"kernel": [[600.0], [-450.0]], "bias": [5.0], "activation": "linear"}], [[2.0, 1.0], [-1.5, 0.5], [-0.5, -2.0], [1.0, 3.0]], [[1.0], [1.0], [0.0], [0.0]], SGD(.5, .9), 10, [[1.0, 0.5], [0.0, 2.0]], "bce_logits", 3)))
    g = Gen(181008); L.append(("a batch size larger than the data, Keras Adam", N(glorot(g, [2, 4, 3], ["relu", "linear"], False), g.normal((5, 2)), ids(5, 3), KA(.05), 15, g.normal((2, 2)), "cross_entropy", 8)))
    g = Gen(181009); L.append(("a single row", N(glorot(g, [2, 3, 2], ["sigmoid", "linear"], False), [[0.5, -1.25]], [1], SGD(.3, .9), 10, [[0.5, -1.25], [1.0, 1.0]], "cross_entropy", 1)))
    g = Gen(181010); L.append(("zero epochs", N(glorot(g, [2, 3, 3], ["tanh", "linear"], False), g.normal((4, 2)), ids(4, 3), SGD(.1, .9), 0, g.normal((2, 2)), "cross_entropy", 2)))
    L.append(("relu exactly at zero", N([{"kernel": [[1.0, -0.5, 0.75]], "bias": [0.0, 0.0, 0.0], "activation": "relu"}, {"kernel": [[0.5, -0.25], [0.75, 0.5], [-1.0, 0.25]], "bias": [0.1, -0.1], "activation": "linear"}], [[0.0], [1.0], [-1.0], [2.0], [-2.0]], [0, 1, 0, 1, 1], SGD(.1, .9), 12, [[0.0], [3.0]], "cross_entropy", 2)))
    return L
