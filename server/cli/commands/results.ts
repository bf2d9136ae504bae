import type { Command } from "commander";
import { Problem } from "../../core/problem.ts";
import { addTallies } from "../../core/tally/add-tallies.ts";
import { presentGrades } from "../../http/office/grades/present-grades.ts";
import { presentTotal } from "../../http/office/totals/present-total.ts";
import { presentResults } from "../../http/office/results/present-results.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { readRelease } from "../../services/release-poll.ts";
import { scoreRound } from "../../services/score-round.ts";
import { totalRound } from "../../services/total-round.ts";
import { type ClosedTally, tallyClosed } from "../../services/tally-closed.ts";
import { cli } from "../../../web/text/cli.ts";
import { DOCUMENT_TYPES, type DocumentFormat } from "../../exports/document-files.ts";
import { writeDocuments } from "../write-documents.ts";
import { pollsOf } from "../polls-of.ts";
import { print, printTallyWarning } from "../print.ts";
import { READER } from "../reader.ts";
import { withServices } from "../with-services.ts";

export function addResultCommands(program: Command): void {
  program
    .command("results")
    .description("一个单位公布的结果，或一轮的等次表")
    .argument("[poll]")
    .option("--round <id>", "这一轮的等次表")
    .option("--total", "与 --round 一起用：各单位合计（全部封存后）")
    .option("--parent <unit>", "与 --total 一起用：只合计这个单位和它的下级")
    .option("--json", "输出 JSON")
    .action((poll: string | undefined, options) =>
      withServices(async (deps) => {
        const isTotal = options.total === true;
        if ((isTotal && options.round === undefined) || (options.parent !== undefined && !isTotal))
          throw new Problem("usage", { reason: cli.totals.usage });
        if (isTotal) await printTotals(deps, options.round, options);
        else if (options.round !== undefined) await printRound(deps, options.round, options);
        else if (poll !== undefined) await printPoll(deps, poll, options);
        else throw new Problem("usage", { reason: cli.pollOrRound });
      }),
    );
  program
    .command("export")
    .description("写出全部材料：本轮的和各单位的，各种格式")
    .requiredOption("--round <id>", "轮次")
    .requiredOption("--out <folder>", "写到哪个文件夹")
    .option("--format <list>", "只要这些格式，用逗号分开", Object.keys(DOCUMENT_TYPES).join(","))
    .option("--texts", "也写出附文字意见的报告（只供巡察办和巡察组）")
    .option("--json", "输出 JSON")
    .action((options) =>
      withServices(async (deps) => {
        const files = await writeDocuments(deps, options.round, options.out, {
          formats: readFormats(options.format),
          withTexts: options.texts ?? false,
          progress: (done, of) => void (options.json || process.stderr.write(`${cli.exporting(done, of)}\n`)),
        });
        print(options, { files }, () => files.map(cli.exported).join("\n"));
      }),
    );
  program
    .command("tally")
    .description("已封存测评的全部计数（内部核对，不得公布）")
    .argument("[poll]")
    .option("--round <id>", "这一轮的全部单位，连同合计")
    .option("--json", "输出 JSON")
    .action((poll: string | undefined, options) =>
      withServices(async (deps) => {
        const rows = await pollsOf(deps, poll, options);
        const tallies = await tallyClosed(
          deps,
          KEEPER,
          rows.map(({ id }) => id),
        );
        printTallyWarning(options);
        const polls = tallies.map(presentTally);
        print(options, options.round === undefined ? polls[0] : { polls, total: totalOf(tallies) }, () =>
          JSON.stringify(polls, null, 1),
        );
      }),
    );
}

/** @throws Problem usage */
function readFormats(list: string): readonly DocumentFormat[] {
  const known = Object.keys(DOCUMENT_TYPES) as DocumentFormat[];
  const formats = list.split(",").map((name) => known.find((format) => format === name.trim().toLowerCase()));
  if (formats.some((format) => format === undefined))
    throw new Problem("usage", { reason: cli.formats(known) });
  return formats.filter((format) => format !== undefined);
}

async function printPoll(deps: Deps, poll: string, options: { json?: boolean }): Promise<void> {
  const { row } = await readRelease(deps, poll);
  const results = presentResults(await scoreRound(deps, row.round), poll, READER);
  print(options, results, () =>
    [
      `${results.unit.name}　${results.returned}/${results.eligible}`,
      ...results.forms.map((form) => `  ${form.shortTitle}　${form.score?.printed ?? cli.withheld}`),
      `  ${results.score.total?.printed ?? "—"}　${results.score.computed ?? "—"}`,
    ].join("\n"),
  );
}

async function printRound(deps: Deps, round: string, options: { json?: boolean }): Promise<void> {
  const standing = await scoreRound(deps, round);
  const table = presentGrades(standing, READER);
  print(options, table, () =>
    table.rows
      .map((row) => `${row.unit.name}　${row.total?.printed ?? "—"}　${row.computed ?? "—"}`)
      .concat(table.paragraph.map(({ text }) => text).join(""))
      .join("\n"),
  );
}

async function printTotals(
  deps: Deps,
  round: string,
  { parent, json }: { parent?: string; json?: boolean },
): Promise<void> {
  const totals = (await totalRound(deps, round, parent ?? null)).map(presentTotal);
  print({ json }, totals, () =>
    totals.length === 0
      ? cli.withheld
      : totals
          .map(({ instrument, units, ballots, leftOut, score }) =>
            cli.totals.line(instrument, units, ballots, score?.printed ?? cli.withheld, leftOut.units),
          )
          .join("\n"),
  );
}

/** Counts with the options they belong to, so that the file can be read by itself. */
function presentTally({ poll, unit, forms, blocks, tally }: ClosedTally) {
  return {
    poll,
    unit,
    forms: tally.forms.map((form) => {
      const frozen = forms.find((one) => one.instrument === form.instrument);
      return {
        instrument: form.instrument,
        digest: form.digest,
        leaves: (frozen?.leaves ?? []).map((leaf) => ({
          id: leaf.id,
          kind: leaf.kind,
          title: leaf.title,
          ...((leaf.kind === "choice" || leaf.kind === "multi") && {
            options: leaf.options.map(({ value, text }) => ({ value, text })),
          }),
        })),
        finalBlocks: (blocks[form.instrument] ?? []).map(
          ({ id, name, categories, weight, ballots, isOutside }) => ({
            id,
            name,
            categories,
            weight,
            ballots,
            isOutside,
          }),
        ),
        blocks: form.blocks,
      };
    }),
  };
}

/** Sum over the polls that used the very same questions; blocks of one name are added. */
function totalOf(tallies: readonly ClosedTally[]) {
  const instruments = [
    ...new Set(tallies.flatMap(({ tally }) => tally.forms.map(({ instrument }) => instrument))),
  ];
  return instruments.map((instrument) => {
    const own = tallies.flatMap(({ tally, forms }) => {
      const form = forms.find((one) => one.instrument === instrument);
      const counted = tally.forms.find((one) => one.instrument === instrument);
      return form && counted ? [{ form, counted }] : [];
    });
    const first = own[0]!.form;
    const alike = own.filter(({ form }) => form.leaves.length === first.leaves.length);
    const sum = addTallies(
      first,
      alike.map(({ counted }) => counted),
    );
    return { instrument, polls: alike.length, blocks: sum.blocks };
  });
}
