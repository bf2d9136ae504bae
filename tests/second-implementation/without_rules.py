#!/usr/bin/env python3
"""Counts rounds as totals.py does, and once more without each of its rules: does anything then come out otherwise?

Reads DIR/closed/*.db, and on standard input {"rounds": as totals.py reads them, "rules": [[text of the rule in totals.py,
what stands in its place]]}. Prints for each rule whether it is noticed when it is missing.

    python3 without_rules.py DIR < asked.json
"""
import json
import sys
import types

import totals


def without(rule, instead):
    with open(totals.__file__, encoding="utf-8") as file:
        text = file.read()
    if text.count(rule) != 1:
        raise ValueError("not one rule: %s" % rule)
    module = types.ModuleType("spoilt")
    exec(compile(text.replace(rule, instead), "spoilt", "exec"), module.__dict__)
    return module


def main(folder):
    asked = json.load(sys.stdin)
    polls = totals.read_folder(folder)
    whole = [totals.recount_round(one, polls) for one in asked["rounds"]]
    noticed = []
    for rule, instead in asked["rules"]:
        spoilt = without(rule, instead)
        noticed.append(any(spoilt.recount_round(one, polls) != two for one, two in zip(asked["rounds"], whole)))
    json.dump(noticed, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
