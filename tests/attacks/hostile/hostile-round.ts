/** A server full of hostile text: forms, units, leaders, categories, settings, accounts, reasons, a roll sheet. */
import type { Unit } from "../../../server/core/roster/unit.ts";
import { beginClosing, continueClosing, voidPoll } from "../../../server/services/close-poll.ts";
import { createRound } from "../../../server/services/create-round.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { saveRollSheet } from "../../../server/services/roll-sheet.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { ballotOf, post, redeemed } from "../../journeys/phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "../../journeys/start-server.ts";
import { hostileInstrument } from "./hostile-form.ts";
import { SCRIPTS, VERY_LONG } from "./script-corpus.ts";

const text = (at: number): string => SCRIPTS[at % SCRIPTS.length]!;

/** Units that are sealed and opened; the first of them has everybody as a leader. */
const OPENED = 3;
export const PEOPLE = 12;
/** Stands in a text of every ballot and nowhere else. */
export const TYPED = "写在心里的话";

function hostileUnit(at: number): Unit {
  const unit = testUnit(`u${at}`, text(at), [0, 0, 30]);
  const leaders = at === 0 ? SCRIPTS.map((_, i) => i) : [at, at + 1];
  return {
    ...unit,
    unitType: text(at + 1),
    group: text(at + 2),
    eligibleBasis: text(at + 3),
    categories: unit.categories.map((one, i) => ({ ...one, name: text(at + 4 + i) })),
    leaders: leaders.map((i) => ({
      name: text(i),
      post: i === 7 ? VERY_LONG : text(i + 1),
      since: text(i + 2),
      isPrincipal: i === 0,
    })),
  };
}

export interface HostileServer {
  readonly server: TestServer;
  /** A round in draft with one unit per text. */
  readonly draft: string;
  /** Unit `u0`, open with tickets to hand out; `u1` is closed with results; `u2` is void. */
  readonly open: string;
  readonly closed: string;
}

export async function startHostileServer(): Promise<HostileServer> {
  const server = await startTestServer({
    units: Array.from({ length: OPENED }, (_, at) => hostileUnit(at)),
    instruments: [await hostileInstrument()],
    round: {
      title: text(9),
      authority: text(10),
      period: text(11),
      openUntil: text(12),
      contactPhone: text(13),
      forms: [{ instrument: "leadership-team", categories: ["C"], include: [] }],
    },
  });
  const { deps, polls } = server;
  const [open, closed, voided] = ["u0", "u1", "u2"].map((unit) => polls.get(unit)!);
  const slips = await server.tickets("u1", "C", PEOPLE);
  for (const [i, slip] of slips.entries()) await answer(server, slip, i);
  await beginClosing(deps, KEEPER, closed!, { second: KEEPER });
  await continueClosing(deps, KEEPER, closed!);
  await voidPoll(deps, KEEPER, voided!, text(15));
  await saveRollSheet(deps, KEEPER, closed!, {
    meeting: text(16),
    time: text(17),
    place: text(18),
    due: 30,
    present: 12,
    batches: [],
    note: VERY_LONG.slice(0, 500),
  });
  for (const name of SCRIPTS.filter((one) => one.length <= 50)) await addAccount(server, name);
  const draft = await createRound(deps, KEEPER, {
    title: text(19),
    authority: text(20),
    setUp: "onsite",
    period: text(21),
    openUntil: text(22),
    contactPhone: text(23),
    scheme: "political-ecology",
    forms: [{ instrument: "staff-questionnaire", categories: ["C"], include: [] }],
  });
  const units = SCRIPTS.map((_, at) => hostileUnit(at));
  await saveUnits(deps, KEEPER, draft.id, [...units, { ...hostileUnit(0), id: "long", name: VERY_LONG }]);
  return { server, draft: draft.id, open: open!, closed: closed! };
}

/** One ballot: every required question, and hostile words in the two fields. */
async function answer({ address }: TestServer, slip: string, at: number): Promise<void> {
  const person = await redeemed(address, slip);
  const values = ["good", "average", "poor"];
  const chosen = person.forms[0]!.leaves.filter(({ question }) => /^(?:q\d+|m00__\d+)$/.test(question)).map(
    ({ question }, i) => [question, values[(at * i) % 3]] as const,
  );
  const answers = { ...Object.fromEntries(chosen), line: text(at), lines: `${TYPED}${text(at + 9)}` };
  const { status, body } = await post(address, "/api/ballots", ballotOf(person, 0, { answers }));
  if (status !== 201) throw new Error(`ballot: ${status} ${JSON.stringify(body)}`);
}

/** Past the hashing of a password: nobody signs in with these. */
async function addAccount({ deps }: TestServer, name: string): Promise<void> {
  await deps.office.inTransaction((office) =>
    office.saveAccount({
      id: `a-${Buffer.from(name).toString("hex")}`,
      name,
      role: "viewer",
      group: name,
      passwordHash: "",
      mustChange: true,
    }),
  );
}
