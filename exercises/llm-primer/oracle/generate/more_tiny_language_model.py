"""Cases of a tiny language model, dealt to count-bigrams, train-a-table and tiny-language-expert: edges of the three model kinds, a model that looks two tokens back, the pack's own
corpus, and the bounds on held-out perplexity.  Oracle: numpy, torch (through fam_i_text and fam_i_model)."""
import collections, math, os
import numpy as np
import fam_i_text as text, fam_i_model as model
from common import ROOT, Gen, oracle, tl

FAMILY = "more_tiny_language_model"
SCRIPT = "more_tiny_language_model.py"
EXACT = {"rtol": 0, "atol": 0}
TOL = {"rtol": 1e-10, "atol": 1e-12, "fields": {"counts": EXACT, "greedy": EXACT}}
PARTS = ("story", "practice", "exam")
K = (1, .3, .1, .03, .01, .003)
DEFINITION = {
 "corpus texts": "assets/<part>.<language>.txt, one sentence a line; parts: story (training), practice and exam (held out, no line of them is in the story). vocabulary = distinct characters of the story with its line breaks, by code point; the line break is id 0. A line becomes [0, ids of its characters, 0]",
 "kinds": {
  "bigram, lm_train, tiny_gpt": "as in i_text_pipeline and i_model_blocks",
  "look_back": "a model that looks two ids back: the row of position 0 is first[ids[0]], that of position t > 0 is later[ids[t-1]][ids[t]]. nll = mean over all positions of input.test that have a next id of -ln(probability of that id); perplexity = e^nll; greedy: from start, repeatedly the most probable next id given all ids so far (tie: smallest id)",
  "corpus": "bigram model with add-k on the story of a language: counts and probs of input.pairs (two characters each); nll and perplexity on the lines of input.test; writes = greedy from the character input.start, input.steps characters more",
  "language_model": "perplexity = the bound that a model trained on the story must not exceed on the part named. practice: 1.1 times the best add-k bigram model's (k = 1, 0.3, 0.1, 0.03, 0.01, 0.003). exam: the geometric mean of the best add-k bigram model's and that of an interpolated trigram model p_n(w|h) = (count(h w) + 2 p_(n-1)(w|h'))/(count(h) + 2), p_(-1) = 1/V, n = 0, 1, 2. Both to one decimal"},
 "comparison": "counts, greedy, writes exactly; else |got-expected| <= atol + rtol*|expected|; the bound: got <= expected, decided by checker.ts"}
ASSETS = os.path.join(os.path.dirname(ROOT), "tiny-language-expert", "assets")

COPY = os.path.join(os.path.dirname(ROOT), "count-bigrams", "assets")
for name in os.listdir(COPY):
    with open(os.path.join(COPY, name), "rb") as one, open(os.path.join(ASSETS, name), "rb") as other: assert one.read() == other.read(), (name, "count-bigrams counts another text")
def lines(part, lang):
    with open(os.path.join(ASSETS, "%s.%s.txt" % (part, lang)), encoding="utf-8") as f: return f.read().split("\n")[:-1]
def corpus(lang):
    v = sorted(set("\n".join(lines("story", lang)) + "\n")); ix = {c: i for i, c in enumerate(v)}; assert v[0] == "\n"
    seen = set(lines("story", lang)); assert not any(l in seen for p in PARTS[1:] for l in lines(p, lang))
    return v, {p: [[0] + [ix[c] for c in l] + [0] for l in lines(p, lang)] for p in PARTS}

# ---- oracle ---------------------------------------------------------------------------------
def table(seqs, V):
    C = np.zeros((V, V))
    for s in seqs: np.add.at(C, (s[:-1], s[1:]), 1)
    return C
def ends(seqs): return np.concatenate([s[:-1] for s in map(np.array, seqs)]), np.concatenate([s[1:] for s in map(np.array, seqs)])
def bigram_perplexity(C, k, test):
    a, b = ends(test); P = (C + k) / (C.sum(1, keepdims=True) + k * len(C)); return float(np.exp(-np.log(P[a, b]).mean()))
def trigram_perplexity(seqs, V, test):
    """count arrays of every order; near the start of a line only as far back as the line goes"""
    U = np.zeros(V); B = table(seqs, V); T = collections.defaultdict(lambda: np.zeros(V)); nll = []
    for s in seqs:
        np.add.at(U, s[1:], 1)
        for a, b, c in zip(s, s[1:], s[2:]): T[a, b][c] += 1
    p0 = (U + 2 / V) / (U.sum() + 2)
    for s in test:
        for t in range(1, len(s)):
            p = (B[s[t - 1]] + 2 * p0) / (B[s[t - 1]].sum() + 2)
            if t > 1: q = T[s[t - 2], s[t - 1]]; p = (q + 2 * p) / (q.sum() + 2)
            nll.append(-np.log(p[s[t]]))
    return float(np.exp(np.mean(nll)))
def yardsticks(lang, part):
    v, S = corpus(lang); V = len(v); C = table(S["story"], V); _, b = ends(S[part]); u = C.sum(0) / C.sum(); by_k = [bigram_perplexity(C, k, S[part]) for k in K]
    return {"uniform": float(V), "letters": float(np.exp(-np.log(u[b]).mean())), "bigram": min(by_k), "k": K[int(np.argmin(by_k))], "trigram": trigram_perplexity(S["story"], V, S[part])}
def bound(y, part): return round(1.1 * y["bigram"] if part == "practice" else math.sqrt(y["bigram"] * y["trigram"]), 1)
def compute(inp):
    k = inp["kind"]
    if k == "bigram": return text.compute(inp)
    if k in ("lm_train", "tiny_gpt"): return model.compute(inp)
    if k == "look_back":
        F, N = np.array(inp["first"]), np.array(inp["later"]); row = lambda ids: F[ids[0]] if len(ids) == 1 else N[ids[-2], ids[-1]]
        nll = float(-np.mean(np.log([row(s[:t])[s[t]] for s in inp["test"] for t in range(1, len(s))]))); g = [inp["start"]]
        for _ in range(inp["steps"]): g.append(int(row(g).argmax()))
        return {"nll": nll, "perplexity": float(np.exp(nll)), "greedy": g}, oracle("numpy", SCRIPT)
    if k == "corpus":
        v, S = corpus(inp["language"]); ix = {c: i for i, c in enumerate(v)}
        r = text.compute({"kind": "bigram", "vocab_size": len(v), "sequences": S["story"], "k": inp["k"], "test": S[inp["test"]], "start": ix[inp["start"]], "steps": inp["steps"]})[0]
        at = [(ix[a], ix[b]) for a, b in inp["pairs"]]
        return {"counts": [r["counts"][a][b] for a, b in at], "probs": [r["probs"][a][b] for a, b in at], "nll": r["nll"], "perplexity": r["perplexity"], "writes": "".join(v[i] for i in r["greedy"])}, oracle("numpy", SCRIPT)
    y = yardsticks(inp["language"], inp["part"])
    return {"perplexity": bound(y, inp["part"])}, oracle("numpy", SCRIPT, "perplexity of a uniform model %.1f, of character frequencies %.2f, of the best bigram model (k = %g) %.3f, of the interpolated trigram model %.3f" % (y["uniform"], y["letters"], y["k"], y["bigram"], y["trigram"]))

# ---- dictionaries and plain loops ---------------------------------------------------------------
def mean_nll(p, test):
    total = n = 0
    for s in test:
        for t in range(1, len(s)): total -= math.log(p(s[:t], s[t])); n += 1
    return total / n
def plain(inp, last_only=False, **b):
    k = inp["kind"]
    if k == "bigram": return text.plain(inp, **b)
    if k in ("lm_train", "tiny_gpt"): return model.plain(inp, **b)
    if k == "look_back":
        row = lambda ids: inp["first"][ids[0]] if len(ids) == 1 else inp["later"][ids[-2]][ids[-1]]
        nll = mean_nll(lambda past, w: row(past)[w], inp["test"]); g = [inp["start"]]
        for _ in range(inp["steps"]): r = row(g[-1:] if last_only else g); g.append(r.index(max(r)))
        return {"nll": nll, "perplexity": math.exp(nll), "greedy": g}
    cnt = collections.defaultdict(lambda: collections.defaultdict(int)); story = ["\n" + l + "\n" for l in lines("story", inp["language"])]
    for s in story:
        for t in range(1, len(s)):
            for n in range(min(t, 2) + 1): cnt[s[t - n:t]][s[t]] += 1
    V = len(set("".join(story)))
    def add(k): return lambda past, w: (cnt[past[-1]][w] + k) / (sum(cnt[past[-1]].values()) + k * V)
    if k == "corpus":
        p = add(inp["k"]); nll = mean_nll(p, ["\n" + l + "\n" for l in lines(inp["test"], inp["language"])]); out = inp["start"]; chars = sorted(set("".join(story)))
        for _ in range(inp["steps"]): out += max(chars, key=lambda w: p(out, w))
        return {"counts": [cnt[a][c] for a, c in inp["pairs"]], "probs": [p(a, c) for a, c in inp["pairs"]], "nll": nll, "perplexity": math.exp(nll), "writes": out}
    def inter(past, w):
        p = 1 / V
        for n in range(min(len(past), 2) + 1): h = past[len(past) - n:]; p = (cnt[h][w] + 2 * p) / (sum(cnt[h].values()) + 2)
        return p
    test = ["\n" + l + "\n" for l in lines(inp["part"], inp["language"])]
    bi = min(math.exp(mean_nll(add(k), test)) for k in K); tri = math.exp(mean_nll(inter, test))
    return {"perplexity": bound({"bigram": bi, "trigram": tri}, inp["part"])}
ALTS = {"dictionaries, plain loops": plain}
MUTANTS = dict({n: (lambda i, f=f: f(i) if i["kind"] == "bigram" else None) for n, f in text.MUTANTS.items()}, **{n: (lambda i, f=f: f(i) if i["kind"] in ("lm_train", "tiny_gpt") else None) for n, f in model.MUTANTS.items()},
 **{"the model is handed the last id only": lambda i: plain(i, last_only=True) if i["kind"] == "look_back" else None})

# ---- cases ------------------------------------------------------------------------------------
def rows(g, *shape):
    """probabilities with three decimals that add up to 1, none of them 0"""
    a = g.g.integers(1, 40, shape); a = np.round(a / a.sum(-1, keepdims=True), 3); a[..., -1] = np.round(1 - a[..., :-1].sum(-1), 3); assert (a > 0).all(); return tl(a)
def LB(g, V, test, start, steps): return {"kind": "look_back", "first": rows(g, V, V), "later": rows(g, V, V, V), "test": test, "start": start, "steps": steps}
def CO(lang, k, pairs, test, start, steps): return {"kind": "corpus", "language": lang, "k": k, "pairs": pairs, "test": test, "start": start, "steps": steps}
def LM(lang, part): return {"kind": "language_model", "language": lang, "part": part, "bounds": {p: bound(yardsticks(lang, p), p) for p in PARTS[1:]}}
def blank(i):
    """the first position becomes a row of zeros: its variance is 0"""
    i["wpe"][0] = [-v for v in i["wte"][i["tokens"][0]]]; return i
def public_inputs():
    g = Gen(97001); BG, GPT, LMT = text.BG, model.GPT, model.LMT; big = GPT(g, 5, 4, 1, 8, 1, [4, 0, 0, 3]); big["blocks"][0]["linear1.weight"] = g.normal((8, 4), 9, 2)
    return [
     ("the story, English", CO("en", .1, ["th", "he", "e ", ".\n", "\nt", "\nw", "fo", "wq"], "story", "\n", 24)),
     ("the story, Chinese", CO("zh-CN", .01, ["狐狸", "小狐", "小花", "的灯", "的铃", "。\n", "\n大", "灯的"], "story", "\n", 24)),
     ("the practice text under the pair model, English", CO("en", .5, ["mo", "om", "y ", "\n\n"], "practice", "f", 30)),
     ("the practice text under the pair model, Chinese", CO("zh-CN", 2, ["猫头", "的小", "\n\n", "，它"], "practice", "月", 12)),
     ("looks two back", LB(g, 3, [[0, 2, 1, 0], [1, 1, 2]], 1, 8)), ("looks two back, four ids, short lines", LB(g, 4, [[3, 0], [2, 2, 1, 3, 0, 1]], 3, 12)),
     ("pairs: sequences too short to hold one", BG(3, [[2], [1], []], .5, [[0, 2], [1]], 2, 3)), ("pairs: a large k, one long sequence", BG(5, [[4, 4, 4, 3, 1, 0, 4, 4, 2, 2, 2, 0, 3]], 3.5, [[0, 4, 4, 2], [2], [3, 1]], 4, 9)), ("pairs: a tiny k", BG(4, [[0, 3, 0, 3, 1], [2, 2]], .001, [[3, 0, 1, 2]], 2, 6)), ("pairs: one id only", BG(1, [[0, 0, 0]], 1, [[0, 0]], 0, 4)),
     ("table: one pair, one step", LMT(g, 3, [[2]], [[0]], .7, 1)), ("table: the same pair over and over, a large rate", LMT(g, 3, [[1, 1, 1], [1, 1, 2]], [[2, 2, 2], [2, 2, 2]], 4.0, 12)), ("table: logits beyond 700", dict(LMT(g, 3, [[0, 1], [2, 0]], [[1, 1], [0, 2]], .5, 3), W0=[[800.0, 801.0, 799.5], [-900.0, -901.5, -900.25], [0.0, 1.0, 710.0]])),
     ("GPT: a single token", GPT(g, 4, 6, 3, 5, 1, [2, 2])), ("GPT: a row of zeros, one head", blank(GPT(g, 5, 4, 1, 3, 1, [1, 3, 3, 0, 2]))), ("GPT: far into both tails of GELU", big),
     ("practice, Chinese", LM("zh-CN", "practice")), ("practice, English", LM("en", "practice")), ("exam, Chinese", LM("zh-CN", "exam")), ("exam, English", LM("en", "exam")),
    ]
