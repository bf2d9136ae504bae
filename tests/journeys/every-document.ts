/** Every document that a server can make, of every kind: what the tests of printing and of marking go through. */
import { approvalDocument } from "../../server/core/documents/approval-document.ts";
import type { PrintedDocument } from "../../server/core/documents/document.ts";
import { sealDocument } from "../../server/core/documents/seal-document.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { makeDocument } from "../../server/services/documents/document-list.ts";
import { meetingOf } from "../../server/services/documents/meeting-documents.ts";
import { roundDocuments } from "../../server/services/documents/round-documents.ts";
import { unitDocuments } from "../../server/services/documents/unit-documents.ts";
import { countyDocuments } from "../../server/services/parcel/result-documents.ts";
import { registerDocuments } from "../../server/services/register/register-documents.ts";
import type { Unit } from "../../server/core/roster/unit.ts";
import { recountUnit } from "../../server/services/review/recount-unit.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { destructionDocument } from "../../server/services/volume/destruction-document.ts";
import { addDestroyedRound } from "./destroyed-round.ts";
import { handInCounties } from "./county-parcels.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

export interface MadeDocument {
  /** unit/key, round/key, approval/form, register/key, counties/key: no name comes twice. */
  readonly name: string;
  readonly document: PrintedDocument;
}

/** 45 people, 8 people, and a unit that has not met; names with rare characters and one that looks like a formula. */
export const UNITS = [
  testUnit("water", "县水利局党组", [5, 10, 30]),
  testUnit("small", "县档案馆𠮷㛃·党支部", [2, 2, 4]),
  testUnit("later", "＝1+1党委", [5, 10, 30]),
] as const;

export const MADE_ON = "2026-11-28";
const RECOUNTER = { account: "recounter", name: "复核人" };
const everybody = ["A", "B", "C"];

/** Closed polls of four forms, the first recounted, and one, the last, that is still open; results of two counties. */
export async function startFullRound(units: readonly Unit[] = UNITS): Promise<TestServer> {
  const server = await startTestServer({
    units,
    round: {
      feedbackDate: "2026年3月",
      forms: [
        { instrument: "leadership-team", categories: everybody, include: [] },
        { instrument: "leadership-members", categories: ["B", "C"], include: [] },
        { instrument: "staff-questionnaire", categories: everybody, include: [] },
        { instrument: "rectification", categories: everybody, include: [] },
      ],
    },
  });
  const rows = await server.deps.office.inTransaction((office) => office.polls(server.round));
  // A unit of too few people has no poll of its own.
  const meeting = units.filter(({ id }) => rows.some(({ unit, plan }) => unit === id && plan !== null));
  for (const { id } of meeting.slice(0, -1)) {
    const poll = server.polls.get(id)!;
    const { plan } = await server.deps.live.get(poll);
    for (const batch of plan.batches) {
      const urls = await server.tickets(id, batch.id, batch.eligible);
      const people = urls.map((url) => ({ url, climate: 0.8 }));
      await answerAll(httpPort(server.address), people, seeded(7), () => {});
    }
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
  }
  await recountUnit(server.deps, RECOUNTER, { round: server.round, unit: units[0]!.id });
  await handInCounties(server.deps);
  await addDestroyedRound(server.deps);
  return server;
}

/** All of them, in the order in which they are filed. */
export async function everyDocument({ deps, round }: TestServer): Promise<readonly MadeDocument[]> {
  const standing = await scoreRound(deps, round);
  const rows = await deps.office.inTransaction((office) => office.polls(round));
  const open = rows.find(({ state }) => state === "open")!;
  const meeting = await meetingOf(deps, open.id);
  const listed = [
    // The 送审稿 of its forms are among those of the library.
    ...roundDocuments(deps, standing)
      .filter(({ kind }) => kind !== "approval")
      .map((one) => ({ of: "round", one })),
    ...meeting.documents.map((one) => ({ of: open.unit, one })),
  ];
  for (const unit of standing.units) {
    for (const one of await unitDocuments(deps, standing, unit)) listed.push({ of: unit.unit.id, one });
  }
  const made: MadeDocument[] = [];
  for (const { of, one } of listed)
    made.push({ name: `${of}/${one.key}`, document: await makeDocument(one, MADE_ON) });
  for (const { instrument, digest } of deps.library.instruments.values()) {
    const document = sealDocument(approvalDocument(instrument, digest), MADE_ON);
    made.push({ name: `approval/${instrument.id}`, document });
  }
  const [register] = await registerDocuments(deps);
  made.push({ name: `register/${register!.key}`, document: await makeDocument(register!, MADE_ON) });
  for (const { destruction } of await deps.office.inTransaction((office) => office.rounds()))
    if (destruction)
      made.push({
        name: `destroyed/${destruction.record.round}`,
        document: await makeDocument(destructionDocument(destruction.record), MADE_ON),
      });
  // Of all units, where two schemes stand in two tables, then of each unit type.
  for (const [at, one] of (await countyDocuments(deps)).entries())
    made.push({ name: `counties/${one.key}.${at}`, document: await makeDocument(one, MADE_ON) });
  return made;
}
