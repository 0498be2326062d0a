"""First cases of count-a-network: one function a case, small trees of modules.  Oracle: PyTorch's named_parameters()."""
import fam_a
from common import oracle, EXACT
from fam_a import M, lin

FAMILY = "more_count_a_network_begin"
SCRIPT = "more_count_a_network_begin.py"
TOL = EXACT
DEFINITION = {
 "kinds": {"list": "the parameters of input.module in the order of named_parameters(): name, shape, count",
           "total": "how many numbers they hold together, and how many of these training may change"},
 "module": fam_a.DEFINITION["spec"], "shapes": fam_a.DEFINITION["shapes"], "comparison": fam_a.DEFINITION["comparison"]}


def part(kind, whole): return {"parameters": whole["parameters"]} if kind == "list" else {"total": whole["total"], "trainable": whole["trainable"]}
def compute(inp): return part(inp["kind"], fam_a.compute({"kind": "torch_module", "module": inp["module"]})[0]), oracle("torch", SCRIPT)
ALTS = {"independent shape calculator (no torch)": lambda i: part(i["kind"], fam_a.plain({"kind": "torch_module", "module": i["module"]}))}
MUTANTS = {}

RELU = {"type": "ReLU"}
def seq(*layers): return {"type": "Sequential", "layers": list(layers)}
def ls(module): return {"kind": "list", "module": module}
def total(module): return {"kind": "total", "module": module}

BODY = seq(lin(3, 4), RELU, lin(4, 3))

def public_inputs():
    return [
     ("list: the branch body of the figure", ls(BODY)),
     ("list: one layer without a bias", ls(seq(lin(2, 6, False)))),
     ("list: a dropout comes first", ls(seq({"type": "Dropout", "p": 0.1}, lin(5, 2), {"type": "Tanh"}, lin(2, 1, False)))),
     ("list: a linear layer by itself", ls(lin(2, 3))),
     ("list: one layer inside a module", ls(M([["proj", lin(4, 2)]]))),
     ("list: a Sequential whose parts have names", ls(seq(["fc1", lin(2, 3)], ["act", {"type": "Tanh"}], ["fc2", lin(3, 1, False)]))),
     ("list: a Sequential inside a module", ls(M([["body", seq(lin(2, 2), RELU, lin(2, 4, False))], ["head", lin(4, 3)]]))),
     ("list: own parameters come before children", ls(M([["proj", lin(3, 2)]], params=[["pos", [5, 3]], ["gain", []]]))),
     ("list: modules on three levels", ls(M([["enc", M([["blocks", {"type": "ModuleList", "layers": [lin(2, 2), seq(lin(2, 5), RELU)]}]], params=[["gain", [2]]])], ["out", lin(5, 1, False)]], params=[["start", [1, 2]]]))),
     ("total: the branch body of the figure", total(BODY)),
     ("total: an activation alone", total(seq(RELU))),
     ("total: a frozen layer", total(M([["fc1", lin(3, 4)], ["fc2", lin(4, 2)]], frozen=["fc1"]))),
     ("total: a frozen bias and a frozen branch", total(M([["stem", seq(lin(4, 6), RELU, lin(6, 5))], ["head", lin(5, 3)]], frozen=["head.bias", "stem"]))),
     ("total: fc1 frozen, fc10 not", total(M([["fc1", lin(2, 3)], ["fc10", lin(3, 5)]], frozen=["fc1"]))),
    ]
