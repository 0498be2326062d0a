"""More byte-pair encodings on characters: single steps, ties between emoji and full-width signs, early ends, empty texts.
Oracle: python stdlib, as in fam_i_text."""
import fam_i_text as text
from common import oracle

FAMILY = "more_merge_characters"
SCRIPT = "more_merge_characters.py"
TOL = {"rtol": 0, "atol": 0}
DEFINITION = {"characters": text.DEFINITION["characters"], "kinds": {"bpe_char": text.DEFINITION["kinds"]["bpe_char"],
  "merge_pair": "pieces, left, right: each left that is followed by right becomes left + right with it, from left to right; a piece is used once",
  "best_pair": "sequences of pieces: [left, right, count] of the pair that bpe_char would merge next, or null if no pair occurs twice",
  "encode": "merges [left, right, count], text: the text's characters with the merges applied in this order, each over the whole text, left to right"}, "comparison": "exact"}

def compute(inp):
    k = inp["kind"]; o = oracle("python", SCRIPT, "python stdlib; definition above")
    if k == "bpe_char": return text.compute(inp)[0], o
    if k == "merge_pair": return {"merged": text.apply(inp["pieces"], (inp["left"], inp["right"]), inp["left"] + inp["right"])}, o
    if k == "best_pair":
        n = {}
        for s in inp["sequences"]:
            for p in zip(s, s[1:]): n[p] = n.get(p, 0) + 1
        (l, r), c = min(n.items(), key=lambda e: (-e[1], e[0]), default=((None, None), 0))
        return {"best": [l, r, c] if c > 1 else None}, o
    s = list(inp["text"])
    for l, r, _ in inp["merges"]: s = text.apply(s, (l, r), l + r)
    return {"encoded": s}, o

def second(inp):
    """merge_pair: a stack whose top may take in the next piece. best_pair: the largest by count among pairs sorted by code points."""
    k = inp["kind"]
    if k == "bpe_char": return text.plain(inp)
    if k == "merge_pair":
        out = []
        for p in inp["pieces"]:
            if p == inp["right"] and out and out[-1] == inp["left"]: out[-1] += p
            else: out.append(p)
        return {"merged": out}
    if k == "best_pair":
        found = sorted((p for s in inp["sequences"] for p in zip(s, s[1:])), key=lambda p: [[ord(c) for c in x] for x in p])
        b = max(found, key=found.count, default=None)
        return {"best": [*b, found.count(b)] if b and found.count(b) > 1 else None}
    rank = {(l, r): i for i, (l, r, _) in reversed(list(enumerate(inp["merges"])))}; s = list(inp["text"])
    while True:
        known = [rank[q] for q in zip(s, s[1:]) if q in rank]
        if not known: return {"encoded": s}
        l, r, _ = inp["merges"][min(known)]; s = text.apply(s, (l, r), l + r)
ALTS = {"second implementation, encoding by rank": second}
MUTANTS = {n: lambda i, f=f: f(i) if i["kind"] == "bpe_char" else None for n, f in text.MUTANTS.items()}

def MP(p, l, r): return {"kind": "merge_pair", "pieces": p, "left": l, "right": r}
def BP(*s): return {"kind": "best_pair", "sequences": [t if isinstance(t, list) else list(t) for t in s]}
LOW = [["e", "r", 3], ["l", "o", 3], ["lo", "w", 3], ["low", "er", 2]]
def public_inputs():
    return [
     ("merge a a in a a a b", MP(["a", "a", "a", "b"], "a", "a")), ("merge lo w: pieces of two characters", MP(["lo", "w", "lo", "w", "e", "slo", "w"], "lo", "w")),
     ("best pair: a single one", BP("abab", "ab")), ("best pair: four with the same count", BP("low", "lower", "lower", "newer")), ("best pair: equal left pieces", BP("ad", "ac", "ac", "ad")), ("best pair: nothing occurs twice", BP("abc", "ca")),
     ("encode newer with four merges", {"kind": "encode", "merges": LOW, "text": "newer"}), ("encode: the merge learnt first goes first", {"kind": "encode", "merges": [["b", "c", 4], ["a", "b", 3]], "text": "abcab"}), ("encode: an emoji is one piece", {"kind": "encode", "merges": [["😀", "！", 2]], "text": "！😀😀！"}),
     ("BPE: no merges asked for", text.BPE(["abab", "ab"], 0, ["ab", "猫"])),
     ("BPE: nothing occurs twice", text.BPE(["abc", "def", "ba"], 5, ["abc"])),
     ("BPE: empty strings and single characters", text.BPE(["", "a", "ab", "", "ab", "b"], 4, ["", "ab", "ba"])),
     ("BPE: only an empty string", text.BPE([""], 3, ["ab"])),
     ("BPE: a single merge, of two occurrences", text.BPE(["xyxy"], 9, ["yxyx", "xyx"])),
     ("BPE: left tie of a full-width comma and an emoji", text.BPE(["😀好", "，好", "😀好", "，好", "𠮷！", "𠮷！"], 2, ["，好😀好𠮷！"])),
     ("BPE: right tie of an emoji and a full-width mark", text.BPE(["好😀", "好！", "好😀", "好！", "好𠮷", "好𠮷"], 2, ["好！好😀好𠮷"])),
     ("BPE: left tie of a piece and the beginning of it", text.BPE(["abx", "abx", "abx", "aby", "aby", "ay", "ay", "a😀", "ab😀"], 5, ["abay", "abxay"])),
     ("BPE: runs of every length", text.BPE(["a", "aa", "aaa", "aaaa", "aaaaa", "aaaaaa", "aaaaaaa"], 6, ["aaaaaaaaa", "baab"])),
     ("BPE: spaces, quotes and brackets", text.BPE(['["a","b"]', '["a", "b"]', "a b a b", "\"a\",\"b\""], 12, ['"a","b" a b'])),
     ("BPE: emoji made of several code points", text.BPE(["👨‍👩‍👧", "👨‍👩‍👦", "👩‍👧", "👍🏽👍🏽"], 9, ["👩‍👧‍👦👍🏽"])),
    ]
