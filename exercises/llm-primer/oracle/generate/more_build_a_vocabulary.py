"""More vocabularies: the edges of the three kinds of i-text that build one (empty texts, cut-off, rare characters, names that objects have).
Oracle: python stdlib and scikit-learn CountVectorizer, as in fam_i_text, whose second implementation and mutants are used here too."""
import fam_i_text as text

FAMILY = "more_build_a_vocabulary"
TOL = {"rtol": 0, "atol": 0}
KINDS = ("char_vocab", "word_vocab", "bag_of_words")
DEFINITION = {"characters": text.DEFINITION["characters"], "kinds": {k: text.DEFINITION["kinds"][k] for k in KINDS}, "comparison": "exact"}
compute = text.compute
ALTS = text.ALTS
MUTANTS = text.MUTANTS

def bag(*texts): return {"kind": "bag_of_words", "texts": list(texts)}

def public_inputs():
    return [
     ("characters, emoji made of several code points", text.CV("一家👨‍👩‍👧，两家👨‍👩‍👧‍👦。", "👩‍👧👍🏽！")),
     ("characters, rare ones beside full-width letters", text.CV("𠮷野家ＡＢ𠀀ａ𝒳～Z z", "ｚ𠮷Ａ吉")),
     ("characters, one only", text.CV("啊啊啊", "啊哈")),
     ("characters, empty probe", text.CV("be\nor not", "")),
     ("characters, empty text", text.CV("", "a猫😀")),
     ("words, nothing but the specials fits", text.WV(["to be or not to be"], ["to be"], 1, 4)),
     ("words, min_freq above every count", text.WV(["a a b", "b c"], ["a b c"], 3, None)),
     ("words, min_freq and max_size together", text.WV(["d d d c c c b b b a a e e f", "d c"], ["a b c d e f"], 2, 7)),
     ("words, names that every object has", text.WV(["constructor toString constructor __proto__ valueOf", "hasOwnProperty constructor tostring"], ["constructor valueof prototype"], 1, None)),
     ("words, texts that spell the specials", text.WV(["<pad> <unk> <bos> <eos>", "unk unk"], ["<unk>", "pad eos"], 1, None)),
     ("words, emoji and full-width signs tie", text.WV(["😀，𠮷！ａ２Ａ", "a２！ 𠮷，😀"], ["😀，？", ""], 2, None)),
     ("words, tabs, line breaks and full-width spaces", text.WV(["\tRow\u3000row\n\nrow your  boat", "", "\u3000 \n"], ["ROW\tthe\u3000boat\n", " \u3000"], 1, None)),
     ("words, digits and letters run together", text.WV(["GPT-2 has 124m knobs; gpt2, gpt-2", "café 3.14 it's naïve"], ["gpt 2 caf é 3 14 s"], 1, None)),
     ("bag of words, texts without a word", bag("", "！？…", "😀 👍", "one", "  \n")),
     ("bag of words, the longer word seen first", bag("roses rose ros", "rose roses rose", "小猫们 小猫 小")),
     ("bag of words, rare and full-width letters", bag("𠮷野家 ＡＢ ａｂ", "ａｂ𠮷 𠮷 Ｚ _ __")),
     ("bag of words, numbers of every sort", bag("½ 2² ２ 10 010 Ⅷ", "①② 三 10")),
     ("bag of words, accents and names that every object has", bag("Été été ÉTÉ constructor", "naïve Constructor __proto__ toString", "Größe größe valueOf")),
     ("bag of words, one text", bag("好好学习，天天向上。好好学习")),
    ]
