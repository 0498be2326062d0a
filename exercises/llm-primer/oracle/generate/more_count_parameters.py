"""More cases for count-parameters: counts beyond 2^31, 2^32 and 2^52, and linear layers nested several modules deep.

The oracle is PyTorch: real modules, real named_parameters(). The linear layers are on PyTorch's "meta" device, where a tensor
has its shape and no memory."""
import torch.nn as nn
from common import oracle, EXACT
import fam_a
from fam_a import M, mod, lin

FAMILY = "more_count_parameters"
SCRIPT = "more_count_parameters.py"
TOL = EXACT
DEFINITION = fam_a.DEFINITION

def build(s):
    if s["type"] == "Linear": return nn.Linear(s["in_features"], s["out_features"], bias=s.get("bias", True), device="meta")
    if s["type"] == "Sequential": m, parts = nn.Sequential(), [l if isinstance(l, list) else (str(i), l) for i, l in enumerate(s["layers"])]
    elif s["type"] == "Module": m, parts = nn.Module(), s["children"]
    else: return fam_a.build(s)
    for name, part in parts: m.add_module(name, build(part))
    return m

def compute(inp):
    m = build(inp["module"])
    P = [{"name": n, "shape": list(p.shape), "count": p.numel()} for n, p in m.named_parameters()]
    assert all(p.is_meta for p in m.parameters())
    return ({"parameters": P, "total": sum(p.numel() for p in m.parameters()), "trainable": sum(p.numel() for p in m.parameters() if p.requires_grad)},
            oracle("torch", SCRIPT, "linear layers on the meta device"))

ALTS = {"independent shape calculator (no torch)": lambda i: fam_a.plain(i)}
def wrapped(wrap):
    """the counts of every tensor go through `wrap`, the total is what they add up to"""
    def g(inp):
        P = [dict(p, count=wrap(p["count"])) for p in fam_a.plain(inp)["parameters"]]; t = sum(p["count"] for p in P)
        return {"parameters": P, "total": t, "trainable": t}
    return g
def float32_total(inp):
    import numpy as np
    P = fam_a.plain(inp)["parameters"]; t = np.float32(0)
    for p in P: t = np.float32(t + np.float32(p["count"]))
    return {"parameters": P, "total": int(t), "trainable": int(t)}
MUTANTS = dict(fam_a.MUTANTS, **{
 "count | 0 (32 bits, signed)": wrapped(lambda n: (n + 2 ** 31) % 2 ** 32 - 2 ** 31),
 "count >>> 0 (32 bits)": wrapped(lambda n: n % 2 ** 32),
 "total kept in a 32-bit float": float32_total})

def seq(*layers): return {"type": "Sequential", "layers": list(layers)}
relu = {"type": "ReLU"}

def public_inputs():
    return [
     ("between 2^31 and 2^32: 50000 x 50001", mod(M([["wide", lin(50000, 50001)]]))),
     ("exactly 2^32 weights", mod(lin(65536, 65536))),
     ("small counts, a total beyond 2^32", mod(seq(*[lin(40000, 40000, i != 1) for i in range(3)]))),
     ("the widest layer that a number counts exactly", mod(M([["all", lin(2 ** 26, 2 ** 26, False)], ["one", lin(1, 1)]]))),
     ("a block inside a block inside a block", mod(M([["encoder", M([["block", seq(lin(3, 5), relu, seq(lin(5, 7, False), relu, lin(7, 4)))], ["out", lin(4, 3)]])], ["act", relu], ["decoder", seq(seq(seq(lin(3, 2))))]]))),
     ("the same names on several levels, out of order", mod(M([["b", M([["b", lin(2, 6)], ["a", M([["b", lin(6, 3, False)]])]])], ["a", seq(["b", lin(3, 5)], ["c", {"type": "Dropout", "p": 0.1}], ["a", lin(5, 1)])]]))),
     ("eleven numbered layers: 10 comes after 2", mod(seq(*[lin(i + 1, i + 2, i % 3 != 0) for i in range(11)]))),
     ("nested, with nothing to learn", mod(M([["body", seq(relu, seq({"type": "Dropout", "p": 0.5}))], ["head", M([])]]))),
     ("nested, beyond 2^32", mod(M([["tower", seq(["up", lin(4096, 2000003)], ["act", relu], ["down", M([["proj", lin(2000003, 4096, False)]])])]]))),
    ]
