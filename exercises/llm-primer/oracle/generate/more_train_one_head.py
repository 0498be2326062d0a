"""Cases for train-one-head: one causal attention head between a token table and an output layer, run, scored, differentiated and trained.
Oracle: torch autograd, optim.SGD.  The alternative computes every gradient by hand, in numpy's 80-bit long doubles."""
import math
import numpy as np
import torch, torch.nn.functional as Fn
from common import Gen, T, oracle, tl

FAMILY = "more_train_one_head"
SCRIPT = "more_train_one_head.py"
TOL = {"rtol": 1e-10, "atol": 1e-12}
PARTS = ("tokenTable", "positionTable", "query", "key", "value", "out")
DEFINITION = {
 "head": "tokenTable [V][d], positionTable [P][d], query, key and value [m][d], out [V][m]; every linear layer is x W^T without bias (torch.nn.Linear(bias=False))",
 "kinds": {
  "head_forward": "x_t = tokenTable[ids[t]] + positionTable[t]; q, k, v = the three layers; scores q k^T / sqrt(m), causal; weights = softmax of each row; logits = (weights v) out^T. expected: weights [T][T], logits [T][V]",
  "head_loss": "loss = mean cross-entropy of the logits against ys, over all positions of all rows of xs; every row is a sequence of its own",
  "head_gradients": "the gradient of that loss for every parameter of the head",
  "head_train": "steps of SGD with lr. expected: loss_history (before each step), and the parameters after the last step"},
 "comparison": "|got-expected| <= atol + rtol*|expected|"}

def forward(h, ids):
    n = len(ids); x = Fn.embedding(torch.tensor(ids), h["tokenTable"]) + h["positionTable"][:n]; q, k, v = (Fn.linear(x, h[w]) for w in ("query", "key", "value"))
    A = torch.softmax((q @ k.T / math.sqrt(q.shape[1])).masked_fill(torch.triu(torch.ones(n, n, dtype=torch.bool), 1), -math.inf), -1)
    return A, Fn.linear(A @ v, h["out"])
def loss(h, xs, ys): return Fn.cross_entropy(torch.cat([forward(h, x)[1] for x in xs]), torch.tensor(sum(ys, [])))
def compute(inp):
    k = inp["kind"]; h = {p: T(inp["head"][p]).requires_grad_() for p in PARTS}
    if k == "head_forward": A, Z = forward(h, inp["ids"]); return {"weights": tl(A), "logits": tl(Z)}, oracle("torch", SCRIPT)
    if k == "head_loss": return {"loss": float(loss(h, inp["xs"], inp["ys"]))}, oracle("torch", SCRIPT)
    if k == "head_gradients": loss(h, inp["xs"], inp["ys"]).backward(); return {p: tl(h[p].grad) for p in reversed(PARTS)}, oracle("torch", SCRIPT, "autograd")
    opt = torch.optim.SGD(list(h.values()), lr=inp["lr"]); H = []
    for _ in range(inp["steps"]): opt.zero_grad(); l = loss(h, inp["xs"], inp["ys"]); H.append(float(l)); l.backward(); opt.step()
    return {"loss_history": H, **{p: tl(h[p]) for p in PARTS}}, oracle("torch", SCRIPT, "autograd, optim.SGD")

# ---- by hand ------------------------------------------------------------------------------------
LD = np.longdouble
def smx(S): e = np.exp(S - S.max(-1, keepdims=True)); return e / e.sum(-1, keepdims=True)
def run(h, ids):
    n = len(ids); x = h["tokenTable"][ids] + h["positionTable"][:n]; q, k, v = x @ h["query"].T, x @ h["key"].T, x @ h["value"].T
    S = np.where(np.triu(np.ones((n, n), bool), 1), -np.inf, q @ k.T / np.sqrt(LD(q.shape[1]))); A = smx(S); o = A @ v
    return x, q, k, v, A, o, o @ h["out"].T
def grads(h, xs, ys, **b):
    G = {p: np.zeros_like(h[p]) for p in PARTS}; N = sum(map(len, xs)); L = LD(0)
    for ids, y in zip(xs, ys):
        n = len(ids); x, q, k, v, A, o, Z = run(h, ids); m = Z.max(1, keepdims=True); L += (m[:, 0] + np.log(np.exp(Z - m).sum(1)) - Z[np.arange(n), y]).sum() / N
        D = smx(Z); D[np.arange(n), y] -= 1; D /= 1 if b.get("sum") else len(xs[0]) if b.get("rows") else N; root = LD(1) if b.get("no_root") else np.sqrt(LD(q.shape[1]))
        dO = D @ h["out"]; dA = dO @ v.T; dS = A * (dA if b.get("no_mean") else dA - (A * dA).sum(1, keepdims=True)); dq, dk, dv = dS @ k / root, (dS if b.get("no_tr") else dS.T) @ q / root, (A if b.get("v_untransposed") else A.T) @ dO
        dx = dq @ h["query"] + dk @ h["key"] + dv @ h["value"]; dx = dv @ h["value"] if b.get("value_only") else dx
        G["out"] += D.T @ o; G["value"] += dv.T @ x; G["key"] += dk.T @ x; G["query"] += dq.T @ x; G["positionTable"][:n] += dx
        if b.get("over"): G["tokenTable"][ids] = dx
        else: np.add.at(G["tokenTable"], ids, dx)
    return L, G
def hand(inp, **b):
    k = inp["kind"]; h = {p: np.array(inp["head"][p], LD) for p in PARTS}; f = lambda a: tl(np.asarray(a, float))
    if k == "head_forward": r = run(h, inp["ids"]); return {"weights": f(r[4]), "logits": f(r[6])}
    if k == "head_loss": return {"loss": float(grads(h, inp["xs"], inp["ys"])[0])}
    if k == "head_gradients": return {p: f(g) for p, g in grads(h, inp["xs"], inp["ys"], **b)[1].items()}
    H = []
    for _ in range(inp["steps"]): L, G = grads(h, inp["xs"], inp["ys"], **b); H.append(float(L)); h = {p: h[p] - LD(inp["lr"]) * G[p] for p in PARTS}
    return {"loss_history": H, **{p: f(h[p]) for p in PARTS}}
ALTS = {"gradients by hand, numpy 80-bit long double": hand}
def on(**b): return lambda i: hand(i, **b) if i["kind"] in ("head_gradients", "head_train") else None
MUTANTS = {"gradient summed": on(sum=1), "gradient averaged over one row's positions": on(rows=1), "the root left out on the way back": on(no_root=1), "softmax taken for a plain product on the way back": on(no_mean=1), "dS not transposed for the keys": on(no_tr=1), "A not transposed for the values": on(v_untransposed=1), "tables learn through the values only": on(value_only=1), "a repeated id overwrites": on(over=1)}

# ---- cases ------------------------------------------------------------------------------------
def head(g, V, P, d, m, s=.6): return {"tokenTable": g.normal((V, d), s, 2), "positionTable": g.normal((P, d), s, 2), "query": g.normal((m, d), s, 2), "key": g.normal((m, d), s, 2), "value": g.normal((m, d), s, 2), "out": g.normal((V, m), s, 2)}
def FW(h, ids): return {"kind": "head_forward", "head": h, "ids": ids}
def LO(h, xs, ys): return {"kind": "head_loss", "head": h, "xs": xs, "ys": ys}
def GR(h, xs, ys): return {"kind": "head_gradients", "head": h, "xs": xs, "ys": ys}
def TR(h, xs, ys, lr, steps): return {"kind": "head_train", "head": h, "xs": xs, "ys": ys, "lr": lr, "steps": steps}
TINY = {"tokenTable": [[0.0], [1.0]], "positionTable": [[0.0], [0.0]], "query": [[0.0]], "key": [[1.0]], "value": [[1.0]], "out": [[0.0], [2.0]]}
X2, Y2 = [[0, 2], [1, 2]], [[2, 0], [2, 1]]
def scaled(h, **by): return {p: [[round(v * by.get(p, 1), 6) for v in r] for r in h[p]] for p in PARTS}
def public_inputs():
    g = Gen(98202); A = head(g, 3, 3, 2, 2); B = head(g, 5, 6, 4, 3); C = head(Gen(34), 3, 2, 3, 3); D = head(g, 4, 4, 3, 2)
    return [
     ("run: two ids", FW(TINY, [0, 1])), ("run: a single id", FW(A, [2])), ("run: three ids", FW(A, [1, 0, 2])), ("run: five ids, one of them twice", FW(B, [3, 1, 4, 1, 0])),
     ("loss: two ids", LO(TINY, [[0, 1]], [[1, 0]])), ("loss: two rows", LO(A, [[0, 2, 1], [1, 1, 0]], [[2, 1, 1], [1, 0, 2]])),
     ("gradients: two ids", GR(TINY, [[0, 1]], [[1, 0]])), ("gradients: a single id", GR(A, [[1]], [[2]])), ("gradients: three ids", GR(A, [[1, 0, 2]], [[0, 2, 2]])), ("gradients: two rows, ids that come again", GR(B, [[3, 3, 1, 0], [1, 3, 4, 4]], [[3, 1, 0, 2], [3, 4, 4, 0]])),
     ("train: one step", TR(A, [[1, 0, 2]], [[0, 2, 2]], .5, 1)), ("train: two steps, two rows", TR(A, [[0, 2, 1], [1, 1, 0]], [[2, 1, 1], [1, 0, 2]], .5, 2)), ("train: learns to look back", TR(C, X2, Y2, .3, 60)),
     ("edge: scores in the hundreds", GR(scaled(D, query=90, key=30), [[0, 3, 1, 2]], [[3, 1, 2, 2]])), ("edge: logits beyond 700", GR(scaled(D, value=40, out=60), [[2, 0, 1], [1, 1, 3]], [[0, 1, 3], [1, 3, 3]])), ("edge: more positions than ids", TR(B, [[2], [4]], [[0], [0]], .4, 3)), ("edge: a head wider than the model", TR(head(g, 4, 3, 1, 5), [[0, 1, 0], [3, 2, 2]], [[1, 0, 3], [2, 2, 3]], .8, 6)), ("edge: the same row twice", GR(D, [[1, 2, 0], [1, 2, 0]], [[2, 0, 3], [2, 0, 1]])),
    ]
