"""j. Audit of printed numbers.  Oracle: torch nn.Linear, scikit-learn LinearRegression, torch autograd + KerasAdam, float64."""
import math
from decimal import Decimal, ROUND_HALF_UP
from fractions import Fraction as F
import numpy as np
import torch.nn as nn
from sklearn.linear_model import LinearRegression
from common import oracle, Gen
from fam_h import run, plain as train_plain, rev as train_rev, glorot, KA, TA

FAMILY = "j_audit"
SCRIPT = "fam_audit.py"
TOL = {"rtol": 1e-11, "atol": 1e-11}
DEFINITION = {
 "input": "kind and printed: a list of {name, printed}, printed being the text exactly as it was printed",
 "parameters": "layers [{name, inFeatures, outFeatures, bias}]: linear layers in PyTorch's layout. A claim '<layer>.weight' or '<layer>.bias' prints a shape such as '[5, 10]', the claim 'total' an integer",
 "regression": "X [n][1], y [n], X_new [1][1]: least squares with intercept. Claims: 'coefficient', 'intercept', 'prediction' (at X_new)",
 "network": "starts (lists of layers as in family h), X, Y [n][1], X_new [1][1], epochs >= 1, optimizer: every start is trained by itself, full batch, MSE (family h). Claims: 'prediction' (at X_new, after the last epoch), 'loss' (of the last epoch, taken before its update)",
 "computed": "a shape as a list of integers; a number; for a network {min, median, max} over the starts (median of an even count: mean of the two in the middle)",
 "off": "number: |printed - computed|. Network: distance from the printed number to the interval [min, max], 0 inside. Shape: |entries printed - entries computed|",
 "stands": "shape: the same shape. Numbers: off <= half a unit of the last printed decimal + 1e-9 (1.60 has two decimals, 3 has none)",
 "comparison": "name, printed and stands exactly; numbers |got-expected| <= atol + rtol*|expected|. No case lies nearer than 1e-12 to the border of 'stands'"}
NOISE = 1e-9

# ---- oracle ---------------------------------------------------------------------------------
def shape_of(s): return [int(v) for v in s.strip("[]").split(",")]
def numbers(inp):
    """{claim name: computed} by the libraries"""
    if inp["kind"] == "parameters":
        m = nn.Module()
        for L in inp["layers"]: m.add_module(L["name"], nn.Linear(L["inFeatures"], L["outFeatures"], bias=L["bias"], device="meta"))
        return dict({n: list(p.shape) for n, p in m.named_parameters()}, total=sum(p.numel() for p in m.parameters()))
    if inp["kind"] == "regression":
        m = LinearRegression().fit(np.array(inp["X"], float), np.array(inp["y"], float))
        return {"coefficient": float(m.coef_[0]), "intercept": float(m.intercept_), "prediction": float(m.predict(np.array(inp["X_new"], float))[0])}
    R = [run(dict(inp, layers=L, loss="mse", batch_size=None)) for L in inp["starts"]]
    return {"prediction": spread([r["predictions"][0][0] for r in R]), "loss": spread([r["loss_history"][-1] for r in R])}
def spread(v): return {"min": float(np.min(v)), "median": float(np.median(v)), "max": float(np.max(v))}
def judge(printed, c):
    if isinstance(c, list):
        p = shape_of(printed); return abs(math.prod(p) - math.prod(c)), p == c
    d = Decimal(printed); p = int(d) if isinstance(c, int) else float(d); lo, hi = (c["min"], c["max"]) if isinstance(c, dict) else (c, c)
    off = max(lo - p, p - hi, 0); lim = 0.5 * 10.0 ** d.as_tuple().exponent + NOISE
    assert abs(off - lim) > 1e-12, ("too near the border", printed, c)
    return off, off <= lim
def compute(inp):
    C = numbers(inp); out = []
    for q in inp["printed"]:
        c = C[q["name"]]; off, ok = judge(q["printed"], c); out.append({"name": q["name"], "printed": q["printed"], "computed": c, "off": off, "stands": ok})
    k = inp["kind"]
    o = oracle("torch", SCRIPT, "nn.Linear.named_parameters") if k == "parameters" else oracle("scikit-learn", SCRIPT, "LinearRegression") if k == "regression" else \
        oracle("torch", SCRIPT, "autograd and " + ("torch.optim.Adam" if inp["optimizer"]["type"] == "adam_torch" else "KerasAdam of keras_opt.py (rule of keras-team/keras 3422977a, checked against Keras' golden test values)"))
    return {"claims": out}, o

# ---- independent: strings and fractions, plain loops -----------------------------------------
def decimals(s): return len(s.split(".")[1]) if "." in s else 0
def fit(xs, ys, dx=None, origin=False):
    n = len(xs); mx, my = (F(0), F(0)) if origin else (sum(xs) / n, sum(ys) / n)
    w = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / (dx or sum((x - mx) ** 2 for x in xs)); return w, my - w * mx
def ex(v): return F(repr(v))
def plain(inp, train=train_plain, swap=False, no_bias_total=False, origin=False, swap_xy=False, pick=None, half=F(1, 2), noise=F(1, 10 ** 9), strip=False, same=False, signed=False, relative=False,
          upper=False, mean=False, text_sort=False, first=False, mid=False, final_loss=False, carry=False, epochs=None, by_text=False, to_fixed=False, by_entries=False, truncate=False, wide=False, fixed=None, always=False, no_range=False):
    k = inp["kind"]; out = []
    if k == "parameters":
        C = {}; tot = 0
        for L in inp["layers"]:
            a, b = L["inFeatures"], L["outFeatures"]; C[L["name"] + ".weight"] = [a, b] if swap else [b, a]; tot += a * b
            if L["bias"] or always: C[L["name"] + ".bias"] = [b]; tot += 0 if no_bias_total else b
        C["total"] = tot
    elif k == "regression":
        xs, ys = [ex(r[0]) for r in inp["X"]], [ex(v) for v in inp["y"]]
        w, b = fit(xs, ys, origin=origin)
        if swap_xy: m = sum(ys) / len(ys); w, b = fit(xs, ys, dx=sum((v - m) ** 2 for v in ys))
        C = {"coefficient": w, "intercept": b, "prediction": w * ex(inp["X_new"][0][0]) + b}
    else:
        P, Q = [], []; last = None
        for S in inp["starts"][:1] if first else inp["starts"]:
            if carry and last: S = last
            r = train(dict(inp, layers=S, loss="mse", batch_size=None, epochs=inp["epochs"] if epochs is None else epochs(inp["epochs"])))
            last = [dict(a, activation=s["activation"]) for a, s in zip(r["layers"], S)]
            P.append(r["predictions"][0][0]); Q.append(r["final_loss"] if final_loss else r["loss_history"][-1])
        C = {"prediction": P, "loss": Q}
    for q in inp["printed"]:
        c, s = C[q["name"]], q["printed"]
        if isinstance(c, list) and k == "parameters":
            p = [int(v) for v in s[1:-1].split(", ")]; a = b = 1
            for v in p: a *= v
            for v in c: b *= v
            off = abs(a - b); ok = (off == 0) if by_entries else p == c; comp = c
        else:
            p = F(s); d = decimals(s)
            if strip: d = decimals(repr(float(s))) if float(s) != int(float(s)) else 0
            if isinstance(c, list):
                v = sorted(c, key=js_text) if text_sort else sorted(c); n = len(v)
                med = sum(v) / n if mean else v[n // 2] if upper or n % 2 else (v[n // 2 - 1] + v[n // 2]) / 2
                comp = {"min": v[0], "median": med, "max": v[-1]}; lo, hi = F(v[0]), F(v[-1])
                if mid: lo = hi = F(med)
            else: comp = c if isinstance(c, int) else float(c); lo = hi = F(c)
            off = F(0) if lo <= p <= hi else lo - p if p < lo else p - hi
            lim = (F(1, 10 ** 6) if fixed is None else fixed) if wide else half / 10 ** d + noise
            sg = (p - hi if p > hi else p - lo) if signed else None
            ok = off <= lim
            if same: ok = p == lo if lo == hi else lo <= p <= hi
            if by_text and lo == hi: ok = s == repr(float(lo)) if float(lo) != int(lo) else s == str(int(lo))
            if to_fixed and lo == hi: ok = Decimal(s) == Decimal(float(lo)).quantize(Decimal(1).scaleb(-d), ROUND_HALF_UP)
            if truncate and lo == hi: ok = math.trunc(lo * 10 ** d) == math.trunc(p * 10 ** d)
            if relative: off = off / abs(p) if p else off
            off = float(sg if signed and off else off)
            if isinstance(c, int): off = int(off)
        out.append({"name": q["name"], "printed": s, "computed": comp, "off": off, "stands": ok})
    return {"claims": out}
def js_text(v): return repr(v)
ALTS = {"fractions and plain loops": plain, "plain loops, reversed summation order": lambda i: plain(i, train=train_rev)}
on = lambda k, **b: (lambda i: plain(i, **b) if i["kind"] in k else None)
N, R, P = ("network",), ("regression",), ("parameters",)
MUTANTS = {
 "weight as [in, out]": on(P, swap=True), "total without the biases": on(P, no_bias_total=True), "bias counted where there is none": on(P, always=True), "a shape stands when the entries agree": on(P, by_entries=True),
 "line through the origin": on(R, origin=True), "x and y swapped": on(R, swap_xy=True), "stands only where exactly equal": on(R + N, same=True), "compared as text": on(R, by_text=True),
 "rounded by toFixed, then compared": on(R, to_fixed=True), "fixed margin of 1e-6": on(R + N, wide=True), "a whole unit for half a unit": on(R + N, half=F(1)), "trailing zeros dropped": on(R + N, strip=True), "no allowance for rounding noise": on(R, noise=F(0)), "cut off, not rounded": on(R, truncate=True),
 "off with a sign": on(R + N, signed=True), "off relative to the printed number": on(R + N, relative=True), "only the first start": on(N, first=True), "off from the median, not from the range": on(N, mid=True),
 "upper middle for an even count": on(N, upper=True), "mean for median": on(N, mean=True), "sorted as text": on(N, text_sort=True), "loss after the last update": on(N, final_loss=True),
 "training goes on from the start before": on(N, carry=True), "one epoch too many": on(N, epochs=lambda e: e + 1)}

# ---- cases ------------------------------------------------------------------------------------
def L(name, a, b, bias=True): return {"name": name, "inFeatures": a, "outFeatures": b, "bias": bias}
def claims(*pairs): return [{"name": n, "printed": p} for n, p in pairs]
def par(layers, *pr): return {"kind": "parameters", "layers": layers, "printed": claims(*pr)}
def reg(x, y, xn, *pr): return {"kind": "regression", "X": [[v] for v in x], "y": y, "X_new": [[xn]], "printed": claims(*pr)}
def net(starts, X, Y, xn, opt, epochs, *pr): return {"kind": "network", "starts": starts, "X": [[v] for v in X], "Y": [[v] for v in Y], "X_new": [[xn]], "optimizer": opt, "epochs": epochs, "printed": claims(*pr)}
DX, DY = [1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 4.0, 6.0, 8.0, 10.0]
def keras_starts(seed, n, hidden=10): g = Gen(seed); return [glorot(g, [1, hidden, 1], ["relu", "linear"]) for _ in range(n)]
def public_inputs():
    text = keras_starts(91001, 21)
    return [
     ("the text: nn.Linear(10, 5)", par([L("linear", 10, 5)], ("linear.weight", "[5, 10]"), ("linear.bias", "[5]"))),
     ("the text: regression", reg([1, 2, 3, 4, 5], [2, 4, 5, 4, 5], 6, ("coefficient", "0.6"), ("intercept", "1.5999999999999996"), ("prediction", "5.2"))),
     ("the text: network, 21 starts", net(text, DX, DY, 6.0, KA(), 100, ("prediction", "11.97"))),
     ("two layers, one shape turned round", par([L("fc1", 3, 4), L("fc2", 4, 1)], ("fc1.weight", "[3, 4]"), ("fc1.bias", "[4]"), ("fc2.weight", "[1, 4]"), ("fc2.bias", "[1]"), ("total", "21"))),
     ("a layer without bias, wrong totals", par([L("body", 8, 8), L("head", 8, 3, False)], ("body.weight", "[8, 8]"), ("body.bias", "[1]"), ("head.weight", "[3, 9]"), ("total", "99"))),
     ("a wide layer", par([L("out", 768, 50257, False)], ("out.weight", "[768, 50257]"), ("total", "38597376"), ("total", "38597377"))),
     ("the text's regression with the third label 2", reg([1, 2, 3, 4, 5], [2, 4, 2, 4, 5], 6, ("coefficient", "0.6"), ("intercept", "1.5999999999999996"), ("prediction", "5.2"))),
     ("zeros at the end count", reg([1, 2, 4, 7], [1.5, 2.25, 3.0, 5.5], 10, ("coefficient", "0.650"), ("coefficient", "0.65"), ("intercept", "0.8"), ("intercept", "0.80"), ("prediction", "7.3"))),
     ("exactly half a unit away", reg([1, 2, 3, 4], [0.75, 1.0, 1.25, 1.5], 6, ("coefficient", "0.2"), ("coefficient", "0.3"), ("coefficient", "0.24"), ("intercept", "0.5"), ("intercept", "0"), ("prediction", "2.00"), ("prediction", "2.01"))),
     ("negative numbers and whole ones", reg([-3, -1, 0, 2, 6], [7.3, 4.1, 3.2, -0.4, -6.9], 4, ("coefficient", "-2"), ("coefficient", "-1.57"), ("intercept", "2.7"), ("intercept", "3"), ("prediction", "-3.58"), ("prediction", "-3.6"))),
     ("more decimals than the data, one of them wrong", reg([0.5, 1.25, 2.0, 3.5], [1.0, -0.5, 0.25, 2.0], -1, ("coefficient", "0.4857142857142857"), ("intercept", "-0.1928571429"), ("prediction", "-0.6785714"), ("prediction", "-0.6785715"))),
     ("nine and ten decimals", reg([1, 2, 4, 5], [0.5, 0.7, 1.1, 1.3], 7, ("coefficient", "0.200000001"), ("coefficient", "0.2000000015"), ("intercept", "0.3000000008"), ("prediction", "1.7000000014"))),
     ("the same network at fifty times the rate, an even count of starts", net(keras_starts(91002, 4), DX, DY, 6.0, KA(.05), 60, ("prediction", "11.97"), ("prediction", "12.0"), ("prediction", "12.00"), ("loss", "0.02"), ("loss", "0.2"))),
     ("few epochs, losses far apart", net(keras_starts(91013, 6, 6), DX, DY, 6.0, KA(.01), 25, ("prediction", "2.5"), ("prediction", "-4"), ("loss", "25.0"), ("loss", "3"))),
     ("decided by the last printed decimal, predictions on both sides of 10", net(keras_starts(91004, 5, 6), DX, DY, 6.0, KA(.02), 30, ("prediction", "13"), ("prediction", "12.7"), ("prediction", "12.60"), ("prediction", "0.560"), ("loss", "0.55"), ("loss", "0.550"))),
     ("a single start, PyTorch's Adam", net(keras_starts(91005, 1, 6), DX, DY, 6.0, TA(.02), 40, ("prediction", "12.15"), ("prediction", "12.150"), ("prediction", "12"), ("loss", "0.6512"), ("loss", "0.70"))),
    ]
