"""First steps of make-batches: one function a case.  Oracle: torch; for the draws, the generator of more_make_batches, which is checked against the C++ standard."""
import torch
import fam_i_text as it
import more_make_batches as mb
from common import oracle, tl

FAMILY = "more_make_batches_steps"
SCRIPT = "more_make_batches_steps.py"
TOL = {"rtol": 0, "atol": 0}
DEFINITION = {
 "kinds": dict({k: it.DEFINITION["kinds"][k] for k in ("windows", "get_batch", "pad_batch")},
  stack="the windows given as x, y grouped in order into batches of batch_size; drop_last drops a shorter last batch",
  starts="the starts of the kind draw, without the windows: length is that of the text"),
 "draw": mb.DEFINITION["kinds"]["draw"], "comparison": "exact"}

def compute(inp):
    k = inp["kind"]; o = oracle("torch", SCRIPT)
    if k == "stack":
        X, Y = torch.tensor(inp["x"]), torch.tensor(inp["y"])
        D = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(X, Y), batch_size=inp["batch_size"], shuffle=False, drop_last=inp["drop_last"])
        return {"batches": [{"x": tl(x), "y": tl(y)} for x, y in D]}, o
    if k == "starts":
        e, _ = mb.compute({"kind": "draw", "ids": list(range(inp["length"])), **{n: inp[n] for n in ("block_size", "batch_size", "seed")}})
        return {"starts": e["starts"]}, o
    return it.compute(inp)[0], o

def plain(inp):
    k = inp["kind"]
    if k == "stack":
        n, B = len(inp["x"]), inp["batch_size"]
        ends = [min(s + B, n) for s in range(0, n, B)]
        return {"batches": [{"x": inp["x"][s:e], "y": inp["y"][s:e]} for s, e in zip(range(0, n, B), ends) if e - s == B or not inp["drop_last"]]}
    if k == "starts":
        s = inp["seed"]; out = []
        for _ in range(inp["batch_size"]): s = s * 48271 % (2 ** 31 - 1); out.append(s % (inp["length"] - inp["block_size"]))
        return {"starts": out}
    return it.plain(inp)
ALTS = {"plain loops": plain}
MUTANTS = {}

PI = [3, 1, 4, 1, 5, 9, 2, 6]
def W(ids, T, s): return {"kind": "windows", "ids": ids, "block_size": T, "stride": s}
def GB(ids, T, starts): return {"kind": "get_batch", "ids": ids, "block_size": T, "starts": starts}
def PB(seqs, pad): return {"kind": "pad_batch", "sequences": seqs, "pad_id": pad}
def ST(n, B, drop):
    x = [[10 * i, 10 * i + 1] for i in range(1, n + 1)]
    return {"kind": "stack", "x": x, "y": [[a + 1 for a in r] for r in x], "batch_size": B, "drop_last": drop}
def DR(n, T, B, seed): return {"kind": "starts", "length": n, "block_size": T, "batch_size": B, "seed": seed}
def public_inputs():
    return [
     ("windows: three of them", W(PI, 3, 2)),
     ("windows: two, side by side", W([7, 8, 9, 10, 11], 2, 2)),
     ("windows: exactly one fits", W([7, 8, 9], 2, 1)),
     ("get_batch: three starts", GB(PI, 3, [2, 3, 4])),
     ("get_batch: one start", GB([7, 8, 9, 10], 2, [1])),
     ("stack: three windows, two in a batch", {"kind": "stack", "x": [[3, 1, 4], [4, 1, 5], [5, 9, 2]], "y": [[1, 4, 1], [1, 5, 9], [9, 2, 6]], "batch_size": 2, "drop_last": False}),
     ("stack: the short batch dropped", ST(3, 2, True)),
     ("stack: all batches are full", ST(4, 2, True)),
     ("stack: one batch holds them all", ST(2, 5, False)),
     ("starts: seed 7", DR(8, 3, 3, 7)),
     ("starts: one draw", DR(8, 3, 1, 2)),
     ("starts: seed 1, many draws", DR(20, 4, 6, 1)),
     ("padding: three sentences", PB([[5, 0, 7], [9], [4, 2]], 0)),
     ("padding: one sentence needs none", PB([[5, 6, 7]], 0)),
    ]
