/** B3: what the check of an answer document costs, beside parsing it and beside survey-core. */
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Model } from "survey-core";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import { toBase64Url } from "../../server/core/ticket/bytes.ts";
import { paddedJson } from "../../server/core/ticket/padding.ts";
import { parseBody } from "../../server/http/request-body.ts";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import type { Effort, Row } from "./row.ts";

const SURVEYS = fileURLToPath(new URL("../../surveys", import.meta.url));
const WAYS = 200;

async function prepare() {
  const { instruments } = await loadLibrary(SURVEYS);
  const { instrument } = instruments.get("staff-questionnaire")!;
  const names = JSON.stringify(instrument).matchAll(/\{\{([^}]+)\}\}/g);
  const variables = Object.fromEntries([...names].map(([, name]) => [name!, "本单位"]));
  const form = freezeForm(instrument, {
    leaders: [],
    variables,
    include: [],
    kindsInRound: [instrument.kind],
  });
  const random = seeded(20_261_120);
  const documents = Array.from({ length: WAYS }, () => simulatedAnswers(form, 0.8, random));
  return { form, documents, check: compileChecker(form) };
}

async function repeat(times: number, act: (i: number) => void): Promise<Done> {
  for (let i = 0; i < times; i += 1) act(i % WAYS);
  return { work: times };
}

/** A whole request as a phone sends it, without the answers. */
const REQUEST = {
  poll: "p0123456789abcdef",
  block: "B+C",
  instrument: "staff-questionnaire",
  digest: "0".repeat(64),
  message: toBase64Url(randomBytes(32)),
  signature: toBase64Url(randomBytes(256)),
  retry: toBase64Url(randomBytes(16)),
};

async function checkBeside(
  { pairs, scale }: Effort,
  bodyOf: (request: object) => string,
): Promise<Comparison> {
  const { documents, check } = await prepare();
  const bodies = documents.map((answers) => Buffer.from(bodyOf({ ...REQUEST, answers })));
  const times = Math.round(10_000 * scale);
  const parse = (i: number) => parseBody(bodies[i]!) as { answers: unknown };
  await repeat(times, (i) => void check(parse(i).answers));
  return alternate(
    pairs,
    "cpuMicroseconds",
    () => repeat(times, (i) => void parse(i)),
    () => repeat(times, (i) => void check(parse(i).answers)),
  );
}

export const checkBesideParse: Row = {
  id: "B3",
  what: "parse + check ÷ parse, a questionnaire's request as it is sent (16 KiB)",
  goal: { atMost: 1.3 },
  unit: "µs CPU",
  run: (effort) => checkBeside(effort, paddedJson),
};

export const checkBesideShortParse: Row = {
  id: "B3 unpadded",
  notQuick: "shown, not judged, in the long form as well",
  what: "the same without the padding, to show the check itself",
  goal: {},
  unit: "µs CPU",
  run: (effort) => checkBeside(effort, JSON.stringify),
};

export const checkBesideSurveyCore: Row = {
  id: "B3 survey-core",
  what: "survey-core's check ÷ ours, its model kept and cleared between ballots",
  goal: { atLeast: 300 },
  unit: "µs CPU",
  async run({ pairs, scale, isQuick }) {
    const { form, documents, check } = await prepare();
    const model = new Model(form.survey);
    const theirs = (i: number) => {
      model.clear(true, true);
      model.data = documents[i]!;
      if (!model.validate()) throw new Error("survey-core refused an answer document of the bench");
    };
    const ours = (i: number) => void check(documents[i]!);
    await repeat(isQuick ? 1_000 : 20_000, ours);
    await repeat(isQuick ? 1 : 20, theirs);
    return alternate(
      pairs,
      "cpuMicroseconds",
      () => repeat(Math.round(50_000 * scale), ours),
      () => repeat(Math.round(120 * scale), theirs),
    );
  },
};
