import type { Command } from "commander";
import { Problem } from "../../core/problem.ts";
import { type ReviewStep, stepShape } from "../../http/office/assessments/assessment-shape.ts";
import { presentAct } from "../../http/office/assessments/present-act.ts";
import { takeStep } from "../../http/office/assessments/take-step.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { recountUnit } from "../../services/review/recount-unit.ts";
import type { UnitOfRound } from "../../services/review/take-step.ts";
import { cli } from "../../../web/text/cli.ts";
import { type Output, print } from "../print.ts";
import { withServices } from "../with-services.ts";
import { placeOf, printAssessment } from "./assessments.ts";

/** The options that each step takes, and those that may be left out. */
const STEPS: { readonly [step in ReviewStep["step"]]: readonly string[] } = {
  judged: [],
  proposed: ["grade", "reason"],
  reviewed: ["opinion"],
  returned: ["reason"],
  approved: ["grade", "meeting", "reason"],
};
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(["proposed", "approved"]);

export function addReviewCommands(program: Command): void {
  program
    .command("review")
    .description("等次的一步：judged、proposed、reviewed、returned、approved")
    .argument("<poll>")
    .argument("<step>")
    .option("--grade <grade>", "建议等次或审定等次：良好、较好或较差")
    .option("--reason <text>", "理由")
    .option("--opinion <text>", "审核意见")
    .option("--meeting <day>", "审定会议日期，如 2026-11-27")
    .option("--json", "输出 JSON")
    .action(async (poll: string, name: string, options) => {
      const step = readStep(name, options);
      await withServices(async (deps) => {
        const place = await placeOf(deps, poll);
        await takeStep(deps, KEEPER, place, step);
        await printAssessment(deps, place, options);
      });
    });
  program
    .command("recount")
    .description("复核：由没有参与的人重新计算一个已封存的测评")
    .argument("<poll>")
    .option("--json", "输出 JSON")
    .action((poll: string, output: Output) =>
      withServices(async (deps) => {
        const place = await placeOf(deps, poll);
        await recountUnit(deps, KEEPER, place);
        await printRecount(deps, place, output);
      }),
    );
}

/** @throws Problem usage */
function readStep(name: string, options: { readonly [option: string]: unknown }): ReviewStep {
  const step = Object.keys(STEPS).find((one): one is ReviewStep["step"] => one === name);
  if (!step) throw new Problem("usage", { reason: cli.reviewStep(Object.keys(STEPS)) });
  const given = Object.fromEntries(STEPS[step].map((option) => [option, options[option]]));
  const asked = { ...(MAY_BE_EMPTY.has(step) && { reason: "" }), ...definedOf(given), step };
  const found = stepShape.safeParse(asked);
  if (!found.success) throw new Problem("usage", { reason: cli.reviewOptions(step) });
  return found.data;
}

const definedOf = (given: { readonly [option: string]: unknown }): { readonly [option: string]: unknown } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** Prints the line that the recount left in the history; a difference is exit code 1. */
async function printRecount(deps: Deps, { round, unit }: UnitOfRound, output: Output): Promise<void> {
  const history = await deps.office.inTransaction((office) => office.review(round, unit));
  const act = history.findLast((entry) => entry.act.kind === "recounted")?.act;
  if (act?.kind !== "recounted") return;
  if (!act.isSame) process.exitCode = 1;
  print(output, presentAct(act), () =>
    [
      cli.recounted(act.isSame, act.ballots),
      ...act.values.map(({ title, before, now }) => cli.recountedValue(title, before ?? "—", now ?? "—")),
    ].join("\n"),
  );
}
