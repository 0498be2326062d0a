"""Cases to begin the exercise train-a-classifier with: only predictions, only a loss, one update, two batches.  Oracle: torch autograd + torch.optim / KerasAdam, float64."""
import more_small_network as small
from more_small_network import layer, P, TOL, ALTS, tolerance
from fam_h import N, KA

FAMILY = "more_train_a_classifier_begin"
SCRIPT = "more_train_a_classifier_begin.py"
DEFINITION = small.DEFINITION
MUTANTS = {}

def compute(inp):
    e, o = small.compute(inp)
    return e, {**o, "script": "generate/" + SCRIPT}

SGD = lambda lr, mu=0.0: {"type": "sgd", "lr": lr, "momentum": mu}
ZERO = [layer([[0.0, 0.0]], [0.0, 0.0])]
HALF = [layer([[0.5, -0.5]], [0.0, 0.0])]
YES = [layer([[1.0], [-2.0]], [0.5])]
THREE = [layer([[1.0, 0.0, -1.0], [0.5, -0.5, 2.0]], [0.0, 0.25, -0.25])]
BENT = [layer([[0.5, -1.0], [1.0, 0.25]], [0.1, -0.2], "relu"), layer([[1.0, -0.5, 0.25], [-1.0, 0.5, 2.0]], [0.0, 0.1, -0.1])]
DEEP = [layer([[1.0, -0.5]], [0.0, 0.25], "tanh"), layer([[0.5, 1.0], [-1.0, 0.75]], [0.1, -0.1], "sigmoid"), layer([[2.0, -1.0], [1.0, 0.5]], [0.0, 0.3])]
def U(layers, X, Y, loss, optimizer, epochs, batch=None, kind="update"):
    return {"kind": kind, "layers": layers, "X": X, "Y": Y, "loss": loss, "optimizer": optimizer, "epochs": epochs, "batch_size": batch}
def public_inputs():
    X, ids = [[1.0], [-1.0], [2.0]], [0, 1, 0]
    C, truth, classes = [[1.0, -1.0], [0.0, 2.0], [0.5, 0.5]], [[1.0], [0.0], [1.0]], [2, 1, 0]
    D, numbers = [[1.0], [2.0], [3.0], [-1.0], [0.5]], [[1.0, 0.0], [2.0, -1.0], [0.5, 1.0], [0.0, 2.0], [1.0, 1.0]]
    return [
     ("statement's layer, predictions", P(HALF, [[2.0], [-1.0]])),
     ("two layers, relu, predictions", P(BENT, C)),
     ("three layers, tanh and sigmoid, predictions", P(DEEP, [[1.0], [-2.0]])),
     ("two classes, all knobs 0, loss", U(ZERO, X, ids, "cross_entropy", SGD(1.0), 0, 2)),
     ("three classes, loss", U(THREE, C, classes, "cross_entropy", SGD(.1), 0, 2)),
     ("yes or no, loss", U(YES, C, truth, "bce_logits", SGD(.1), 0, 2)),
     ("squared error, loss", U(HALF, X, [[0.5, 0.0], [1.0, 1.0], [1.0, -2.0]], "mse", SGD(.1), 0, 2)),
     ("a logit of 800, yes or no, loss", U([layer([[800.0]], [0.0])], [[1.0], [-1.0], [0.5]], [[1.0], [1.0], [0.0]], "bce_logits", SGD(.1), 0, 2)),
     ("logits of 800 and 100, classes, loss", U([layer([[800.0, 100.0]], [0.0, 0.0])], [[1.0], [-1.0]], [0, 0], "cross_entropy", SGD(.1), 0, 2)),
     ("two classes, one update", U(ZERO, X[:2], ids[:2], "cross_entropy", SGD(1.0), 1, 2)),
     ("yes or no, one update", U(YES, C, truth, "bce_logits", SGD(.5), 1)),
     ("squared error, two outputs, one update", U(HALF, [[1.0], [2.0]], [[1.0, 0.0], [0.0, 1.0]], "mse", SGD(.1, .9), 1)),
     ("three classes, two layers, one update", U(BENT, C, classes, "cross_entropy", SGD(.1), 1)),
     ("three classes, Keras Adam, one update", U(THREE, C, classes, "cross_entropy", KA(.1), 1)),
     ("statement's training", N(ZERO, X, ids, SGD(1.0, .5), 1, [[2.0]], "cross_entropy", 2)),
     ("statement's training, two epochs", U(ZERO, X, ids, "cross_entropy", SGD(1.0, .5), 2, 2)),
     ("five rows, squared error, batches of 2", U(HALF, D, numbers, "mse", SGD(.1), 2, 2)),
     ("yes or no, a row at a time, Keras Adam", U(YES, C, truth, "bce_logits", KA(.1), 2, 1)),
     ("three layers, batches of 2, momentum", U(DEEP, X, ids, "cross_entropy", SGD(.2, .8), 2, 2)),
     ("the same start twice", U(ZERO, X, ids, "cross_entropy", SGD(1.0, .5), 1, 2, "train_twice")),
    ]
