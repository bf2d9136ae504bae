/**
 * A closed round with everything at once: tickets, paper keyed twice, an open link, a form that some of the people do not
 * fill, and one that is not scored.
 */
import { expect } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import type { Unit } from "../../server/core/roster/unit.ts";
import { SURVEYS_FOLDER } from "../../server/places.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { readOpenLink } from "../../server/services/open-link.ts";
import { saveRollSheet } from "../../server/services/roll-sheet.ts";
import { answerLink } from "./answer-link.ts";
import { beginByTwo, keyStack, sheet } from "./key-paper.ts";
import { OfficeClient } from "./office-client.ts";
import { ROUND, startTestServer, testAssessment, type TestServer, testUnit } from "./start-server.ts";

export interface MixedRound {
  readonly server: TestServer;
  readonly poll: string;
  readonly office: OfficeClient;
  /** Until then nobody has typed the 登记表. */
  typeRollSheet(): Promise<void>;
}

/** People of A, B and C who came with a ticket; all of 5, 10 and 30 but six, who filled in paper. */
const CAME = { A: 5, B: 8, C: 26 } as const;
export const PAPER = 6;
export const BY_LINK = 12;

const WATER: Unit = {
  ...testUnit("water", "县水利局党组", [5, 10, 30]),
  categories: [
    ...testUnit("water", "", [5, 10, 30]).categories,
    { id: "D", name: "服务对象", weight: "0", eligible: 0, isOutside: true },
  ],
};

/** 发出 and 剩余作废 beside those who came, of each bag; the paper went to C. */
const bag = (batch: keyof typeof CAME, unused: number, paper: number) => ({
  batch,
  issued: CAME[batch] + unused,
  exchanged: 0,
  returned: 0,
  left: 1,
  paperIssued: paper,
  paperReturned: paper,
});

const TYPED = {
  meeting: "专题汇报会",
  time: "2026年11月20日 9:00",
  place: "三楼会议室",
  due: 45,
  present: 45,
  lost: 1,
  batches: [bag("A", 0, 0), bag("B", 1, 0), bag("C", 1, PAPER)],
  note: "",
};

/** Two limits are confirmed; the second allows less. */
const LIMITED = {
  facts: ["member-case", "interference"],
  capDecisions: {
    "member-case": { confirmed: true, reason: "立案一件" },
    interference: { confirmed: true, reason: "有人打招呼" },
  },
};

/** One of the paper sheets is void as a whole. */
const SHEETS = Array.from({ length: PAPER }, (_, at) => sheet({}, at === 4));

export async function startMixedRound(): Promise<MixedRound> {
  const server = await startTestServer({
    units: [WATER],
    instruments: [await notScored()],
    round: {
      forms: [
        ...ROUND.forms,
        { instrument: "public-questionnaire", categories: ["D"], include: [] },
        { instrument: "inspectors-aside", categories: ["A", "B", "C"], include: [] },
      ],
      openCategories: ["D"],
    },
  });
  const poll = server.polls.get("water")!;
  await server.deps.office.inTransaction((office) =>
    office.saveAssessment(server.round, "water", { ...testAssessment, ...LIMITED }),
  );
  for (const [id, came] of Object.entries(CAME)) {
    const unused = id === "A" ? 1 : 2;
    const urls = (await server.tickets("water", id, came + unused)).slice(0, came);
    const people = urls.map((url) => ({ url, climate: 0.8 }));
    await answerAll(httpPort(server.address), people, seeded(7), () => {});
  }
  await keyPaper(server, poll);
  const { url } = await readOpenLink(server.deps, poll, "D");
  for (let seed = 0; seed < BY_LINK; seed += 1) await answerLink(server.address, url, seed);
  await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(server.deps, KEEPER, poll);
  return {
    server,
    poll,
    office: await OfficeClient.signIn(server),
    typeRollSheet: () => saveRollSheet(server.deps, KEEPER, poll, TYPED),
  };
}

async function keyPaper(server: TestServer, poll: string): Promise<void> {
  const first = await OfficeClient.signIn(server, "甲");
  const second = await OfficeClient.signIn(server, "乙");
  const stacks = `/polls/${poll}/stacks`;
  const stack = await beginByTwo(first, second, stacks, PAPER);
  for (const keyer of [first, second]) await keyStack(keyer, `${stacks}/${stack}`, SHEETS);
  expect(await first.status("POST", `${stacks}/${stack}/merge`, first.withSecond(second))).toBe(200);
}

/** The form about the inspectors with a rule that makes no score of it. */
async function notScored(): Promise<Instrument> {
  const { instruments } = await loadLibrary(SURVEYS_FOLDER);
  const { instrument } = instruments.get("inspectors")!;
  return { ...instrument, id: "inspectors-aside", scoring: { rule: "none" } };
}
