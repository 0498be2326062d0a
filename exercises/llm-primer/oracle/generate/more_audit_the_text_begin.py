"""Cases to begin the exercise audit-the-text with: one line, one layer, one to three starts of one or two epochs.  Oracle: that of fam_audit.py."""
import fam_audit
from fam_audit import L, par, reg, net, DEFINITION, TOL, ALTS, MUTANTS
from fam_h import KA

FAMILY = "more_audit_the_text_begin"
SCRIPT = "more_audit_the_text_begin.py"

def compute(inp):
    e, o = fam_audit.compute(inp)
    return e, {**o, "script": "generate/" + SCRIPT}

def start(first, second):
    """one input, two relu units, one output, no bias yet"""
    return [{"kernel": [first], "bias": [0.0] * len(first), "activation": "relu"}, {"kernel": [[w] for w in second], "bias": [0.0], "activation": "linear"}]
A, B, C = start([1.0, -1.0], [2.0, 1.0]), start([0.5, 1.0], [1.0, 0.5]), start([1.0, 0.25], [1.0, 1.0])
def small(starts, epochs, *pr): return net(starts, [1, 2], [3, 5], 3, KA(.1), epochs, *pr)
def public_inputs():
    x, y = [1, 2, 3], [1, 3, 4]
    return [
     ("statement's line", reg(x, y, 4, ("intercept", "-0.33"), ("prediction", "5.66"))),
     ("statement's line, other decimals", reg(x, y, 4, ("coefficient", "1.5"), ("intercept", "-0.3"), ("prediction", "5.7"), ("prediction", "6"))),
     ("points on a line", reg([0, 1, 2], [1, 3, 5], 3, ("coefficient", "2"), ("intercept", "1.0"), ("prediction", "7.1"))),
     ("statement's line, zeros at the end", reg(x, y, 4, ("coefficient", "1.50"), ("prediction", "5.67"), ("prediction", "5.670"))),
     ("both neighbours of a quarter", reg(x, [0.5, 0.75, 1.0], 4, ("coefficient", "0.2"), ("coefficient", "0.3"), ("intercept", "0"), ("prediction", "1.26"))),
     ("one layer", par([L("fc1", 3, 4)], ("fc1.weight", "[4, 3]"), ("fc1.bias", "[4]"), ("total", "16"))),
     ("one layer, turned round", par([L("fc1", 3, 4)], ("fc1.weight", "[3, 4]"), ("total", "16"))),
     ("two layers, the second without bias", par([L("fc1", 2, 3), L("fc2", 3, 2, False)], ("fc1.bias", "[3]"), ("fc2.weight", "[2, 4]"), ("total", "15"), ("total", "17"))),
     ("one start, one epoch", small([A], 1, ("prediction", "7.24"), ("prediction", "7"), ("loss", "1"), ("loss", "0.9"))),
     ("two starts, one epoch", small([A, B], 1, ("prediction", "5"), ("prediction", "7.3"), ("loss", "4"))),
     ("three starts, two epochs", small([A, B, C], 2, ("prediction", "6.5"), ("loss", "0.05"), ("loss", "6"))),
    ]
