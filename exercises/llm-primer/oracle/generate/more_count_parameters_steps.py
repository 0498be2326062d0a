"""First steps of count-parameters: one function a case, networks of one or two layers.  Oracle: PyTorch's named_parameters()."""
import fam_a
from common import oracle, EXACT
from fam_a import M, lin

FAMILY = "more_count_parameters_steps"
SCRIPT = "more_count_parameters_steps.py"
TOL = EXACT
DEFINITION = {
 "kinds": {"list": "the parameters of input.module in the order of named_parameters(): name, shape, count", "total": "how many numbers they hold together"},
 "module": fam_a.DEFINITION["spec"], "comparison": fam_a.DEFINITION["comparison"]}

def part(kind, whole): return {"parameters": whole["parameters"]} if kind == "list" else {"total": whole["total"]}
def compute(inp): return part(inp["kind"], fam_a.compute({"kind": "torch_module", "module": inp["module"]})[0]), oracle("torch", SCRIPT)
ALTS = {"independent shape calculator (no torch)": lambda i: part(i["kind"], fam_a.plain({"kind": "torch_module", "module": i["module"]}))}
MUTANTS = {}

EXAMPLE = M([["fc1", lin(3, 2)], ["act", {"type": "ReLU"}], ["fc2", lin(2, 1, False)]])
def public_inputs():
    return [
     ("list: fc1 and fc2", {"kind": "list", "module": EXAMPLE}),
     ("list: one layer with a bias", {"kind": "list", "module": M([["proj", lin(4, 3)]])}),
     ("list: one layer without a bias", {"kind": "list", "module": M([["out", lin(2, 6, False)]])}),
     ("list: a layer that stands alone", {"kind": "list", "module": lin(2, 3)}),
     ("total: fc1 and fc2", {"kind": "total", "module": EXAMPLE}),
     ("total: one layer without a bias", {"kind": "total", "module": M([["out", lin(2, 6, False)]])}),
     ("total: an activation alone", {"kind": "total", "module": {"type": "Sequential", "layers": [{"type": "ReLU"}]}}),
    ]
