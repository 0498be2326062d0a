"""Byte-pair encodings on bytes: single steps, every length of UTF-8, early ends, and texts never seen.
Oracle: python stdlib, as in fam_i_text; cases of whole texts encode and decode further texts (probes) too."""
import fam_i_text as text
from common import oracle

FAMILY = "more_merge_bytes"
SCRIPT = "more_merge_bytes.py"
TOL = {"rtol": 0, "atol": 0}
DEFINITION = {"kinds": {
  "bpe_byte": text.DEFINITION["kinds"]["bpe_byte"] + "; encoded: each probe's bytes with the merges applied in the order learned, each over the whole sequence, left to right; decoded_probes: these ids as text again",
  "to_bytes": "the text's UTF-8 bytes", "learn": "merges of bpe_byte, alone", "encode": "merges [left id, right id, count], text: ids, as encoded of bpe_byte", "decode": "merges [left id, right id, count], ids of a whole text: decoded, the text"}, "comparison": "exact"}

def encode(merges, t):
    s = list(t.encode("utf-8"))
    for k, (a, b, _) in enumerate(merges): s = text.apply(s, (a, b), 256 + k)
    return s
def compute(inp):
    k = inp["kind"]; o = oracle("python", SCRIPT, "python stdlib; definition above")
    if k == "to_bytes": return {"bytes": list(inp["text"].encode("utf-8"))}, o
    if k == "encode": return {"ids": encode(inp["merges"], inp["text"])}, o
    if k == "decode": return {"decoded": text.decode_bytes(inp["ids"], [((a, b), n) for a, b, n in inp["merges"]])}, o
    m, ids = text.byte_bpe(inp["text"], inp["num_merges"]); m3 = [[a, b, n] for (a, b), n in m]
    if k == "learn": return {"merges": m3}, o
    enc = [encode(m3, p) for p in inp["probes"]]; dec = [text.decode_bytes(s, m) for s in enc]; assert dec == inp["probes"]
    return {"merges": m3, "ids": ids, "decoded": text.decode_bytes(ids, m), "encoded": enc, "decoded_probes": dec}, o

def by_rank(inp):
    """As the second implementation of fam_i_text; encodes by always joining the pair learned earliest of those present."""
    k = inp["kind"]
    if k == "to_bytes": return {"bytes": [b for c in inp["text"] for b in utf8(ord(c))]}
    e = text.plain({**inp, "kind": "bpe_byte"}) if k in ("learn", "bpe_byte") else {"merges": inp["merges"]}
    if k == "learn": return {"merges": e["merges"]}
    rank = {(a, b): i for i, (a, b, _) in enumerate(e["merges"])}; enc = []
    for p in inp.get("probes", [inp.get("text", "")]):
        s = list(p.encode("utf-8"))
        while True:
            known = [rank[q] for q in zip(s, s[1:]) if q in rank]
            if not known: break
            i = min(known); s = text.apply(s, tuple(e["merges"][i][:2]), 256 + i)
        enc.append(s)
    def spell(i): return [i] if i < 256 else spell(e["merges"][i - 256][0]) + spell(e["merges"][i - 256][1])
    def read(s): return bytes(b for i in s for b in spell(i)).decode()
    if k == "encode": return {"ids": enc[0]}
    if k == "decode": return {"decoded": read(inp["ids"])}
    return {**e, "encoded": enc, "decoded_probes": [read(s) for s in enc]}
def utf8(c):
    """by the table of RFC 3629, with binary digits"""
    if c < 128: return [c]
    n = 2 if c < 0x800 else 3 if c < 0x10000 else 4; bits = format(c, "b").zfill(7 - n + 6 * (n - 1))
    return [int("1" * n + "0" + bits[:7 - n], 2)] + [int("10" + bits[7 - n + 6 * i:13 - n + 6 * i], 2) for i in range(n - 1)]
ALTS = {"second implementation, encoding by rank": by_rank}
MUTANTS = {n: lambda i, f=f: f(i) if i["kind"] == "bpe_byte" else None for n, f in text.MUTANTS.items()}

def BB(t, n, *probes): return {"kind": "bpe_byte", "text": t, "num_merges": n, "probes": list(probes)}
def TB(t): return {"kind": "to_bytes", "text": t}
CAT = [[231, 140, 2], [256, 171, 2]]
def public_inputs():
    return [
     ("bytes of a cat", TB("猫")), ("bytes of letters", TB("cat!")), ("bytes of an accent and an emoji", TB("é😀")),
     ("learn from two cats", {"kind": "learn", "text": "猫猫", "num_merges": 10}), ("learn: equal counts, the first wins", {"kind": "learn", "text": "zyzyxwxw", "num_merges": 1}),
     ("encode a cat and a dog", {"kind": "encode", "merges": CAT, "text": "猫狗"}), ("encode the theme", {"kind": "encode", "merges": [[116, 104, 6], [256, 101, 6], [32, 257, 5]], "text": "the theme, the end"}),
     ("decode two cats and a dog", {"kind": "decode", "merges": CAT, "ids": [257, 257, 231, 139, 151]}), ("decode bytes only", {"kind": "decode", "merges": [], "ids": [99, 195, 169, 240, 159, 152, 128]}), ("decode a piece of pieces of pieces", {"kind": "decode", "merges": [[97, 98, 4], [256, 256, 2], [257, 99, 2]], "ids": [258, 33, 257]}),
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
