/**
 * Two worlds that begin with the same bytes: same keys, same tickets, same votes of everybody else. Only what two
 * people answer is exchanged. Whatever then differs says something about their answers.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeApp, openServices } from "../../../server/compose.ts";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { startServer } from "../../../server/start-server.ts";
import { startTestServer, testUnit } from "../../journeys/start-server.ts";

export interface Beginning {
  readonly folder: string;
  readonly poll: string;
  /** Parts behind # of two unused slips. */
  readonly slips: readonly [string, string];
}

/** A poll of thirty, twelve of whom have voted; then the server is stopped. */
export async function beginning(): Promise<Beginning> {
  const form = (instrument: string) => ({ instrument, categories: ["C"], include: [] });
  const server = await startTestServer({
    units: [testUnit("water", "县水利局党组", [0, 0, 30])],
    round: { forms: [form("leadership-team"), form("staff-questionnaire")] },
  });
  const slips = await server.tickets("water", "C", 14);
  const others = slips.slice(2).map((url) => ({ url, climate: 0.8 }));
  await answerAll(httpPort(server.address), others, seeded(5), () => {});
  const folder = mkdtempSync(join(tmpdir(), "plumbline-twins-"));
  const copy = join(folder, "beginning");
  // Everything that was acknowledged, with its logs, as a power cut would leave it.
  cpSync(server.dataFolder, copy, { recursive: true });
  rmSync(join(copy, "lock.db"), { force: true });
  await server.stop();
  const [first, second] = slips.map((url) => new URL(url).hash);
  return { folder, poll: server.polls.get("water")!, slips: [first!, second!] };
}

export interface World {
  readonly address: string;
  /** Closes the poll and gives everything that is published of it. */
  close(): Promise<Published>;
  stop(): Promise<void>;
}

export interface Published {
  readonly receipts: string;
  readonly receiptPage: string;
  readonly tally: unknown;
  readonly blocks: unknown;
}

export async function world(from: Beginning, name: string, port: number): Promise<World> {
  const dataFolder = join(from.folder, name);
  cpSync(join(from.folder, "beginning"), dataFolder, { recursive: true });
  const services = await openServices({ dataFolder, address: "http://127.0.0.1" });
  const server = await startServer(await composeApp(services), { port, host: "127.0.0.1" });
  const address = `http://127.0.0.1:${server.port}`;
  return {
    address,
    close: () => close(services.deps, from.poll, address),
    async stop() {
      await server.stop(0);
      await services.close();
    },
  };
}

async function close(deps: Deps, poll: string, address: string): Promise<Published> {
  await beginClosing(deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(deps, KEEPER, poll);
  const head = await deps.closed.head(poll);
  const page = await fetch(`${address}/receipts/${poll}`);
  if (!page.ok) throw new Error(`the list of receipts answers ${page.status}`);
  return {
    receipts: (await deps.closed.receipts(poll)).join("\n"),
    receiptPage: await page.text(),
    tally: head.tally,
    blocks: head.blocks,
  };
}
