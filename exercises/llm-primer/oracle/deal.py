#!/usr/bin/python3
"""Deals the oracle's cases (public/*.json) out to the exercises' data files.

  /usr/bin/python3 oracle/deal.py          from the pack's folder; needs nothing but Python itself

A data file keeps the definition, tolerance and provenance of its family; the cases are copied as they are, so every
expected number in data/ is one that the oracle's library printed. SHARES says which case goes where; a case may be
dealt to one file of an exercise only, and a name that is not in the family is an error.
"""
import json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
PACK = os.path.dirname(HERE)

# exercise -> data file -> (family, [case names])
SHARES = {
    "count-parameters": {
        "sample/text.json": ("a_layer_parameters", [
            "document example: LinearModel(10,5)",
            "linear without bias",
            "Sequential MLP with activations",
        ]),
        "secret/edges.json": ("a_layer_parameters", [
            "bare Linear(1,1)",
            "square Linear(7,7)",
            "named Sequential",
            "no parameters at all",
        ]),
    },
    "linear-regression": {
        "sample/text.json": ("c_linear_regression", [
            "document data: y = [2,4,5,4,5]",
            "document data with the third label 2: prints 1.5999999999999996 and 5.2",
            "exact line y = 2x",
            "two points",
        ]),
        "sample/plain.json": ("c_linear_regression", [
            "Anscombe I",
            "Anscombe IV (one leverage point)",
            "three features with noise",
            "no intercept, two features",
            "no intercept, one feature, target far from the origin",
            "two targets at once",
        ]),
        "secret/rank.json": ("c_linear_regression", [
            "one point (n = 1): coef 0, intercept y",
            "constant target",
            "collinear: second column = 2 x first (min-norm)",
            "constant feature column: its coefficient is 0",
            "n < p: two rows, four columns (min-norm)",
        ]),
        "secret/scale.json": ("c_linear_regression", [
            "offset 1000: mild conditioning",
            "timestamps (offset 1.7e9, step 3600)",
        ]),
        "secret/ridge.json": ("c_linear_regression", [
            "ridge alpha 1",
            "ridge alpha 10 without intercept",
            "ridge on collinear columns",
        ]),
    },
    "small-network": {
        "sample/text.json": ("h_network_training", [
            "document network 1-10-1, Keras Adam, 100 epochs, start 1",
            "document network 1-10-1, Keras Adam, 100 epochs, start 2",
            "document network 1-10-1, Keras Adam, 100 epochs, start 3",
        ]),
        "sample/torch.json": ("h_network_training", [
            "same start 1, torch Adam",
            "same start 2, torch Adam",
        ]),
        "secret/shapes.json": ("h_network_training", [
            "tanh 2-6-1 on four points, torch Adam",
            "square 3-3-3 tanh",
        ]),
        "secret/tiny.json": ("h_network_training", [
            "tiny targets and inputs (eps matters), Keras Adam",
            "tiny targets and inputs (eps matters), torch Adam",
        ]),
        "secret/edges.json": ("h_network_training", [
            "document network, Keras Adam, lr 0.05, 200 epochs (reaches about 12)",
            "dead network: all hidden units off, only the output bias learns",
            "zero epochs",
        ]),
    },
    "audit-the-text": {
        "sample/text.json": ("j_audit", [
            "the text: nn.Linear(10, 5)",
            "the text: regression",
            "the text: network, 21 starts",
        ]),
        "sample/other.json": ("j_audit", [
            "two layers, one shape turned round",
            "a layer without bias, wrong totals",
            "the text's regression with the third label 2",
            "zeros at the end count",
            "exactly half a unit away",
            "few epochs, losses far apart",
        ]),
        "secret/digits.json": ("j_audit", [
            "a wide layer",
            "negative numbers and whole ones",
            "more decimals than the data, one of them wrong",
        ]),
        "secret/starts.json": ("j_audit", [
            "the same network at fifty times the rate, an even count of starts",
            "decided by the last printed decimal, predictions on both sides of 10",
            "a single start, PyTorch's Adam",
        ]),
    },
}


def dump(path, head, cases):
    """One case a line: a change of one number is a change of one line."""
    text = json.dumps(head, ensure_ascii=False, indent=1, allow_nan=False)
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False, allow_nan=False, separators=(",", ":")) for case in cases)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text[:-2] + ',\n "cases": [\n' + lines + "\n ]\n}\n")


def main():
    for exercise, files in SHARES.items():
        dealt = set()
        for name, (family, wanted) in files.items():
            with open(os.path.join(HERE, "public", family + ".json"), encoding="utf-8") as file:
                source = json.load(file)
            by_name = {case["name"]: case for case in source["cases"]}
            for case in wanted:
                if case not in by_name:
                    sys.exit("%s/%s: family %s has no case %r" % (exercise, name, family, case))
                if (family, case) in dealt:
                    sys.exit("%s/%s: case %r is dealt twice" % (exercise, name, case))
                dealt.add((family, case))
            head = {key: source[key] for key in ("family", "definition", "tolerance", "tolerance_rule", "provenance")}
            dump(os.path.join(PACK, exercise, "data", name), head, [by_name[case] for case in wanted])
            print("%-20s %-20s %2d cases" % (exercise, name, len(wanted)))


if __name__ == "__main__":
    main()
