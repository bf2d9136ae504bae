import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isProblem } from "../problem.ts";
import { checkSurvey } from "./check-survey.ts";
import { orSkipped } from "../../../tests/or-skipped.ts";

interface Case {
  readonly id: string;
  readonly raw: string;
  readonly expect: "reject" | "sanitize" | "accept-with-warning" | "accept";
}

const CASES = new URL("../../../../shared/cases/faults/definition-faults.json", import.meta.url);

type Verdict = "reject" | "accept-with-warning" | "accept";

function verdictOf(raw: string): Verdict {
  try {
    return checkSurvey(raw).warnings.length > 0 ? "accept-with-warning" : "accept";
  } catch (error) {
    if (isProblem(error, "definition.invalid") || isProblem(error, "request.malformed")) return "reject";
    throw error;
  }
}

describe.skipIf(!existsSync(CASES))(
  orSkipped(
    existsSync(CASES),
    "checkSurvey on other people's faults",
    "../shared is not beside this repository",
  ),
  () => {
    const cases: readonly Case[] = existsSync(CASES) ? JSON.parse(readFileSync(CASES, "utf8")).faults : [];

    it.each(cases)("$id: $expect", ({ raw, expect: wanted, id }) => {
      const verdict = verdictOf(raw);
      // Rich text with handlers, scripts or frames is refused; a plain title is text and stays as it is.
      if (wanted === "sanitize") expect(verdict).toBe(id === "S37-script-title" ? "accept" : "reject");
      else expect(verdict).toBe(wanted);
    });
  },
);
