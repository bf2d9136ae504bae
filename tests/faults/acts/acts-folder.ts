/** A data folder in which every act of the office can be done once more: a round in draft and a sealed one. */
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { answerAll } from "../../../server/cli/demo/simulated-staff.ts";
import { composeApp, openServices } from "../../../server/compose.ts";
import type { PhonePort } from "../../../server/core/ticket/phone-port.ts";
import type { Unit } from "../../../server/core/roster/unit.ts";
import { openPoll } from "../../../server/services/change-poll-state.ts";
import { createRound, type RoundRequest } from "../../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { mintSheet, mintTickets } from "../../../server/services/mint-tickets.ts";
import { NEW_STACK } from "../../../server/services/paper/find-stack.ts";
import { startRehearsal } from "../../../server/services/rehearse-poll.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { type OnStick, bringSealed } from "./sealed-on-stick.ts";
import { testUnit } from "../../journeys/start-server.ts";

export interface ActsFolder {
  readonly draft: string;
  readonly sealed: string;
  /** A sealed poll with a printed sheet. */
  readonly poll: string;
  /** A slip of bag C as typed, unused. */
  readonly slip: string;
  /** Tickets of the sheet of bag C, unused. */
  readonly printed: number;
  /** A rehearsal in which tickets were used and ballots cast. */
  readonly rehearsal: string;
  /** Of an open poll, in which nothing was cast yet. */
  readonly openKeyId: Buffer;
  /** A 封存包 of a round of this office that was not taken in yet. */
  readonly stick: OnStick;
  /** What stands in the stores for it alone: digests of its forms as text, its key ids as bytes. */
  readonly rehearsed: { readonly forms: readonly string[]; readonly keyIds: readonly Buffer[] };
}

/** That come in while an act is done. */
export const BALLOTS = 12;

export const unitsBefore: readonly Unit[] = [testUnit("water", "县水利局党组", [5, 10, 14])];
/** What the import puts in their place. */
export const unitsAfter: readonly Unit[] = [
  testUnit("grain", "县粮食局党组", [5, 10, 12]),
  testUnit("parks", "县林业局党组", [6, 10, 20]),
];

export const ROUND: RoundRequest = {
  title: "第三轮",
  authority: "县委",
  setUp: "onsite",
  period: "近三年",
  openUntil: "",
  contactPhone: "",
  scheme: "political-ecology",
  forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
};

export async function prepareActsFolder(dataFolder: string): Promise<ActsFolder> {
  const services = await openServices({ dataFolder, address: "https://ceping.test" });
  const { deps, close } = services;
  const draft = await createRound(deps, KEEPER, ROUND);
  await saveUnits(deps, KEEPER, draft.id, unitsBefore);
  const sealed = await createRound(deps, KEEPER, { ...ROUND, title: "第四轮" });
  await saveUnits(deps, KEEPER, sealed.id, unitsBefore);
  await sealRound(deps, KEEPER, sealed.id);
  const [row] = await deps.office.inTransaction((office) => office.polls(sealed.id));
  const { codes } = await mintSheet(deps, KEEPER, row!.id, "C", 2);
  await keyStack(deps, row!.id);
  const rehearsal = await rehearse(services);
  const openKeyId = await openOne(deps);
  const stick = await bringSealed(deps, dataFolder, `${dataFolder}-parcel.zip`);
  await close();
  return {
    draft: draft.id,
    sealed: sealed.id,
    poll: row!.id,
    slip: codes[0]!,
    printed: codes.length,
    openKeyId,
    stick,
    ...rehearsal,
  };
}

async function openOne(deps: Deps): Promise<Buffer> {
  const round = await createRound(deps, KEEPER, { ...ROUND, title: "第六轮" });
  await saveUnits(deps, KEEPER, round.id, [testUnit("museum", "县博物馆党支部", [5, 10, 14])]);
  await sealRound(deps, KEEPER, round.id);
  const [row] = await deps.office.inTransaction((office) => office.polls(round.id));
  await openPoll(deps, KEEPER, row!.id);
  const [key] = await deps.roll.signingKeys(row!.id);
  return Buffer.from(key!.keyId);
}

/** A round of its own, so that its unit's forms are frozen for the rehearsal and for nothing else. */
async function rehearse(
  services: Awaited<ReturnType<typeof openServices>>,
): Promise<Pick<ActsFolder, "rehearsal" | "rehearsed">> {
  const { deps } = services;
  const round = await createRound(deps, KEEPER, { ...ROUND, title: "第五轮" });
  await saveUnits(deps, KEEPER, round.id, [testUnit("school", "县第一中学党委", [5, 10, 14])]);
  const { id, plan } = await startRehearsal(deps, KEEPER, round.id, "school");
  const { urls } = await mintTickets(deps, KEEPER, id, "C", { count: 8, voidUnused: true });
  const app = await composeApp(services, new Map());
  const port: PhonePort = {
    fetch: async (path, request) => app.request(path, request),
    seals: false,
    random: deps.random,
  };
  const people = urls.slice(1).map((url) => ({ url, climate: 0.8 }));
  await answerAll(port, people, seeded(5), () => {});
  const keys = await deps.roll.signingKeys(id);
  return {
    rehearsal: id,
    rehearsed: {
      forms: plan!.forms.map(({ digest }) => digest),
      keyIds: keys.map(({ keyId }) => Buffer.from(keyId)),
    },
  };
}

/** One of the two who key the stack; the other is "b". */
export const KEYER = { account: "a", name: "甲" };
export const STACK = "stack";
/** Stands in what both have keyed, and nowhere else. */
export const KEYED = { a: "31415926", b: "27182818" };

async function keyStack(deps: Deps, poll: string): Promise<void> {
  await deps.office.inTransaction(async ({ paper }) => {
    await paper.saveSession({
      id: STACK,
      poll,
      batch: "C",
      instrument: "leadership-team",
      sheets: 400,
      signed: null,
      ...NEW_STACK,
    });
    for (const [account, mark] of Object.entries(KEYED)) {
      const sheets = Array.from({ length: 400 }, () => ({ isVoid: false, marks: [Number(mark)] }));
      await paper.saveKeying({ session: STACK, account, sheets, isDone: false });
    }
  });
}

/** Whether what this account has keyed is still in the tables. */
export const holdsStack = (deps: Deps, account: string): Promise<boolean> =>
  deps.office.inTransaction(async ({ paper }) =>
    (await paper.keyings(STACK)).some((keying) => keying.account === account),
  );
