import type { Command } from "commander";
import { digestOf } from "../../core/definition/canonical.ts";
import { parseStrictJson } from "../../core/definition/strict-json.ts";
import { deriveUnit } from "../../core/scoring/derivation.ts";
import { checkBesideForms } from "../../core/scoring/check-beside-forms.ts";
import type { Scheme } from "../../core/scoring/scheme.ts";
import { checkGivenUnit } from "../../core/scoring/given-unit.ts";
import { type GivenScore, scoreGiven } from "../../core/scoring/score-given.ts";
import { totalFormula } from "../../core/scoring/formula.ts";
import { storable } from "../../core/storable.ts";
import { Problem } from "../../core/problem.ts";
import { loadInstruments } from "../../definitions/load-library.ts";
import { readScheme } from "../../definitions/read-scheme.ts";
import { SURVEYS_FOLDER } from "../../places.ts";
import { namingFile, readTextFile } from "../file-problem.ts";
import { print } from "../print.ts";
import { scoreLines } from "../score-lines.ts";

export function addScoreCommand(program: Command): void {
  program
    .command("score")
    .description("按评估办法给写下来的计数、研判和监督情况计分")
    .requiredOption("--scheme <file>", "评估办法文件")
    .requiredOption("--inputs <file>", "计分数据文件")
    .option("--definitions <folder>", "表单定义所在的文件夹", SURVEYS_FOLDER)
    .option("--json", "输出 JSON")
    .action(async (options) => {
      const schemeText = await readTextFile(options.scheme);
      const scheme = await namingFile(options.scheme, () => readScheme(schemeText));
      const inputs = await readTextFile(options.inputs);
      const given = checkGivenUnit(await namingFile(options.inputs, () => parseStrictJson(inputs)), scheme);
      const loaded = await loadInstruments(options.definitions);
      const forms = new Map([...loaded].map(([id, { instrument }]) => [id, instrument]));
      const faults = checkBesideForms(scheme, forms);
      if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
      const scored = scoreGiven(scheme, given, forms);
      print(options, describeGiven(given.unit, scheme, scored), () =>
        scoreLines(given.unit, scheme, scored).join("\n"),
      );
    });
}

/** What `--json` prints; exact values as "n/d". @source docs/scoring.md §9 */
function describeGiven(unit: string, scheme: Scheme, { result, score }: GivenScore): object {
  return {
    formatVersion: 1,
    unit,
    scheme: { id: scheme.id, version: scheme.version, title: scheme.title, digest: digestOf(scheme) },
    score: score.printed,
    exact: storable(score.total),
    opinion: storable(score.opinion),
    grade: score.computed,
    formula: totalFormula(score),
    notes: score.notes,
    caps: storable(score.caps),
    forms: result.forms.map(({ instrument, digest, level, ballots, score: value }) => {
      return { instrument, digest, level, ballots, score: storable(value) };
    }),
    derivation: storable(deriveUnit(score, result.forms, scheme)),
  };
}
