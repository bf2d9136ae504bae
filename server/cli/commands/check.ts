import { basename } from "node:path";
import type { Command } from "commander";
import type { CheckedInstrument } from "../../core/definition/check-instrument.ts";
import { compileChecker } from "../../core/definition/checker.ts";
import { freezeForm } from "../../core/definition/freeze-form.ts";
import type { AnswerFault, DefinitionFault } from "../../core/problem.ts";
import { isProblem, Problem } from "../../core/problem.ts";
import { parseStrictJson } from "../../core/definition/strict-json.ts";
import { isJsonObject } from "../../core/definition/survey-text.ts";
import { checkBesideForms } from "../../core/scoring/check-beside-forms.ts";
import { sampleContext, SAMPLE_LEADERS, SAMPLE_LEADERS_MAX } from "../../core/round/sample-context.ts";
import { SURVEYS_FOLDER } from "../../places.ts";
import { loadInstruments } from "../../definitions/load-library.ts";
import { readScheme } from "../../definitions/read-scheme.ts";
import { checkInstrumentFile } from "../../definitions/check-instrument-file.ts";
import { cli } from "../../../web/text/cli.ts";
import { definitionFaultLine } from "../../../web/text/problems-office.ts";
import { answerFaultLine } from "../../../web/text/problems-phone.ts";
import { sampleOf } from "../sample-options.ts";
import { namingFile, readTextFile } from "../file-problem.ts";
import { print } from "../print.ts";

interface Verdict {
  readonly index: number;
  readonly valid: boolean;
  readonly questions: readonly AnswerFault[];
}

interface Checked {
  readonly file: string;
  readonly id: string;
  readonly title: string;
  readonly warnings: readonly DefinitionFault[];
}

export function addCheckCommands(program: Command): void {
  program
    .command("check")
    .description("检查表单定义和评估办法")
    .argument("<file...>", "定义文件或办法文件")
    .option("--json", "输出 JSON")
    .action(async (files: string[], output) => {
      const checked: Checked[] = [];
      const faults: DefinitionFault[] = [];
      let code: "definition.invalid" | "scheme.invalid" = "scheme.invalid";
      for (const file of files) {
        try {
          checked.push(await checkFile(file));
        } catch (error) {
          const isScheme = isProblem(error, "scheme.invalid");
          if (!isScheme && !isProblem(error, "definition.invalid")) throw error;
          if (!isScheme) code = "definition.invalid";
          const named = (path: string): string => (files.length === 1 ? path : `${file} ${path}`);
          faults.push(...error.facts.faults.map((fault) => ({ ...fault, path: named(fault.path) })));
        }
      }
      if (faults.length > 0) throw new Problem(code, { faults });
      print(output, checked, () =>
        checked
          .flatMap(({ file, title, warnings }) => [
            cli.checked(file, title, warnings.length),
            ...warnings.map((warning) => `  ${definitionFaultLine(warning)}`),
          ])
          .join("\n"),
      );
    });

  program
    .command("answers")
    .description("检查答卷")
    .command("check")
    .description("用定义检查答卷文件（JSON 数组，或每行一份）")
    .requiredOption("--definition <file>", "定义文件")
    .requiredOption("--answers <file>", "答卷文件")
    .option("--leaders <n>", `班子成员人数，第一位是正职，0 到 ${SAMPLE_LEADERS_MAX}`, String(SAMPLE_LEADERS))
    .option("--include <items...>", "用上哪几道选用题")
    .option("--json", "输出 JSON")
    .action(async (options) => {
      const { instrument } = await readDefinition(options.definition);
      const form = freezeForm(instrument, sampleContext(sampleOf(options, instrument)));
      const check = compileChecker(form);
      const answers = await readTextFile(options.answers);
      const documents = await namingFile(options.answers, () => readDocuments(answers));
      const verdicts = documents.map((document, index) => verdictOf(check, document, index));
      const bad = verdicts.filter(({ valid }) => !valid);
      print(options, verdicts, () =>
        [
          cli.answersChecked(verdicts.length - bad.length, bad.length),
          ...bad.flatMap(({ index, questions }) =>
            questions.map((q) => `  ${index + 1}　${answerFaultLine(q)}`),
          ),
        ].join("\n"),
      );
      if (bad.length > 0) process.exitCode = 1;
    });
}

/** A form by itself, a scheme beside the forms of `surveys/`. */
async function checkFile(file: string): Promise<Checked> {
  const text = await readTextFile(file);
  if (!isScheme(text)) {
    const { instrument, warnings } = await checkInstrumentFile(text, basename(file));
    return { file, id: instrument.id, title: instrument.title, warnings };
  }
  const scheme = readScheme(text);
  const loaded = await loadInstruments(SURVEYS_FOLDER);
  const faults = checkBesideForms(
    scheme,
    new Map([...loaded].map(([id, { instrument }]) => [id, instrument])),
  );
  if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
  return { file, id: scheme.id, title: scheme.title, warnings: [] };
}

/** A scheme has grades and parts and asks nothing. What is not JSON at all is said by the check of forms. */
function isScheme(text: string): boolean {
  try {
    const value = parseStrictJson(text, { duplicateKeys: "warn" });
    return isJsonObject(value) && value["grades"] !== undefined && value["parts"] !== undefined;
  } catch (error) {
    if (!isProblem(error, "request.malformed")) throw error;
    return false;
  }
}

/** @throws Problem definition.invalid, file.unusable */
const readDefinition = async (file: string): Promise<CheckedInstrument> =>
  checkInstrumentFile(await readTextFile(file), basename(file));

function verdictOf(check: (answers: unknown) => unknown, document: unknown, index: number): Verdict {
  try {
    check(document);
    return { index, valid: true, questions: [] };
  } catch (error) {
    if (!isProblem(error, "ballot.invalid")) throw error;
    return { index, valid: false, questions: error.facts.questions };
  }
}

/** A JSON array, or one document a line; `{ "data": … }` around a document is taken off. */
export function readDocuments(text: string): unknown[] {
  const source = text.replace(/^\uFEFF/, "").trim();
  try {
    const all: unknown = source.startsWith("[")
      ? JSON.parse(source)
      : source
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line));
    return (all as unknown[]).map((one) =>
      typeof one === "object" && one !== null && "data" in one ? (one as { data: unknown }).data : one,
    );
  } catch {
    throw new Problem("request.malformed", { reason: "answers" });
  }
}
