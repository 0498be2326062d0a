"""First steps of build-a-vocabulary: one function a case.  Oracle: python stdlib, as in fam_i_text, whose second implementation is used here too."""
import fam_i_text as text
from common import oracle

FAMILY = "more_build_a_vocabulary_steps"
SCRIPT = "more_build_a_vocabulary_steps.py"
TOL = {"rtol": 0, "atol": 0}
DEFINITION = {
 "characters": text.DEFINITION["characters"],
 "kinds": {
  "chars": "vocab as in char_vocab: the sorted distinct characters of input.text",
  "encode_chars": "ids: the position in input.vocab of each character of input.text, -1 for one that is not in it",
  "decode_chars": "decoded: the characters of input.vocab with these ids, joined; -1 is left out",
  "split": "tokens of input.text as in word_vocab",
  "count": "vocab and counts as in word_vocab",
  "encode_words": "encoded: [2] + the position in input.vocab of each token of input.text (1 if it is not in it) + [3]",
  "bag_of_words": text.DEFINITION["kinds"]["bag_of_words"]},
 "word_vocab": text.DEFINITION["kinds"]["word_vocab"],
 "comparison": "exact"}

def words(inp, **more): return dict({"kind": "word_vocab", "texts": [""], "probes": [], "min_freq": 1, "max_size": None}, **{k: v for k, v in inp.items() if k in ("texts", "min_freq", "max_size")}, **more)
def compute(inp):
    k = inp["kind"]; std = oracle("python", SCRIPT, "python stdlib; definition above")
    if k == "bag_of_words":
        e, o = text.compute(inp); return e, dict(o, script="generate/" + SCRIPT)
    if k == "chars": return {"vocab": sorted(set(inp["text"]))}, std
    if k == "encode_chars": ix = {c: i for i, c in enumerate(inp["vocab"])}; return {"ids": [ix.get(c, -1) for c in inp["text"]]}, std
    if k == "decode_chars": return {"decoded": "".join(inp["vocab"][i] for i in inp["ids"] if i >= 0)}, std
    if k == "split": return {"tokens": text.WORD.findall(inp["text"].lower())}, std
    if k == "count": e, _ = text.compute(words(inp)); return {"vocab": e["vocab"], "counts": e["counts"]}, std
    if k == "encode_words": ix = {w: i for i, w in enumerate(inp["vocab"])}; return {"encoded": [2] + [ix.get(w, 1) for w in text.WORD.findall(inp["text"].lower())] + [3]}, std
    raise KeyError(k)

def plain(inp):
    k = inp["kind"]
    if k == "bag_of_words": return text.plain(inp)
    if k == "chars": return {"vocab": text.plain({"kind": "char_vocab", "text": inp["text"], "probe": "", "unk_id": -1})["vocab"]}
    if k == "encode_chars": return {"ids": [inp["vocab"].index(c) if c in inp["vocab"] else -1 for c in inp["text"]]}
    if k == "decode_chars":
        out = ""
        for i in inp["ids"]:
            if i != -1: out += inp["vocab"][i]
        return {"decoded": out}
    if k == "split": return {"tokens": text.plain(words({}, probes=[]) | {"texts": [inp["text"]]})["tokens"]}
    if k == "count": e = text.plain(words(inp)); return {"vocab": e["vocab"], "counts": e["counts"]}
    tokens = text.plain(words({}) | {"texts": [inp["text"]]})["tokens"]
    return {"encoded": [2] + [inp["vocab"].index(w) if w in inp["vocab"] else 1 for w in tokens] + [3]}
ALTS = {"second implementation": plain}
MUTANTS = {}

PETS = ["The cat sat. The mat!", "猫 sat"]
VOCAB = ["<pad>", "<unk>", "<bos>", "<eos>", "sat", "the", "!", ".", "cat", "mat", "猫"]
def count(texts, low, size=None): return {"kind": "count", "texts": texts, "min_freq": low, "max_size": size}
def public_inputs():
    return [
     ("chars: hello", {"kind": "chars", "text": "hello"}),
     ("chars: each one once", {"kind": "chars", "text": "deep"}),
     ("chars: Chinese", {"kind": "chars", "text": "看，猫！猫"}),
     ("chars: digits, capitals and small letters", {"kind": "chars", "text": "bB2 aA10"}),
     ("encode_chars: hello", {"kind": "encode_chars", "vocab": ["e", "h", "l", "o"], "text": "hello"}),
     ("encode_chars: two unknown characters", {"kind": "encode_chars", "vocab": ["e", "h", "l", "o"], "text": "help!"}),
     ("decode_chars: back to hello", {"kind": "decode_chars", "vocab": ["e", "h", "l", "o"], "ids": [1, 0, 2, 2, 3]}),
     ("decode_chars: -1 is skipped", {"kind": "decode_chars", "vocab": ["e", "h", "l", "o"], "ids": [1, 0, 2, -1, -1]}),
     ("split: a sentence", {"kind": "split", "text": "The cat sat. The mat!"}),
     ("split: Chinese and English", {"kind": "split", "text": "我有2只猫，Cat90 and GPT-2"}),
     ("count: two texts", count(PETS, 1)),
     ("count: at least twice", count(PETS, 2)),
     ("count: seven entries at most", count(PETS, 1, 7)),
     ("count: equal counts", count(["b a c b a c", "d"], 1)),
     ("count: a word called constructor", count(["constructor new constructor"], 1)),
     ("encode_words: an unknown word", {"kind": "encode_words", "vocab": VOCAB, "text": "The dog sat"}),
     ("encode_words: nothing at all", {"kind": "encode_words", "vocab": VOCAB, "text": ""}),
     ("bag: two texts", {"kind": "bag_of_words", "texts": ["Red rose, red apple", "小猫 rose 2"]}),
     ("bag: one letter is a word too", {"kind": "bag_of_words", "texts": ["a cat", "I see a cat"]}),
    ]
