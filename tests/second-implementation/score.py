#!/usr/bin/env python3
"""Scores units a second time, from docs/scoring.md alone: release (recount.py), indicators, parts, total, grade.

usage: score.py < cases.json > scores.json

A case: {"scheme", "eligible", "thresholds", "assessment", "forms": [{"form", "blocks", "tally"}]} with frozen forms,
final blocks and tallies as a closed file holds them.
"""
import json
import sys
from fractions import Fraction

from recount import exact, number, release, weighted_mean

HUNDRED = Fraction(100)


def fraction(value):
    return None if value is None else Fraction(value["exact"])


def clamp(value, low=Fraction(0), high=HUNDRED):
    return min(max(value, low), high)


class Form:
    """One frozen form with its release."""

    def __init__(self, given, thresholds):
        self.form = given["form"]
        tallies = {one["block"]: one for one in given["tally"]["blocks"]}
        self.blocks = [
            {**block, "weight": exact(block["weight"]), "tally": tallies.get(block["id"])} for block in given["blocks"]
        ]
        self.result = release(self.form, self.blocks, thresholds)
        self.level = self.result["level"]
        self.score = fraction(self.result["score"])
        self.meaning = {item["leaf"]: item for item in self.form["items"]}
        self.leaves = {leaf["id"]: leaf for leaf in self.form["leaves"]}
        if self.level == "tables":
            self.items = {item["leaf"]: item for item in self.result["items"]}
            self.multis = {multi["leaf"]: multi for multi in self.result["multis"]}

    def name(self, leaf):
        return self.meaning[leaf]["item"] if leaf in self.meaning else self.leaves[leaf]["question"]

    def weights(self):
        own = {b["id"]: b["weight"] for b in self.blocks if not b["isOutside"] or b["weight"] > 0}
        return own if any(own.values()) else {b["id"]: Fraction(b["ballots"]) for b in self.blocks if b["id"] in own}

    def selected(self, leaf, select):
        meaning = self.meaning.get(leaf)
        if "items" in select and self.name(leaf) not in select["items"]:
            return False
        if meaning is None:
            return not any(key in select for key in ("part", "dimension", "focus"))
        return (
            select.get("part", meaning["part"]) == meaning["part"]
            and select.get("dimension", meaning["dimension"]) == meaning["dimension"]
            and ("focus" not in select or select["focus"] in meaning["focus"])
        )

    def rated(self, select):
        for leaf in self.items:
            meaning = self.meaning.get(leaf)
            weight = meaning["weight"] if meaning else None
            if meaning and meaning["leader"] is not None:
                continue
            if not any(option["points"] is not None for option in self.leaves[leaf]["options"]):
                continue
            if self.selected(leaf, select) and (weight is not None or "items" in select):
                yield leaf, weight


def mean_of_items(form, select, value_of):
    chosen = list(form.rated(select))
    weighted = any(weight is not None for _, weight in chosen)
    terms = []
    for leaf, weight in chosen:
        own = exact(weight) if weight is not None else Fraction(0 if weighted else 1)
        terms.append((own, value_of(form.items[leaf])))
    return weighted_mean(terms), len(chosen)


def positive_share(form, item, positive):
    if item["counts"] is None:
        return None
    options = form.leaves[item["leaf"]]["options"]

    def share(counts):
        valid = sum(n for n, option in zip(counts, options) if not option["dontKnow"])
        found = sum(n for n, option in zip(counts, options) if not option["dontKnow"] and str(option["value"]) in positive)
        return None if valid == 0 else HUNDRED * found / valid

    weights = form.weights()
    columns = [(weights[b["block"]], share(b["counts"])) for b in item["blocks"] if b["block"] in weights]
    return weighted_mean(columns) if columns else share(item["counts"])


def problem_rates(form, select):
    scoring = form.form["scoring"]
    for leaf, multi in form.multis.items():
        options = form.leaves[leaf]["options"]
        if select is None:
            if scoring["rule"] == "questionnaire" and form.name(leaf) not in scoring["problemItems"]:
                continue
        elif not form.selected(leaf, select):
            continue
        tag = (select or {}).get("tag")
        tagged = [at for at, option in enumerate(options) if tag is not None and option.get("tag") == tag]
        if tag is not None and not tagged:
            continue
        if multi["counts"] is None:
            yield None
        elif tag is None:
            yield Fraction(multi["reported"], multi["base"])
        else:
            yield Fraction(sum(multi["counts"][at] for at in tagged), multi["base"] * len(tagged))


def members(form, principal, others):
    leaders = {}
    for leader in form.form["leaders"]:
        own = [i for i in form.form["items"] if i["leader"] == leader["position"] and i["leaf"] in form.items]
        if own:
            terms = [
                (exact(i["weight"]), fraction(form.items[i["leaf"]]["score"])) for i in own if i["weight"] is not None
            ]
            leaders[leader["position"]] = (leader["isPrincipal"], weighted_mean(terms))
    side = lambda which: weighted_mean([(Fraction(1), s) for p, s in leaders.values() if p is which])
    return weighted_mean([(exact(principal), side(True)), (exact(others), side(False))])


def form_indicator(source, form):
    """(value, reason)"""
    if form is None:
        return None, "unused"
    if form.level == "none":
        return None, "withheld"
    if source["from"] == "form":
        return form.score, None if form.score is not None else "too-few-valid"
    if form.level == "score":
        rule = form.form["scoring"]
        same = source["from"] == "members" and rule["rule"] == "leaders"
        if same and all(exact(source[k]) == exact(rule[k]) for k in ("principal", "others")):
            return form.score, None if form.score is not None else "too-few-valid"
        return None, "score-only"
    select = source.get("select")
    if source["from"] == "members":
        value, n = members(form, source["principal"], source["others"]), len(form.form["leaders"])
    elif source["from"] == "items":
        value, n = mean_of_items(form, select, lambda item: fraction(item["score"]))
    elif source["from"] == "positive":
        value, n = mean_of_items(form, select or {}, lambda item: positive_share(form, item, source["positive"]))
    else:
        rates = list(problem_rates(form, select))
        value = weighted_mean([(Fraction(1), None if r is None else 100 - 100 * r) for r in rates])
        n = len(rates)
    return value, None if value is not None else "too-few-valid" if n else "unused"


def entered_indicator(indicator, points, assessment):
    source = indicator["source"]
    counts = assessment.get("supervision") or {}
    if source["from"] == "judgement":
        judged = assessment.get("judgement") or {}
        if any(one["id"] not in judged for one in source["dimensions"]):
            return None, "not-entered"
        scores = [exact(judged[one["id"]]["score"]) for one in source["dimensions"]]
        return sum(scores) / len(scores), None
    if source["from"] == "panel":
        sheets = (assessment.get("panels") or {}).get(indicator["id"], [])
        scores = sorted(exact(s["score"]) for s in sheets if not s["isRecused"] and s["score"] is not None)
        if not scores:
            return None, "not-entered"
        kept = scores[1:-1] if len(scores) >= source["dropFrom"] else scores
        return sum(kept) / len(kept), None
    kinds = source.get("kinds", source.get("counts"))
    if any(kind["id"] not in counts for kind in kinds):
        return None, "not-entered"
    if source["from"] == "supervision":
        taken = sum(min(exact(k["perCase"]) * counts[k["id"]], exact(k["limit"])) for k in kinds)
        return 100 * (points - taken) / points, None
    value = exact(source["base"])
    for kind in kinds:
        each = exact(kind["each"])
        change = min(abs(each) * counts[kind["id"]], exact(kind["limit"]))
        value += change if each > 0 else -change
    return clamp(value), None


def part_value(part, forms, assessment):
    indicators = part.get("indicators") or [{"id": part["id"], "weight": 100, "source": part["source"]}]
    scored = []
    for indicator in indicators:
        source, weight = indicator["source"], exact(indicator["weight"])
        if "instrument" in source:
            value, reason = form_indicator(source, forms.get(source["instrument"]))
        else:
            value, reason = entered_indicator(indicator, exact(part["points"]) * weight / 100, assessment)
        scored.append({"weight": weight, "value": value, "reason": reason, "isForm": "instrument" in source})
    missing = any(one["reason"] == "not-entered" for one in scored)
    value = None if missing else weighted_mean([(one["weight"], one["value"]) for one in scored])
    return {"value": value, "missing": missing, "indicators": scored}


def printed(value):
    return exact(number(value)["printed"])


def grade_of(value, grades):
    return next((band["grade"] for band in grades if printed(value) >= exact(band["from"])), None)


def option_share(form, option):
    """Of the valid ratings of the overall item when the form has one, else of all its items together."""
    if form is None or form.level != "tables":
        return None
    rated = []
    for leaf, item in form.items.items():
        options = form.leaves[leaf]["options"]
        at = next((i for i, one in enumerate(options) if str(one["value"]) == option), None)
        if item["counts"] is not None and at is not None:
            valid = sum(n for n, one in zip(item["counts"], options) if not one["dontKnow"])
            meaning = form.meaning.get(leaf) or {"weight": None, "leader": None}
            overall = meaning["weight"] is None and meaning["leader"] is None
            rated.append((overall, item["counts"][at], valid))
    rated = [one for one in rated if one[0]] or rated
    valid = sum(n for _, _, n in rated)
    return Fraction(sum(n for _, n, _ in rated), valid) if valid else None


def called_for(when, forms, assessment, parts):
    """Whether facts, judgement, parts or released counts call for a limit."""
    if "fact" in when:
        return when["fact"] in assessment.get("facts", [])
    if "judgementBelow" in when:
        judged = assessment.get("judgement") or {}
        return any(exact(one["score"]) < exact(when["judgementBelow"]) for one in judged.values())
    if "partBelow" in when:
        value = parts[when["partBelow"]["part"]]
        return value is not None and value < exact(when["partBelow"]["below"])
    rule = when.get("optionRate") or when["problemRate"]
    form = forms.get(rule["instrument"])
    if "optionRate" in when:
        share = option_share(form, rule["option"])
    else:
        rates = list(problem_rates(form, rule.get("select"))) if form is not None and form.level == "tables" else []
        share = weighted_mean([(Fraction(1), rate) for rate in rates])
    return share is not None and share >= exact(rule["atLeast"])


def returned_of(forms):
    """People who have surely handed in a form: only ballots of different categories are added."""
    counted = [
        [(frozenset(b["categories"]), b["ballots"]) for b in form.blocks if not b["isOutside"] or b.get("isAlone")]
        for form in forms
    ]
    own = [blocks for form, blocks in zip(forms, counted) if not any(b.get("isAlone") for b in form.blocks)] or counted
    asked = frozenset().union(*(categories for blocks in own for categories, _ in blocks))
    if any(frozenset().union(*(c for c, _ in blocks)) == asked for blocks in own):
        return max(sum(n for _, n in blocks) for blocks in own)
    ways = {frozenset(): 0}
    for categories, n in (block for blocks in own for block in blocks):
        for taken, before in list(ways.items()):
            if not taken & categories:
                ways[taken | categories] = max(ways.get(taken | categories, 0), before + n)
    return max(ways.values())


def score_case(case):
    scheme, assessment = case["scheme"], case["assessment"]
    forms = {given["form"]["instrument"]: Form(given, case["thresholds"]) for given in case["forms"]}
    returned = returned_of(list(forms.values()))
    points = [exact(part["points"]) for part in scheme["parts"]]
    parts = [part_value(part, forms, assessment) for part in scheme["parts"]]
    opinion = weighted_mean(
        [
            (
                p * sum((i["weight"] for i in part["indicators"] if i["isForm"]), Fraction(0)),
                weighted_mean([(i["weight"], i["value"]) for i in part["indicators"] if i["isForm"]]),
            )
            for p, part in zip(points, parts)
        ]
    )
    eligible = case["eligible"]
    low = eligible == 0 or Fraction(returned, eligible) < exact(scheme["validity"]["participationAtLeast"])
    entered = bool(scheme["grades"]) and not any(part["missing"] for part in parts)
    raw = weighted_mean([(p, part["value"]) for p, part in zip(points, parts)])
    values = {part["id"]: one["value"] for part, one in zip(scheme["parts"], parts)}
    called = [cap["id"] for cap in scheme["caps"] if called_for(cap["when"], forms, assessment, values)]
    total = grade = None
    if entered and not low and raw is not None:
        taken = min(sum((exact(d["points"]) for d in assessment.get("deductions", [])), Fraction(0)), exact(scheme["deductionLimit"]))
        given = min(sum((exact(b["points"]) for b in assessment.get("bonus", [])), Fraction(0)), exact(scheme["bonusLimit"]))
        total = clamp(raw - taken + given)
        grade = grade_of(clamp(raw - taken), scheme["grades"])
        order = [band["grade"] for band in scheme["grades"]]
        for cap in scheme["caps"]:
            decision = assessment.get("capDecisions", {}).get(cap["id"])
            if cap["id"] in called and decision and decision["confirmed"]:
                grade = max(grade, cap["atMost"], key=order.index)
    return {
        "parts": [number(part["value"]) for part in parts],
        "reasons": [[one["reason"] for one in part["indicators"]] for part in parts],
        "opinion": None if low else number(opinion),
        "total": number(total),
        "computed": grade,
        "called": called,
        "levels": {instrument: form.level for instrument, form in forms.items()},
    }


if __name__ == "__main__":
    json.dump([score_case(case) for case in json.load(sys.stdin)], sys.stdout)
