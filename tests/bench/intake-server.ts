/** The measured process of B1 and B12 page: the product's server with a round of two open polls, and Hono no-ops beside it. */
import { Hono } from "hono";
import { composeApp, openServices } from "../../server/compose.ts";
import { nullifierOf } from "../../server/core/ticket/nullifier.ts";
import { readJsonBody, shapeOf } from "../../server/http/request-body.ts";
import { ballotShape } from "../../server/http/phone/shapes.ts";
import { receiptOf } from "../../server/keys/receipt.ts";
import { castRows } from "../../server/services/cast-ballot.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { createRound } from "../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { keyOf } from "../../server/services/live-polls.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { startServer } from "../../server/start-server.ts";
import { testUnit } from "../journeys/start-server.ts";
import { answerParent } from "./child.ts";

const INSTRUMENT = "staff-questionnaire";
const BLOCK = "C";

/** What the load generator needs to make ballots that are accepted. */
export interface BenchPoll {
  readonly poll: string;
  readonly instrument: string;
  readonly block: string;
  readonly digest: string;
  readonly form: string;
  readonly privatePkcs8: string;
}

export interface Ready {
  readonly port: number;
  readonly noopPort: number;
  readonly checked: BenchPoll;
  readonly unchecked: BenchPoll;
}

async function main(dataFolder: string): Promise<void> {
  const services = await openServices({ dataFolder, address: "http://127.0.0.1" });
  const { deps } = services;
  const [checked, unchecked] = await openPolls(deps);
  const product = await composeApp(services);
  const app = new Hono().post("/bench/unverified", uncheckedCast(deps)).route("/", product);
  const noop = new Hono().post("*", (c) => c.json({ receipt: "" }, 201)).get("*", (c) => c.json({}));
  const at = { port: 0, host: "127.0.0.1" };
  const [server, base] = [await startServer(app, at), await startServer(noop, at)];

  const benchPoll = async (poll: string): Promise<BenchPoll> => {
    const live = await deps.live.get(poll);
    const { digest, form } = live.forms.get(INSTRUMENT)!;
    const privatePkcs8 = Buffer.from(live.phoneKeys.get(keyOf(BLOCK, INSTRUMENT))!.privatePkcs8).toString(
      "base64",
    );
    return { poll, instrument: INSTRUMENT, block: BLOCK, digest, form: JSON.stringify(form), privatePkcs8 };
  };

  const ready: Ready = {
    port: server.port,
    noopPort: base.port,
    checked: await benchPoll(checked!),
    unchecked: await benchPoll(unchecked!),
  };
  answerParent(ready, {
    rows: async () => [await spentOf(deps, checked!), await spentOf(deps, unchecked!)],
    close: () => closeAndCount(deps, checked!),
    async stop() {
      await Promise.all([server.stop(), base.stop()]);
      await services.close();
    },
  });
}

async function openPolls(deps: Deps): Promise<readonly string[]> {
  const round = await createRound(deps, KEEPER, {
    title: "测速",
    authority: "县委",
    setUp: "online",
    period: "近三年",
    openUntil: "",
    contactPhone: "",
    scheme: "political-ecology",
    forms: [{ instrument: INSTRUMENT, categories: ["A", "B", "C"], include: [] }],
  });
  const units = ["checked", "unchecked"].map((id) => testUnit(id, id, [10, 20, 30]));
  await saveUnits(deps, KEEPER, round.id, units);
  await sealRound(deps, KEEPER, round.id);
  const rows = await deps.office.inTransaction((office) => office.polls(round.id));
  for (const row of rows) await openPoll(deps, KEEPER, row.id);
  return units.map((unit) => rows.find((row) => row.unit === unit.id)!.id);
}

/** The way of `/api/ballots` without the signature, to show what the signature costs. It exists in the bench only. */
function uncheckedCast(deps: Deps) {
  return async (c: Parameters<typeof readJsonBody>[0]) => {
    const request = shapeOf(ballotShape, await readJsonBody(c));
    const live = await deps.live.get(request.poll);
    const checked = live.forms.get(request.instrument)!.check(request.answers);
    const { keyId } = live.phoneKeys.get(keyOf(request.block, request.instrument))!;
    const nullifier = nullifierOf(keyId, request.message);
    await deps.box.cast(castRows(deps, keyId, nullifier, request, checked));
    return c.json({ receipt: receiptOf(live.pollKeys.receiptKey, nullifier) }, 201);
  };
}

async function spentOf(deps: Deps, poll: string): Promise<number> {
  const keys = await deps.roll.signingKeys(poll);
  return (await deps.box.countSpent(keys.map((key) => key.keyId))).reduce((sum, count) => sum + count, 0);
}

/** Ballots of the tally after close: the recount of what was taken in. */
async function closeAndCount(deps: Deps, poll: string): Promise<number> {
  await beginClosing(deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(deps, KEEPER, poll);
  const { tally } = await deps.closed.head(poll);
  return tally.forms.flatMap((form) => form.blocks).reduce((sum, block) => sum + block.ballots, 0);
}

void main(process.argv[2]!);
