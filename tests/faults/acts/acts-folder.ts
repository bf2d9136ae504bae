/** A data folder in which every act of the office can be done once more: a round in draft and a sealed one. */
import { openServices } from "../../../server/compose.ts";
import type { Unit } from "../../../server/core/roster/unit.ts";
import { createRound, type RoundRequest } from "../../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { mintSheet } from "../../../server/services/mint-tickets.ts";
import { NEW_STACK } from "../../../server/services/paper/find-stack.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { testUnit } from "../../journeys/start-server.ts";

export interface ActsFolder {
  readonly draft: string;
  readonly sealed: string;
  /** A sealed poll with a printed sheet. */
  readonly poll: string;
  /** Tickets of the sheet of bag C, unused. */
  readonly printed: number;
}

export const unitsBefore: readonly Unit[] = [testUnit("water", "县水利局党组", [5, 10, 14])];
/** What the import puts in their place. */
export const unitsAfter: readonly Unit[] = [
  testUnit("grain", "县粮食局党组", [5, 10, 12]),
  testUnit("parks", "县林业局党组", [6, 10, 20]),
];

const ROUND: RoundRequest = {
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
  const { deps, close } = await openServices({ dataFolder, address: "https://ceping.test" });
  const draft = await createRound(deps, KEEPER, ROUND);
  await saveUnits(deps, KEEPER, draft.id, unitsBefore);
  const sealed = await createRound(deps, KEEPER, { ...ROUND, title: "第四轮" });
  await saveUnits(deps, KEEPER, sealed.id, unitsBefore);
  await sealRound(deps, KEEPER, sealed.id);
  const [row] = await deps.office.inTransaction((office) => office.polls(sealed.id));
  const { codes } = await mintSheet(deps, KEEPER, row!.id, "C", 2);
  await keyStack(deps, row!.id);
  await close();
  return { draft: draft.id, sealed: sealed.id, poll: row!.id, printed: codes.length };
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
