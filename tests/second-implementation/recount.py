"""Counts closed files a second time, written from the documents alone.

Reads DIR/closed/*.db (a data folder or a verification folder) and prints, as one JSON object by poll and form, the
tally, the final blocks and everything that may be released: docs/scoring.md sections 1 to 3, docs/disclosure.md
sections 1 to 4, docs/verify.md for the file. Python 3.8 or newer, standard library only; no code is shared with the
product. With --signatures every credential is checked too (RFC 8017, RSASSA-PSS, SHA-384, salt 48).

    python3 recount.py DIR [--signatures]
"""

import base64
import glob
import hashlib
import json
import os
import sqlite3
import sys
from collections import Counter
from fractions import Fraction
from urllib.request import pathname2url


# ---- numbers


def exact(text):
    """"12.5", "25/4", 20 -> Fraction"""
    top, _, bottom = str(text).partition("/")
    return Fraction(top) / Fraction(bottom or 1)


def stored(value):
    return None if value is None else str(value)


def printed(value, decimals=2):
    """Half up."""
    if value is None:
        return None
    scaled = value * 10**decimals + Fraction(1, 2)
    digits = str(scaled.numerator // scaled.denominator).rjust(decimals + 1, "0")
    return digits[:-decimals] + "." + digits[-decimals:]


def number(value):
    return None if value is None else {"exact": stored(value), "printed": printed(value)}


def weighted_mean(terms):
    """(weight, value) pairs; terms without a value or weight leave the mean."""
    there = [(w, v) for w, v in terms if v is not None and w > 0]
    weight = sum((w for w, _ in there), Fraction(0))
    return sum((w * v for w, v in there), Fraction(0)) / weight if weight else None


# ---- tally (docs/scoring.md section 1)


def rated_places(form):
    """Places whose answer makes a ballot valid, each with the options that do not."""
    weighed = {item["leaf"] for item in form["items"] if item["weight"] is not None}
    places = {}
    for at, leaf in enumerate(form["leaves"]):
        options = leaf.get("options", []) if leaf["kind"] == "choice" else []
        if leaf["id"] in weighed or any(option["points"] is not None for option in options):
            places[at] = {i for i, option in enumerate(options) if option["dontKnow"]}
    return places


def is_valid(places, answers):
    if not places:
        return any(answer is not None for answer in answers)
    return any(
        answers[at] is not None and not (isinstance(answers[at], int) and answers[at] in leaves)
        for at, leaves in places.items()
    )


def tally_leaf(leaf, answers):
    kind = leaf["kind"]
    if kind == "multi":
        answers = [answer or None for answer in answers]
    given = [answer for answer in answers if answer is not None]
    blank = len(answers) - len(given)
    if kind == "choice":
        counts = Counter(given)
        return {"kind": kind, "counts": [counts[i] for i in range(len(leaf["options"]))], "blank": blank}
    if kind == "multi":
        counts = Counter(i for ticks in given for i in ticks)
        apart = {leaf["none"], leaf["unknown"]}
        return {
            "kind": kind,
            "counts": [counts[i] for i in range(len(leaf["options"]))],
            "blank": blank,
            "reported": sum(1 for ticks in given if set(ticks) - apart),
        }
    if kind == "number":
        return {"kind": kind, "values": {json.dumps(v): n for v, n in Counter(given).items()}, "blank": blank}
    if kind == "boolean":
        return {"kind": kind, "yes": given.count(True), "no": given.count(False), "blank": blank}
    return {"kind": kind, "written": len(given), "blank": blank}


def tally_block(form, ballots, sources):
    places = rated_places(form)
    return {
        "ballots": len(ballots),
        "valid": sum(1 for answers in ballots if is_valid(places, answers)),
        "bySource": {source: n for source, n in sources.items() if n},
        "leaves": [tally_leaf(leaf, [a[at] for a in ballots]) for at, leaf in enumerate(form["leaves"])],
        "straightLined": count_straight(form, ballots),
        "identical": {str(size): n for size, n in Counter(group_sizes(form, ballots)).items() if size > 1},
    }


def count_straight(form, ballots):
    weighed = {item["leaf"] for item in form["items"] if item["weight"] is not None}
    leaves = enumerate(form["leaves"])
    rated = [at for at, leaf in leaves if leaf["kind"] == "choice" and leaf["id"] in weighed]
    chosen = [{a[at] for at in rated} for a in ballots] if len(rated) >= 5 else []
    return sum(1 for options in chosen if len(options) == 1 and None not in options)


def group_sizes(form, ballots):
    kinds = [leaf["kind"] for leaf in form["leaves"]]
    alike = Counter(json.dumps([a for a, kind in zip(answers, kinds) if kind != "text"]) for answers in ballots)
    return alike.values()


# ---- partition (docs/disclosure.md section 2)


def counted_by_thresholds(planned):
    """The unit's own people; without any, outside raters with tickets; without those, open links. By id."""
    for kind in (lambda b: not b["isOutside"], lambda b: not b.get("isOpen"), lambda b: True):
        found = {block["id"] for block in planned if kind(block)}
        if found:
            return found
    return set()


def people_of(block, ballots):
    """What thresholds count: no more than were eligible; nobody knows that of an open link."""
    return ballots if block.get("isOpen") else min(ballots, block["eligible"])


def partition(planned, ballots, thresholds, counts_people=True):
    counted = counted_by_thresholds(planned)
    size = lambda block: people_of(block, ballots[block["id"]]) if counts_people else ballots[block["id"]]
    runs = [
        {
            "members": [block],
            "ballots": ballots[block["id"]],
            "people": size(block),
            "outside": block["id"] not in counted,
        }
        for block in planned
        if ballots[block["id"]] > 0
    ]
    outside = [run for run in runs if run["outside"]]
    runs = [run for run in runs if not run["outside"]]
    total = sum(run["people"] for run in runs)
    while len(runs) > 1:
        sizes = [run["people"] for run in runs]
        i = sizes.index(min(sizes))
        if sizes[i] >= thresholds["block"] and total >= thresholds["table"]:
            break
        neighbours = [j for j in (i - 1, i + 1) if 0 <= j < len(runs)]
        j = min(neighbours, key=lambda one: sizes[one])
        low, high = min(i, j), max(i, j)
        joined = {
            "members": runs[low]["members"] + runs[high]["members"],
            "ballots": runs[low]["ballots"] + runs[high]["ballots"],
            "people": sizes[low] + sizes[high],
            "outside": False,
        }
        runs[low : high + 1] = [joined]
    enough = [run for run in outside if run["people"] >= thresholds["table"]]
    return runs + enough + [run for run in outside if run not in enough]


def final_block(run):
    categories = [category for block in run["members"] for category in block["categories"]]
    outside = all(block["isOutside"] for block in run["members"])
    alone = {"isAlone": True} if outside and not run["outside"] else {}
    return {
        "id": "+".join(categories),
        "name": "、".join(block["name"] for block in run["members"]),
        "categories": categories,
        "weight": sum((exact(block["weight"]) for block in run["members"]), Fraction(0)),
        "isOutside": outside,
        "ballots": run["ballots"],
        **({"people": run["people"]} if run["people"] < run["ballots"] else {}),
        **alone,
    }


# ---- release (docs/disclosure.md sections 3 and 4, docs/scoring.md sections 2 and 3)


def release_item(leaf, at, blocks, floor):
    options = leaf["options"]
    priced = all(option["dontKnow"] or option["points"] is not None for option in options)
    rows = []
    for block in blocks:
        tally = block["tally"]["leaves"][at]
        kept = [(n, o) for n, o in zip(tally["counts"], options) if not o["dontKnow"]]
        valid = sum(n for n, _ in kept)
        points = sum((n * exact(o["points"]) for n, o in kept), Fraction(0)) if priced else None
        mean = points / valid if priced and valid else None
        rows.append({"block": block, "tally": tally, "valid": valid, "points": points, "mean": mean})
    scored = [row for row in rows if row["block"]["scored"]]
    valid = sum(row["valid"] for row in scored)
    pooled = len(scored) > 1 and any(row["valid"] < floor for row in scored)
    score = None
    if valid >= floor and priced:
        if pooled:
            score = sum(row["points"] for row in scored) / valid
        else:
            score = weighted_mean([(row["block"]["weight"], row["mean"]) for row in scored])
    columns = []
    if valid >= floor and not pooled and len(rows) > 1:
        columns = [row for row in rows if row["valid"] >= floor]
    blank = sum(row["tally"]["blank"] for row in scored)
    answered = sum(sum(row["tally"]["counts"]) for row in scored)
    return {
        "leaf": leaf["id"],
        "score": score,
        "valid": valid,
        "blank": blank,
        "dontKnow": answered - valid,
        "isPooled": pooled,
        "counts": [sum(n) for n in zip(*(row["tally"]["counts"] for row in scored))] if valid >= floor else None,
        "blocks": [
            {"block": row["block"]["id"], "counts": row["tally"]["counts"], "mean": number(row["mean"])}
            for row in columns
        ],
    }


def release_multi(leaf, at, blocks, floor):
    tallies = [block["tally"]["leaves"][at] for block in blocks if block["scored"]]
    counts = [sum(n) for n in zip(*(tally["counts"] for tally in tallies))]
    blank = sum(tally["blank"] for tally in tallies)
    unknown = counts[leaf["unknown"]] if leaf["unknown"] is not None else 0
    base = sum(block["ballots"] for block in blocks if block["scored"]) - unknown - blank
    return {
        "leaf": leaf["id"],
        "base": base,
        "blank": blank,
        "dontKnow": unknown,
        "counts": counts if base >= floor else None,
        "reported": sum(tally["reported"] for tally in tallies) if base >= floor else None,
    }


def release_count(leaf, at, blocks, floor):
    tallies = [block["tally"]["leaves"][at] for block in blocks if block["scored"]]
    values = Counter()
    for tally in tallies:
        if leaf["kind"] == "boolean":
            values.update({"true": tally["yes"], "false": tally["no"]})
        else:
            values.update(tally["values"])
    if sum(values.values()) < floor:
        return None
    return {"leaf": leaf["id"], "values": dict(values), "blank": sum(tally["blank"] for tally in tallies)}


def score_items(meanings, scores, chosen=lambda item: True):
    return weighted_mean(
        [
            (exact(item["weight"]), scores[item["leaf"]])
            for item in meanings
            if item["weight"] is not None and item["leaf"] in scores and chosen(item)
        ]
    )


def score_leaders(form, scores):
    leaders = []
    for leader in form["leaders"]:
        own = [item for item in form["items"] if item["leader"] == leader["position"] and item["leaf"] in scores]
        if own:
            leaders.append((leader, score_items(own, scores)))
    return leaders


def problem_rate(form, multis):
    if form["scoring"]["rule"] != "questionnaire":
        return None
    items = {item["leaf"]: item["item"] for item in form["items"]}
    questions = {leaf["id"]: leaf["question"] for leaf in form["leaves"]}
    return weighted_mean(
        [
            (Fraction(1), Fraction(multi["reported"], multi["base"]))
            for multi in multis
            if items.get(multi["leaf"], questions[multi["leaf"]]) in form["scoring"]["problemItems"]
            and multi["reported"] is not None
        ]
    )


def score_form(form, scores, multis):
    rule = form["scoring"]["rule"]
    if rule == "none":
        return None
    if rule == "items":
        return score_items(form["items"], scores)
    if rule == "leaders":
        leaders = score_leaders(form, scores)
        mean = lambda which: weighted_mean([(Fraction(1), s) for one, s in leaders if one["isPrincipal"] is which])
        terms = [(form["scoring"]["principal"], mean(True)), (form["scoring"]["others"], mean(False))]
    else:
        rate = problem_rate(form, multis)
        terms = [
            (form["scoring"]["positive"], score_items(form["items"], scores)),
            (form["scoring"]["problems"], None if rate is None else 100 - 100 * rate),
        ]
    return weighted_mean([(exact(weight), value) for weight, value in terms])


def apart(block):
    """Outside raters beside the unit's own people."""
    return block["isOutside"] and not block.get("isAlone")


def counted_people(block):
    return block.get("people", block["ballots"])


def counted_blocks(blocks, table):
    counted = [dict(block) for block in blocks if not (apart(block) and counted_people(block) < table)]
    for block in counted:
        block["scored"] = not apart(block) or block["weight"] > 0
    if not any(block["weight"] for block in counted if block["scored"]):
        for block in counted:
            if block["scored"]:
                block["weight"] = Fraction(block["ballots"])
    return counted


def release(form, blocks, thresholds):
    floor, table = thresholds["floor"], thresholds["table"]
    counted = counted_blocks(blocks, table)
    own = [block for block in counted if not apart(block)]
    ballots = sum(block["ballots"] for block in own)
    people = sum(counted_people(block) for block in own)
    result = {
        "ballots": ballots,
        "people": people,
        "excluded": [b["name"] for b in blocks if apart(b) and counted_people(b) < table],
        "level": "none" if people < floor else "score" if people < table else "tables",
        "score": None,
    }
    if people < floor:
        return result
    leaves = list(enumerate(form["leaves"]))
    items = [release_item(leaf, at, counted, floor) for at, leaf in leaves if leaf["kind"] == "choice"]
    multis = [release_multi(leaf, at, counted, floor) for at, leaf in leaves if leaf["kind"] == "multi"]
    scores = {item["leaf"]: item["score"] for item in items}
    result["score"] = number(score_form(form, scores, multis))
    if people < table:
        return result
    counts = [release_count(leaf, at, counted, floor) for at, leaf in leaves if leaf["kind"] in ("number", "boolean")]
    valid = sum(block["tally"]["valid"] for block in own)
    parts = [
        {"id": p["id"], "score": number(score_items(form["items"], scores, lambda item: item["part"] == p["id"]))}
        for p in form["parts"]
    ]
    leaders = [{"position": one["position"], "score": number(s)} for one, s in score_leaders(form, scores)]
    return {
        **result,
        "valid": valid,
        "invalid": ballots - valid,
        "items": [{**item, "score": number(item["score"])} for item in items],
        "multis": multis,
        "counts": [count for count in counts if count],
        "parts": parts,
        "leaders": leaders,
        "problemRate": number(problem_rate(form, multis)),
    }


# ---- signatures (RFC 8017 sections 8.1.2 and 9.1.2)


def read_modulus(spki):
    """SubjectPublicKeyInfo of a 2048 or 3072 bit key with e = 65537: the modulus ends 5 bytes before the end."""
    size = len(spki) - 38
    if size not in (256, 384) or spki[-5:] != b"\x02\x03\x01\x00\x01":
        raise ValueError("key")
    return int.from_bytes(spki[-5 - size : -5], "big"), size


def mask(seed, length):
    blocks = (hashlib.sha384(seed + i.to_bytes(4, "big")).digest() for i in range(-(-length // 48)))
    return b"".join(blocks)[:length]


def is_signed(modulus, size, message, signature):
    value = int.from_bytes(signature, "big")
    if len(signature) != size or value >= modulus:
        return False
    encoded = pow(value, 65537, modulus).to_bytes(size, "big")
    masked, digest, trailer = encoded[: size - 49], encoded[size - 49 : -1], encoded[-1]
    if trailer != 0xBC or masked[0] & 0x80:
        return False
    block = bytes(a ^ b for a, b in zip(masked, mask(digest, len(masked))))
    block = bytes([block[0] & 0x7F]) + block[1:]
    padding, salt = block[:-48], block[-48:]
    if padding.rstrip(b"\x01") != bytes(len(padding) - 1) or padding[-1] != 1:
        return False
    return hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest() == digest


def check_signatures(head, credentials):
    keys = {key["keyId"]: key for key in head["keys"]}
    good = 0
    for key_id, message, signature in credentials:
        key = keys.get(text_of(key_id))
        if key is None:
            continue
        spki = base64.urlsafe_b64decode(key["spki"] + "=" * (-len(key["spki"]) % 4))
        modulus, size = read_modulus(spki)
        if hashlib.sha256(spki).digest() == key_id and is_signed(modulus, size, message, signature):
            good += 1
    return {"credentials": len(credentials), "signed": good}


# ---- files


def text_of(key_id):
    return base64.urlsafe_b64encode(key_id).decode().rstrip("=")


def recount_form(head, planned, credentials, ballots):
    form = next(one["form"] for one in head["forms"] if one["digest"] == planned["digest"])
    keys = {key["keyId"]: key for key in head["keys"] if key["instrument"] == planned["instrument"]}
    cast = Counter()
    sources = {}
    for key_id, _, _ in credentials:
        key = keys.get(text_of(key_id))
        if key:
            cast[key["block"]] += 1
            sources.setdefault(key["block"], Counter())[key["source"]] += 1
    thresholds = head["round"]["thresholds"]
    least = planned.get("blockMin", thresholds["block"])
    runs = partition(
        planned["blocks"], cast, {**thresholds, "block": least}, head.get("rules", 1) >= 2
    )
    blocks = [final_block(run) for run in runs]
    for run, block in zip(runs, blocks):
        own = [json.loads(answers) for i, b, answers in ballots if (i, b) == (planned["instrument"], block["id"])]
        of_run = sum((sources[member["id"]] for member in run["members"]), Counter())
        block["tally"] = tally_block(form, own, of_run)
    result = release(form, blocks, head["round"]["thresholds"])
    return {
        **result,
        "blocks": [
            {**{k: v for k, v in block.items() if k != "tally"}, "weight": stored(block["weight"])} for block in blocks
        ],
        "tally": {block["id"]: block["tally"] for block in blocks},
    }


def recount_poll(path, with_signatures):
    database = sqlite3.connect("file:%s?mode=ro&immutable=1" % pathname2url(os.path.abspath(path)), uri=True)
    try:
        head = json.loads(database.execute("select json from meta where name = 'head'").fetchone()[0])
        credentials = database.execute("select key_id, message, signature from credentials").fetchall()
        ballots = database.execute("select instrument, block, answers from ballots").fetchall()
    finally:
        database.close()
    forms = {one["instrument"]: recount_form(head, one, credentials, ballots) for one in head["plan"]["forms"]}
    signatures = check_signatures(head, credentials) if with_signatures else None
    return head["poll"], {"forms": forms, "signatures": signatures}


def main(folder, *options):
    paths = sorted(glob.glob(os.path.join(glob.escape(folder), "closed", "*.db")))
    polls = dict(recount_poll(path, "--signatures" in options) for path in paths)
    sys.stdout.write(json.dumps(polls))


if __name__ == "__main__":
    main(*sys.argv[1:])
