"""Cases for tiny-language-expert: the rules that any language model keeps, and a GPT without blocks.  Oracle: the rules themselves, torch."""
import fam_i_model as model
from common import Gen, oracle

FAMILY = "more_tiny_language_expert"
SCRIPT = "more_tiny_language_expert.py"
EXACT = {"rtol": 0, "atol": 0}
TOL = {"rtol": 1e-10, "atol": 1e-12, "fields": {"rows": EXACT, "columns": EXACT, "sums": {"rtol": 0, "atol": 1e-6}, "negative": EXACT, "changed": {"rtol": 0, "atol": 1e-9}}}
DEFINITION = {
 "kinds": {
  "rules": "model = train(sequences, vocab_size); answer = model(ids). rows = how many rows it has; columns and sums = length and sum of each row; negative = how many of all numbers are below 0 or not numbers; changed = the largest change of row t if model gets ids 0 to t only",
  "tiny_gpt": "as in i_model_blocks; here without blocks: logits = ln_f(wte[tokens] + wpe) wte^T"},
 "comparison": "rows, columns, negative exactly; sums within 1e-6, changed within 1e-9; else |got-expected| <= atol + rtol*|expected|"}

def compute(inp):
    if inp["kind"] == "tiny_gpt": e, o = model.compute(inp); return e, {**o, "script": "generate/" + SCRIPT, "note": "functional"}
    n = len(inp["ids"]); return {"rows": n, "columns": [inp["vocab_size"]] * n, "sums": [1] * n, "negative": 0, "changed": 0}, oracle("python", SCRIPT, "the rules of the statement")
ALTS = {n: (lambda i, f=f: f(i) if i["kind"] == "tiny_gpt" else None) for n, f in model.ALTS.items()}
MUTANTS = {n: (lambda i, f=f: f(i) if i["kind"] == "tiny_gpt" else None) for n, f in model.MUTANTS.items()}

def RU(S, V, ids): return {"kind": "rules", "sequences": S, "vocab_size": V, "ids": ids}
def G0(wte, wpe, tokens, targets, w=None, b=None): d = len(wte[0]); return {"kind": "tiny_gpt", "d_model": d, "n_heads": 1, "d_ff": 1, "wte": wte, "wpe": wpe, "blocks": [], "ln_f": {"weight": w or [1.0] * d, "bias": b or [0.0] * d}, "tokens": tokens, "targets": targets}
STORY = [[0, 1, 2, 1, 0], [0, 1, 2, 2, 0]]
def public_inputs():
    g = Gen(98303); two = model.GPT(g, 6, 4, 2, 6, 1, [3, 0, 5]); big = model.GPT(g, 5, 6, 2, 4, 1, [1, 4, 0, 2]); big["targets"] = [1, 1, 2]; big["ln_f"]["weight"] = [90.0, 80.0, 95.0, 85.0, 99.0, 90.0]; big["wte"] = [[round(v * 12, 2) for v in r] for r in big["wte"]]; big["blocks"][0]["self_attn.in_proj_weight"] = [[round(v * 60, 2) for v in r] for r in big["blocks"][0]["self_attn.in_proj_weight"]]
    return [
     ("rules: cat and fish", RU(STORY, 3, [0, 1, 2])), ("rules: ids in an order that is not in the story", RU(STORY, 3, [2, 0, 0, 2, 1, 1, 0])), ("rules: an id that the story does not have", RU([[0, 1, 2, 0], [0, 2, 1, 0]], 4, [0, 3, 1, 3])),
     ("GPT: no blocks, two tokens", G0([[1.0, -1.0], [0.0, 2.0]], [[0.0, 0.0], [0.0, -4.0]], [0, 1], [0, 1])), ("GPT: no blocks, a final norm of its own", G0(g.normal((5, 3), 1, 2), g.normal((4, 3), .5, 2), [4, 2, 2, 0], [2, 2, 0, 1], g.normal(3, .2, 2, 1), g.normal(3, .2, 2))), ("GPT: one block, two tokens", two), ("GPT: huge scores and logits", big),
    ]
