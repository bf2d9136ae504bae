#!/usr/bin/env python3
"""Totals of several units (R9) and means and places of a round (R10) a second time, written from the documents alone:
docs/disclosure.md section 5, docs/scoring.md section 8; what is counted and released of each unit is recount.py's, its
score score.py's.

Reads DIR/closed/*.db, and on standard input a list of rounds: "id", "units" in the order of the roster (id, parent, group,
unitType, eligible, "polls" as they were held: id, state closed or invalid), "scheme", "assessments" by unit. Prints for each of them totals by unit above ("" = of the round) and
what each group ("" = the office) is shown of the round.

    python3 totals.py DIR < rounds.json
"""
import glob
import json
import os
import sqlite3
import sys
from fractions import Fraction
from urllib.request import pathname2url

from recount import apart, counted_blocks, exact, number, printed, recount_form, stored, weighted_mean
from score import Form, score_case

DIMENSIONS = ["discipline", "leading", "duties", "style", "life", "staffing"]
OTHERS_MIN = 3


# ---- units


class Node:
    """One form of one closed poll: the first of its unit, or one that was held anew."""

    def __init__(self, head, form, recounted, home, first, withdrawn):
        self.unit = head["unit"]["id"]
        self.first = first
        self.withdrawn = withdrawn
        self.home = home
        self.form = form
        self.level = recounted["level"]
        self.ballots = recounted["ballots"]
        self.people = recounted["people"]
        self.score = recounted["score"]
        tallied = [{**b, "weight": exact(b["weight"]), "tally": recounted["tally"][b["id"]]} for b in recounted["blocks"]]
        self.places = {leaf["id"]: at for at, leaf in enumerate(form["leaves"])}
        counted = [(self, block) for block in counted_blocks(tallied, head["round"]["thresholds"]["table"])]
        self.own = [pair for pair in counted if not apart(pair[1])]
        self.beside = [pair for pair in counted if apart(pair[1]) and pair[1]["scored"]]

    def shared_leaves(self):
        about_leaders = {item["leaf"] for item in self.form["items"] if item["leader"] is not None}
        return [leaf for leaf in self.form["leaves"] if leaf["id"] not in about_leaders]


def homes(units):
    """Where a small unit is counted: with its parent's sub-units; a parent that has none above it with its own."""
    parents = {unit["parent"] for unit in units}
    return {unit["id"]: unit["parent"] or (unit["id"] if unit["id"] in parents else None) for unit in units}


def people_of(nodes):
    return sum(node.people for node in nodes)


def ballots_of(nodes):
    return sum(node.ballots for node in nodes)


# ---- totals (docs/disclosure.md section 5)


def small_groups(nodes, parent, table):
    """Small units that are whole in every total they are in; their first polls say with whom, withdrawn or not."""
    small = [node for node in nodes if node.first and node.level == "score" and node.score is not None]
    groups = []
    for home in dict.fromkeys(node.home for node in small if node.home is not None):
        group = [node for node in small if node.home == home]
        if parent in (None, home) and people_of(group) >= table:
            groups.append(group)
    others = [node for node in small if not any(node in group for group in groups)]
    if parent is None and people_of(others) >= table:
        groups.append(others)
    return groups


def joined_columns(large):
    """Categories that any unit counts together are counted together."""
    columns = []
    for node in large:
        for _, block in node.own:
            touched = [column for column in columns if column & set(block["categories"])]
            columns = [column for column in columns if column not in touched]
            columns.append(set(block["categories"]).union(*touched))
    return columns


def part_of_large(node, columns):
    """Blocks by column of the total; the pieces in which its own release shows them."""
    named = lambda block: "+".join(sorted(next(c for c in columns if c & set(block["categories"]))))
    return {
        "columns": [(named(pair[1]), pair) for pair in node.own],
        "pieces": [[pair] for pair in node.own],
        "beside": node.beside,
    }


def part_of_small(group):
    """Of each of these units nothing but its score is known."""
    pairs = [pair for node in group for pair in node.own]
    return {"columns": [("small-nodes", pair) for pair in pairs], "pieces": [pairs], "beside": []}


def add_up(leaf, pairs):
    tallies = [block["tally"]["leaves"][node.places[leaf["id"]]] for node, block in pairs]
    counts = [sum(tally["counts"][at] for tally in tallies) for at in range(len(leaf["options"]))]
    return counts, sum(tally["blank"] for tally in tallies)


def valid_of(leaf, pairs):
    counts, _ = add_up(leaf, pairs)
    return sum(n for n, option in zip(counts, leaf["options"]) if not option["dontKnow"])


def mean_of(leaf, pairs):
    counts, _ = add_up(leaf, pairs)
    kept = [(n, option) for n, option in zip(counts, leaf["options"]) if not option["dontKnow"]]
    valid = sum(n for n, _ in kept)
    if valid == 0 or any(option["points"] is None for option in leaf["options"] if not option["dontKnow"]):
        return None
    return sum(n * exact(option["points"]) for n, option in kept) / valid


def by_column(parts):
    found = {}
    for part in parts:
        for column, pair in part["columns"]:
            found.setdefault(column, []).append(pair)
    return found


def ballots_in(pairs):
    return sum(block["ballots"] for _, block in pairs)


def total_item(leaf, parts, floor):
    """Parts whose own release withholds this item are not in it; columns only when no piece of a part is so small."""

    def is_shown(part):
        beside = valid_of(leaf, part["beside"])
        enough_beside = beside == 0 or beside >= floor
        return valid_of(leaf, [pair for _, pair in part["columns"]]) >= floor and enough_beside

    taken = [part for part in parts if is_shown(part)]
    columns = by_column(taken)
    everybody = [pair for pairs in columns.values() for pair in pairs]
    pooled = len(columns) > 1 and any(valid_of(leaf, piece) < floor for part in taken for piece in part["pieces"])
    valid = valid_of(leaf, everybody)
    counts, blank = add_up(leaf, everybody)
    groups = [everybody] if pooled else list(columns.values())
    mean = weighted_mean([(Fraction(ballots_in(pairs)), mean_of(leaf, pairs)) for pairs in groups])
    shown = [] if pooled or len(columns) < 2 else sorted(columns.items())
    return {
        "leaf": leaf["id"],
        "score": number(mean) if valid >= floor else None,
        "valid": valid,
        "blank": blank,
        "dontKnow": sum(counts) - valid,
        "isPooled": pooled,
        "counts": counts if valid >= floor else None,
        "blocks": [
            {"block": column, "counts": add_up(leaf, pairs)[0], "mean": number(mean_of(leaf, pairs))}
            for column, pairs in shown
        ],
        "leftOut": sum(ballots_in([pair for _, pair in part["columns"]]) for part in parts if part not in taken),
    }


def total(nodes, parent, thresholds):
    small = small_groups(nodes, parent, thresholds["table"])
    groups = [group for group in small if not any(node.withdrawn for node in group)]
    nodes = [node for node in nodes if not node.withdrawn]
    large = [node for node in nodes if node.level == "tables"]
    taken = large + [node for group in groups for node in group]
    if not taken:
        return None
    parts = [part_of_large(node, joined_columns(large)) for node in large] + [part_of_small(group) for group in groups]
    rest = [node for node in nodes if node not in taken]
    scores = [(Fraction(node.ballots), node.score and exact(node.score["printed"])) for node in taken]
    leaves = [leaf for leaf in taken[0].shared_leaves() if leaf["kind"] == "choice"]
    return {
        "instrument": taken[0].form["instrument"],
        "nodes": len(taken),
        "ballots": ballots_of(taken),
        "leftOut": {"nodes": len(rest), "ballots": ballots_of(rest)},
        "score": number(weighted_mean(scores)),
        "blocks": [
            {
                "id": column,
                "categories": sorted({category for _, block in pairs for category in block["categories"]}),
                "ballots": ballots_in(pairs),
            }
            for column, pairs in sorted(by_column(parts).items())
        ],
        "items": [total_item(leaf, parts, thresholds["floor"]) for leaf in leaves],
    }


# ---- the round (docs/scoring.md section 8)


def level_of(forms):
    levels = {form.level for form in forms}
    return next((level for level in ("tables", "score") if level in levels), "none")


def row_of(unit, forms, scheme, assessment, thresholds):
    case = {
        "scheme": scheme,
        "eligible": unit["eligible"],
        "thresholds": thresholds,
        "assessment": assessment,
        "forms": [form.given for form in forms],
    }
    score = score_case(case)["total"]
    released = level_of(forms) != "none"
    total = exact(score["printed"]) if score and released else None
    return {**unit, "total": total, "forms": forms, "waits": released and not assessment.get("judgement")}


def unsettled_groups(units, rows):
    """Groups with a unit that is not judged, was declared invalid or held anew: what is made of all units may move by it."""
    withdrawn = {unit["group"] for unit in units if len(unit["polls"]) > 1 or unit["polls"][0]["state"] == "invalid"}
    return withdrawn | {row["group"] for row in rows if row["waits"]}


def mean_over(values, viewer):
    """Of printed numbers; for a group, with units of others enough that it cannot subtract its own."""
    others = sum(1 for unit, _ in values if unit["group"] != viewer)
    if not values or (viewer is not None and others < OTHERS_MIN):
        return None
    return sum(value for _, value in values) / len(values)


def shown_mean(values, viewer):
    mean = mean_over(values, viewer)
    return None if mean is None else {"exact": stored(mean), "printed": printed(mean, 1), "units": len(values)}


def places(rows, viewer):
    found = []
    for row in rows:
        alike = [one for one in rows if one["unitType"] == row["unitType"]]
        others = sum(1 for one in alike if one["group"] != viewer)
        if viewer is None or (row["group"] == viewer and others >= OTHERS_MIN):
            better = sum(1 for one in alike if one["total"] > row["total"])
            found.append({"unit": row["id"], "rank": better + 1, "of": len(alike)})
    return sorted(found, key=lambda one: one["unit"])


def dimension_of(row, dimension):
    """As printed: weighted items about the unit, over its own people's forms that have tables."""
    terms = [
        (exact(item["weight"]), exact(form.items[item["leaf"]]["score"]["exact"]))
        for form in row["forms"]
        if form.level == "tables" and not any(block.get("isAlone") for block in form.blocks)
        for item in form.form["items"]
        if item["dimension"] == dimension and item["leader"] is None and item["weight"] is not None
        if item["leaf"] in form.items and form.items[item["leaf"]]["score"] is not None
    ]
    mean = weighted_mean(terms)
    return None if mean is None else exact(printed(mean, 1))


def dimensions(rows, viewer, hidden):
    found = {}
    for dimension in DIMENSIONS:
        values = [(row, dimension_of(row, dimension)) for row in rows]
        values = [(row, value) for row, value in values if value is not None]
        mean = None if hidden else shown_mean(values, viewer)
        if values:
            away = lambda value: None if mean is None else stored(value - exact(mean["printed"]))
            cells = {row["id"]: {"printed": printed(value, 1), "difference": away(value)} for row, value in values}
            mean = mean and {"printed": mean["printed"], "units": mean["units"]}
            found[dimension] = {"mean": mean, "cells": cells}
    return found


def shown(rows, viewer, unsettled):
    hidden = viewer is not None and any(group != viewer for group in unsettled)
    scored = [row for row in rows if row["total"] is not None]
    return {
        "mean": None if hidden else shown_mean([(row, row["total"]) for row in scored], viewer),
        "places": [] if hidden else places(scored, viewer),
        "dimensions": dimensions(rows, viewer, hidden),
    }


# ---- files


def read_poll(path):
    database = sqlite3.connect("file:%s?mode=ro&immutable=1" % pathname2url(os.path.abspath(path)), uri=True)
    try:
        head = json.loads(database.execute("select json from meta where name = 'head'").fetchone()[0])
        credentials = database.execute("select key_id, message, signature from credentials").fetchall()
        ballots = database.execute("select instrument, block, answers from ballots").fetchall()
    finally:
        database.close()
    return head, [
        (
            next(one["form"] for one in head["forms"] if one["digest"] == planned["digest"]),
            recount_form(head, planned, credentials, ballots),
        )
        for planned in head["plan"]["forms"]
    ]


def scored_form(form, recounted, thresholds):
    tally = {"blocks": [{**one, "block": block} for block, one in recounted["tally"].items()]}
    given = {"form": form, "blocks": recounted["blocks"], "tally": tally}
    found = Form(given, thresholds)
    found.given = given
    return found


def read_folder(folder):
    found = {}
    for path in glob.glob(os.path.join(glob.escape(folder), "closed", "*.db")):
        head, forms = read_poll(path)
        found[head["poll"]] = (head, forms)
    return found


def recount_round(asked, polls):
    units = asked["units"]
    home = homes(units)
    nodes, rows = [], []
    for unit in units:
        for at, poll in enumerate(unit["polls"]):
            head, forms = polls[poll["id"]]
            thresholds = head["round"]["thresholds"]
            withdrawn = poll["state"] == "invalid"
            if at == 0 or not withdrawn:
                nodes += [Node(head, form, found, home[unit["id"]], at == 0, withdrawn) for form, found in forms]
            if not withdrawn:
                scored = [scored_form(form, found, thresholds) for form, found in forms]
                typed = asked["assessments"].get(unit["id"], {})
                rows.append(row_of(unit, scored, asked["scheme"], typed, thresholds))
    instruments = list(dict.fromkeys(node.form["instrument"] for node in nodes))
    parent_of = {unit["id"]: unit["parent"] for unit in units}
    totals = {}
    for parent in [None] + [unit["id"] for unit in units]:
        inside = [n for n in nodes if parent is None or parent in (n.unit, parent_of[n.unit])]
        found = [total([n for n in inside if n.form["instrument"] == one], parent, thresholds) for one in instruments]
        totals[parent or ""] = [one for one in found if one]
    unsettled = unsettled_groups(units, rows)
    viewers = [None] + sorted({unit["group"] for unit in units})
    return {"totals": totals, "shown": {viewer or "": shown(rows, viewer, unsettled) for viewer in viewers}}


def main(folder):
    polls = read_folder(folder)
    json.dump([recount_round(asked, polls) for asked in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
