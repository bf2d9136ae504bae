/** The measured process of B8: the product's server with a closed round of many units, and a Hono no-op beside it. */
import { Hono } from "hono";
import type { ClosedHead } from "../../server/store/closed.ts";
import type { PollRow } from "../../server/store/office.ts";
import { startServer } from "../../server/start-server.ts";
import { startClosedRound } from "../journeys/closed-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { type TestServer, testAssessment, testUnit } from "../journeys/start-server.ts";
import { answerParent } from "./child.ts";

/** With the three forms of the round 100 ballots a unit. */
const ELIGIBLE = [5, 10, 20] as const;
const FIRST = "u0";

export interface Ready {
  readonly port: number;
  readonly noopPort: number;
  readonly cookie: string;
  readonly round: string;
  readonly polls: readonly string[];
}

async function main(units: number): Promise<void> {
  const server = await startClosedRound({ units: [unitAt(0)] });
  const polls = await multiply(server, units);
  const office = await OfficeClient.signIn(server);
  const noop = new Hono().get("*", (c) => c.json({}));
  const base = await startServer(noop, { port: 0, host: "127.0.0.1" });
  const ready: Ready = {
    port: Number(new URL(server.address).port),
    noopPort: base.port,
    cookie: office.cookie,
    round: server.round,
    polls,
  };
  answerParent(ready, {
    async stop() {
      await base.stop(0);
      await server.stop();
    },
  });
}

const unitAt = (at: number) => testUnit(`u${at}`, `某某县第${at}机关党组`, ELIGIBLE);

/** More units with closed files of their own, each with the ballots of the first. @returns ids of all polls */
async function multiply({ deps, round, polls }: TestServer, count: number): Promise<readonly string[]> {
  const first = await deps.office.inTransaction((office) => office.poll(polls.get(FIRST)!));
  const head = await deps.closed.head(first!.id);
  const rows: PollRow[] = [first!];
  for (let at = 1; at < count; at += 1) {
    const { id: unit } = unitAt(at);
    const id = `${first!.id}-${at}`;
    await deps.closed.write(headOf(head, id, at), {
      credentials: deps.closed.credentials(first!.id),
      ballots: deps.closed.ballots(first!.id),
      texts: deps.closed.texts(first!.id),
      receipts: await deps.closed.receipts(first!.id),
    });
    rows.push({ ...first!, id, unit, closedDigest: await deps.closed.digest(id) });
  }
  await deps.office.inTransaction(async (office) => {
    const units = rows.map((_, at) => unitAt(at));
    await office.saveUnits(round, units);
    for (const row of rows) await office.savePoll(row);
    for (const { id } of units) await office.saveAssessment(round, id, testAssessment);
  });
  return rows.map((row) => row.id);
}

const headOf = (head: ClosedHead, poll: string, at: number): ClosedHead => ({
  ...head,
  poll,
  unit: unitAt(at),
  tally: { ...head.tally, poll },
});

void main(Number(process.argv[2]));
