"""Cases for count-bigrams, one function at a time: counting pairs, scoring a table, writing from a table.  Oracle: numpy."""
import math
from fractions import Fraction as F
import numpy as np
from common import Gen, oracle, tl

FAMILY = "more_count_bigrams"
SCRIPT = "more_count_bigrams.py"
EXACT = {"rtol": 0, "atol": 0}
TOL = {"rtol": 1e-10, "atol": 1e-12, "fields": {"counts": EXACT, "greedy": EXACT}}
DEFINITION = {
 "kinds": {
  "count": "counts[i][j] = how often id i is directly followed by id j within one of the sequences; probs[i][j] = (counts[i][j] + k) / (row sum of counts + k * vocab_size)",
  "score": "the model's row after id i is probs[i]. nll = mean over all ids of input.test that have one before them of -ln(probability of that id); perplexity = e^nll",
  "write": "from start, repeatedly the most probable next id of the row probs[last id] (tie: smallest id), steps ids more"},
 "comparison": "counts, greedy exactly; else |got-expected| <= atol + rtol*|expected|"}

def compute(inp):
    k = inp["kind"]; o = oracle("numpy", SCRIPT)
    if k == "count":
        C = np.zeros((inp["vocab_size"],) * 2, int)
        for s in inp["sequences"]: np.add.at(C, (np.array(s[:-1], int), np.array(s[1:], int)), 1)
        P = (C + inp["k"]) / (C.sum(1, keepdims=True) + inp["k"] * len(C)); return {"counts": tl(C), "probs": tl(P)}, o
    P = np.array(inp["probs"])
    if k == "score":
        lp = np.concatenate([np.log(P[s[:-1], s[1:]]) for s in inp["test"] if len(s) > 1]); nll = float(-lp.mean()); return {"nll": nll, "perplexity": float(np.exp(nll))}, o
    g = [inp["start"]]
    for _ in range(inp["steps"]): g.append(int(P[g[-1]].argmax()))
    return {"greedy": g}, o

# ---- fractions and plain loops --------------------------------------------------------------------
def plain(inp, **b):
    k = inp["kind"]
    if k == "count":
        V = inp["vocab_size"]; kk = F(str(inp["k"])); C = [[0] * V for _ in range(V)]; S = [sum(inp["sequences"], [])] if b.get("join") else inp["sequences"]
        for s in S:
            for i, j in zip(s, s[1:]): C[j if b.get("transpose") else i][i if b.get("transpose") else j] += 1
        kk = F(1) if b.get("one") else kk
        return {"counts": C, "probs": [[float((c + kk) / (sum(r) + (0 if b.get("no_k") else kk if b.get("no_v") else kk * V))) if sum(r) or not b.get("no_k") else math.inf for c in r] for r in C]}
    P = inp["probs"]
    if k == "score":
        per = [[-math.log(P[i][j]) for i, j in zip(s, s[1:])] for s in inp["test"]]; n = sum(map(len, inp["test"])) if b.get("all_ids") else sum(map(len, per))
        nll = sum(map(sum, per)) / n if not b.get("means") else sum(sum(s) / len(s) for s in per if s) / sum(1 for s in per if s); nll /= math.log(2) if b.get("bits") else 1
        return {"nll": nll, "perplexity": math.exp(nll)}
    g = [inp["start"]]
    for _ in range(inp["steps"]): r = P[g[-1]]; m = max(r); g.append(([i for i, p in enumerate(r) if p == m])[-1 if b.get("last") else 0])
    return {"greedy": g}
ALTS = {"fractions, plain loops": plain}
def on(kind, **b): return lambda i: plain(i, **b) if i["kind"] == kind else None
MUTANTS = {"pairs across sequences": on("count", join=1), "transposed": on("count", transpose=1), "always adds one": on("count", one=1), "k not in the total": on("count", no_k=1), "k once in the total": on("count", no_v=1),
 "mean over all ids": on("score", all_ids=1), "mean of the sequences' means": on("score", means=1), "bits": on("score", bits=1), "last of equals": on("write", last=1)}

# ---- cases ------------------------------------------------------------------------------------
def CN(V, S, k): return {"kind": "count", "vocab_size": V, "sequences": S, "k": k}
def SC(P, test): return {"kind": "score", "probs": P, "test": test}
def WR(P, start, steps): return {"kind": "write", "probs": P, "start": start, "steps": steps}
EVEN = [[.25, .25, .5], [.5, .25, .25], [.125, .75, .125]]
def public_inputs():
    g = Gen(98001); T = np.round(g.g.dirichlet([1] * 4, 4), 3); T[:, -1] = np.round(1 - T[:, :-1].sum(1), 3); T = tl(T); assert min(map(min, T)) > 0
    return [
     ("cat and fish", CN(3, [[0, 1, 2, 1, 0], [0, 1, 2, 2, 0]], .5)), ("one short line", CN(2, [[0, 1, 1]], 1)), ("two lines, the second begins where no pair may", CN(4, [[0, 3, 2], [1, 3]], .25)), ("one pair, three times", CN(3, [[2, 0], [2, 0], [2, 0]], 2)),
     ("a line of two", SC(EVEN, [[0, 2]])), ("a line of four", SC(EVEN, [[1, 0, 2, 1]])), ("a long line and a short one", SC(EVEN, [[0, 2, 1, 0, 0, 1], [2, 2]])), ("four ids, three lines, one without a pair", SC(T, [[3, 1, 0], [2], [0, 0, 2, 3, 1]])),
     ("three more", WR(EVEN, 1, 3)), ("a tie for the first place", WR([[.4, .2, .4], [.2, .4, .4], [.1, .1, .8]], 1, 4)), ("nothing to add", WR(EVEN, 2, 0)), ("round and round", WR([[.1, .6, .2, .1], [.2, .1, .1, .6], [.7, .1, .1, .1], [.1, .1, .7, .1]], 3, 9)),
    ]
