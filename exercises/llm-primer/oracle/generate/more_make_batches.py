"""More cases for make-batches: a sentence, strides and rests, draws from a stated generator.  Oracle: torch (unfold, DataLoader, pad_sequence); for the draws,
the minimal standard generator of Lewis, Goodman and Miller with Park and Miller's later multiplier (std::minstd_rand of C++), checked against the value that the C++ standard prints."""
import torch
import fam_i_text as it
from common import oracle, tl, Gen

FAMILY = "more_make_batches"
SCRIPT = "more_make_batches.py"
TOL = {"rtol": 0, "atol": 0}
DEFINITION = {
 "kinds": dict({k: it.DEFINITION["kinds"][k] for k in ("windows", "batches", "get_batch", "pad_batch")},
  draw="state = seed (1 .. 2^31-2); batch_size times: state = 48271 * state mod (2^31-1), start = state mod (len(ids) - T). expected.starts in the order drawn; x, y as in get_batch"),
 "vocabulary": "input.vocabulary, where given, names the ids; it changes no answer",
 "comparison": "exact"}

MODULUS = 2 ** 31 - 1
def states(seed, a=48271):
    s = seed
    while True:
        s = a * s % MODULUS; yield s
def nth(seed, n):
    g = states(seed)
    for _ in range(n - 1): next(g)
    return next(g)
# C++ standard, [rand.predef]: the 10000th consecutive invocation of a default-constructed (seed 1) minstd_rand gives 399268537
assert nth(1, 10000) == 399268537

def draw(inp, count=None, extra=0, first_raw=False, same=False, high=False, wrap=None):
    room = len(inp["ids"]) - inp["block_size"] + extra; s = inp["seed"]; out = []
    for _ in range(inp["batch_size"]):
        if not first_raw: s = 48271 * s
        if wrap: s = (s + 2 ** 31) % 2 ** 32 - 2 ** 31
        if not first_raw: s %= MODULUS
        out.append(s * room // MODULUS if high else s % room)
        if first_raw: s = 48271 * s % MODULUS
        if same: s = inp["seed"]
    return out
def compute(inp):
    if inp["kind"] != "draw": return it.compute(inp)
    g = states(inp["seed"]); t = torch.tensor(inp["ids"]); T = inp["block_size"]
    W = t.unfold(0, T + 1, 1); starts = torch.tensor([next(g) for _ in range(inp["batch_size"])]).remainder(len(W))
    return {"starts": tl(starts), "x": tl(W[starts, :-1]), "y": tl(W[starts, 1:])}, oracle("torch", SCRIPT, "minstd_rand (checked against the C++ standard's value), torch.Tensor.unfold")

def plain(inp, **b):
    if inp["kind"] != "draw": return it.plain(inp)
    d, n = inp["ids"], inp["block_size"]; s = draw(inp, **b)
    return {"starts": s, "x": [d[i:i + n] for i in s], "y": [d[i + 1:i + n + 1] for i in s]}
ALTS = {"plain loops": plain}
def on(**b): return lambda i: plain(i, **b) if i["kind"] == "draw" else None
MUTANTS = dict({k: it.MUTANTS[k] for k in ("y not shifted", "y rolled inside the window", "last window lost (off by one)", "one window too many (y short)", "stride ignored (block_size)", "stride ignored (1)", "drop_last reversed", "left padding", "padding kept in the labels", "mask from id != pad (a real pad id is masked)")},
 **{"draw: one start too many (y one short)": on(extra=1), "draw: the last start never drawn": lambda i: plain(i, extra=-1) if i["kind"] == "draw" and len(i["ids"]) - i["block_size"] > 1 else None, "draw: the seed itself is the first number": on(first_raw=True), "draw: seeded anew for every row": on(same=True), "draw: scaled instead of remainder": on(high=True)})

SENTENCE = "语言专家读到一个字，就猜下一个字。"
def named(text):
    v = sorted(set(text)); return {"ids": [v.index(c) for c in text], "vocabulary": v}
WI, BA = it.WI, it.BA
def GB(ids, T, starts): return {"kind": "get_batch", "ids": ids, "block_size": T, "starts": starts}
def PB(seqs, pad): return {"kind": "pad_batch", "sequences": seqs, "pad_id": pad}
def DR(ids, T, B, seed): return {"kind": "draw", "ids": ids, "block_size": T, "batch_size": B, "seed": seed}
def public_inputs():
    g = Gen(191001); far = list(range(100, 137))
    return [
     ("a sentence, windows side by side", dict(WI([], 4, 4), **named(SENTENCE))),
     ("batches of 3, the short one dropped", BA(list(range(20, 31)), 3, 2, 3, True)),
     ("padding, three sequences", PB([[7, 8], [3, 1, 4, 1], [6]], 9)),
     ("draw: seed 1", DR(list(range(10, 20)), 3, 4, 1)), ("draw: a larger text, seed 20260217", DR(g.ints(0, 65, 60), 6, 8, 20260217)),
     ("windows, stride beyond the block", WI(far[:20], 3, 5)), ("windows, the last one fits exactly", WI(far[:9], 4, 4)), ("windows, one id short of another", WI(far[:12], 4, 4)), ("windows of one", WI([5, 5, 9, 5], 1, 1)), ("windows, a single id", WI([8], 1, 1)), ("windows, no ids at all", WI([], 3, 2)),
     ("batches, text too short", BA([1, 2, 3], 3, 1, 2, False)), ("batches, everything dropped", BA(list(range(8)), 3, 2, 4, True)), ("batches, all full, nothing to drop", BA(list(range(9)), 2, 2, 2, True)), ("batches of one", BA(list(range(7)), 3, 2, 1, False)),
     ("get_batch at both ends, block of one", GB([4, 8, 4, 2], 1, [2, 0, 2])), ("padding, equal lengths", PB([[1, 2], [3, 4]], 0)), ("padding, a single sequence of one", PB([[6]], 6)),
     ("draw: only one place to start", DR([3, 1, 2], 2, 4, 99)), ("draw: the largest seed", DR(far, 5, 10, 2 ** 31 - 2)),
    ]
