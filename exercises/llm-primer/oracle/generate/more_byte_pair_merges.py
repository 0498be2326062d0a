"""More byte-pair encodings: ties between emoji and full-width signs, early ends, empty texts, every length of UTF-8, and texts never seen.
Oracle: python stdlib, as in fam_i_text (characters and bytes); byte cases encode and decode further texts (probes) too."""
import fam_i_text as text
from common import oracle

FAMILY = "more_byte_pair_merges"
SCRIPT = "more_byte_pair_merges.py"
TOL = {"rtol": 0, "atol": 0}
DEFINITION = {"characters": text.DEFINITION["characters"], "kinds": {"bpe_char": text.DEFINITION["kinds"]["bpe_char"],
  "bpe_byte": text.DEFINITION["kinds"]["bpe_byte"] + "; encoded: each probe's bytes with the merges applied in the order learned, each over the whole sequence, left to right; decoded_probes: these ids as text again"}, "comparison": "exact"}

def compute(inp):
    if inp["kind"] == "bpe_char": return text.compute(inp)[0], oracle("python", SCRIPT, "python stdlib; definition above")
    m, ids = text.byte_bpe(inp["text"], inp["num_merges"]); enc = []
    for p in inp["probes"]:
        s = list(p.encode("utf-8"))
        for k, (pair, _) in enumerate(m): s = text.apply(s, pair, 256 + k)
        enc.append(s)
    dec = [text.decode_bytes(s, m) for s in enc]; assert dec == inp["probes"]
    return {"merges": [[a, b, n] for (a, b), n in m], "ids": ids, "decoded": text.decode_bytes(ids, m), "encoded": enc, "decoded_probes": dec}, oracle("python", SCRIPT, "python stdlib; definition above")

def by_rank(inp):
    """Characters: the second implementation of fam_i_text. Bytes: as it, and probes by always joining the pair learned earliest of those present."""
    e = text.plain(inp)
    if inp["kind"] == "bpe_char": return e
    rank = {(a, b): k for k, (a, b, _) in enumerate(e["merges"])}; enc = []
    for p in inp["probes"]:
        s = list(p.encode("utf-8"))
        while True:
            known = [rank[q] for q in zip(s, s[1:]) if q in rank]
            if not known: break
            k = min(known); s = text.apply(s, tuple(e["merges"][k][:2]), 256 + k)
        enc.append(s)
    def spell(i): return [i] if i < 256 else spell(e["merges"][i - 256][0]) + spell(e["merges"][i - 256][1])
    return {**e, "encoded": enc, "decoded_probes": [bytes(b for i in s for b in spell(i)).decode() for s in enc]}
ALTS = {"second implementation, encoding by rank": by_rank}
MUTANTS = text.MUTANTS

def BB(t, n, *probes): return {"kind": "bpe_byte", "text": t, "num_merges": n, "probes": list(probes)}

def public_inputs():
    return [
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
     ("byte BPE: first and last character of every length", BB("\u007f\u0080\u07ff\u0800\uffff\U00010000\U0010ffff" * 2, 6, "\U0010ffff\u07ff", "\u007f\u0080\uffff")),
     ("byte BPE: empty text", BB("", 4, "猫", "")),
     ("byte BPE: no merges asked for", BB("😀 Größe 猫", 0, "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f")),
     ("byte BPE: nothing occurs twice", BB("abcdefg", 3, "bcd")),
     ("byte BPE: one letter over and over", BB("aaaaaaaaaaa", 9, "aaaaaaa", "baaab")),
     ("byte BPE: learnt from English, applied to everything", BB("the cat sat on the mat, the rat sat on the cat", 12, "小猫 the 😀 naïve", "that")),
     ("byte BPE: half a character is a piece", BB("一丁七万丈三上下", 8, "一二三", "不")),
     ("byte BPE: emoji and flags", BB("😀😃😄 👨‍👩‍👧 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 😀😃", 15, "😄👧🇨🇳")),
     ("byte BPE: more merges than pairs", BB("tick tock tick tock", 100, "tick tock tick")),
    ]
