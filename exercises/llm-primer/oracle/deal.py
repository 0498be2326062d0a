#!/usr/bin/python3
"""Deals the oracle's cases (public/*.json) out to the exercises' data files.

  python3 oracle/deal.py                 from the pack's folder; needs nothing but Python itself
  python3 oracle/deal.py attention       only the exercises named

A data file keeps the definition, tolerance and provenance of its family; the cases are copied as they are, so every
expected number in data/ is one that the oracle's library printed. shares/<exercise>.json says which case goes to which
file, and what readers see instead of its name, in both languages; a case may be dealt to one file of an exercise only,
and a name that is not in the family is an error. Where a share names a "second" oracle, its outputs
(public/<second>.json, by family and name) go next to the first's.
"""
import json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
PACK = os.path.dirname(HERE)


def dump(path, head, cases):
    """One case a line: a change of one number is a change of one line."""
    text = json.dumps(head, ensure_ascii=False, indent=1, allow_nan=False)
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False, allow_nan=False, separators=(",", ":")) for case in cases)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text[:-2] + ',\n "cases": [\n' + lines + "\n ]\n}\n")


def read(*path):
    with open(os.path.join(HERE, *path), encoding="utf-8") as file:
        return json.load(file)


def deal(exercise):
    dealt = set()
    for name, share in read("shares", exercise + ".json").items():
        family, wanted = share["family"], share["cases"]
        source = read("public", family + ".json")
        by_name = {case["name"]: case for case in source["cases"]}
        for case in wanted:
            if case not in by_name:
                sys.exit("%s/%s: family %s has no case %r" % (exercise, name, family, case))
            if (family, case) in dealt:
                sys.exit("%s/%s: case %r is dealt twice" % (exercise, name, case))
            dealt.add((family, case))
        if "second" in share:
            seconds = read("public", share["second"] + ".json")[family]
            by_name = {case: dict(by_name[case], second=seconds[case]) for case in wanted}
        by_name = {case: {"name": case, "title": title} | by_name[case] for case, title in wanted.items()}
        head = {key: source[key] for key in ("family", "definition", "tolerance", "tolerance_rule", "provenance")}
        dump(os.path.join(PACK, exercise, "data", name), head, [by_name[case] for case in wanted])
        print("%-20s %-20s %2d cases" % (exercise, name, len(wanted)))


if __name__ == "__main__":
    for exercise in sys.argv[1:] or sorted(name[:-5] for name in os.listdir(os.path.join(HERE, "shares"))):
        deal(exercise)
