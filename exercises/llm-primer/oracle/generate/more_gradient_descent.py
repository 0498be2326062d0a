"""More of family d, to begin with: one step, two steps, one epoch in batches.  Oracle: torch autograd + torch.optim.SGD, float64."""
import fam_d
from fam_d import DEFINITION, TOL, tolerance, ALTS, MUTANTS

FAMILY = "more_gradient_descent"
SCRIPT = "more_gradient_descent.py"

def compute(inp):
    e, o = fam_d.compute(inp)
    return e, {**o, "script": "generate/" + SCRIPT}

X, Y = [[1], [2], [3], [4], [5]], [2, 4, 5, 4, 5]
def gd(X, y, w0, b0, lr, epochs, batch_size=None, loss="mse"):
    return {"kind": "gd", "X": X, "y": y, "w0": w0, "b0": b0, "lr": lr, "epochs": epochs, "batch_size": batch_size, "loss": loss}
def public_inputs():
    return [
     ("document data, one step", gd(X, Y, [0.0], 0.0, .01, 1)),
     ("two rows, one step, start away from zero", gd([[1], [3]], [2, 0], [1.0], 0.5, .05, 1)),
     ("document data, two steps", gd(X, Y, [0.0], 0.0, .01, 2)),
     ("two rows, three steps, start away from zero", gd([[1], [3]], [2, 0], [1.0], 0.5, .05, 3)),
     ("half MSE, one step", gd(X, Y, [0.0], 0.0, .01, 1, loss="half_mse")),
     ("no intercept, one step", gd([[1], [2], [3]], [3, 5, 10], [0.5], None, .03, 1)),
     ("two features, one step", gd([[1, 0], [2, 1], [0, 3]], [1, 2, 3], [0.5, -1.0], 1.0, .1, 1)),
     ("document data, one epoch in batches of 2", gd(X, Y, [0.0], 0.0, .02, 1, 2)),
     ("four rows, two epochs in batches of 2", gd([[1], [-1], [2], [-2]], [3, -1, 4, -4], [0.5], 0.5, .1, 2, 2)),
     ("three rows, batches of 10: one batch", gd([[1], [2], [3]], [3, 5, 10], [0.5], 0.0, .03, 1, 10)),
    ]
