/** Two offices in one database, with a round of the same title, units and accounts in each, served side by side. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstAccounts } from "../../../server/cli/first-accounts.ts";
import { composeApp, openServices } from "../../../server/compose.ts";
import { Offices } from "../../../server/compose-offices.ts";
import { readConfig } from "../../../server/config.ts";
import type { Role } from "../../../server/core/access/role.ts";
import { fixedPaths } from "../../../server/http/app.ts";
import type { LogEvent } from "../../../server/log.ts";
import { openPoll } from "../../../server/services/change-poll-state.ts";
import { createAccount } from "../../../server/services/create-account.ts";
import { createRound } from "../../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { mintTickets } from "../../../server/services/mint-tickets.ts";
import { saveAssessment } from "../../../server/services/save-assessment.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { startServer } from "../../../server/start-server.ts";
import { urlOfOffice } from "../../../server/store/postgres/office-place.ts";
import { enterOffice } from "../../../server/store/postgres/register-of-offices.ts";
import { temporaryDatabase } from "../../../server/store/postgres/temporary-postgres.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { ROUND, testAssessment, testUnit } from "../../journeys/start-server.ts";

export interface ServedOffice {
  readonly url: string;
  readonly address: string;
  readonly deps: Deps;
  readonly round: string;
  readonly poll: string;
  /** What QR codes of one bag say. */
  readonly tickets: readonly string[];
  readonly client: OfficeClient;
  stop(): Promise<void>;
}

export interface TwoOffices {
  readonly place: Awaited<ReturnType<typeof temporaryDatabase>>;
  readonly a: ServedOffice;
  readonly b: ServedOffice;
  dispose(): Promise<void>;
}

/** Each served by a process's worth of its own. */
export async function startTwoOffices(): Promise<TwoOffices> {
  const place = await temporaryDatabase();
  const folder = mkdtempSync(join(tmpdir(), "plumbline-offices-"));
  const a = await startOffice(place.url, folder, "a");
  const b = await startOffice(place.url, folder, "b");
  const dispose = async (): Promise<void> => {
    await Promise.all([a.stop(), b.stop()]);
    await place.dispose();
    rmSync(folder, { recursive: true, force: true });
  };
  return { place, a, b, dispose };
}

/** Of the one process that serves both, each at a number of this machine as its host. */
export interface TwoInOne extends TwoOffices {
  readonly offices: Offices;
  readonly port: number;
  /** As the second half of `offices add`. */
  addAccounts(office: string): Promise<void>;
  /** What the operator's log has. */
  readonly events: readonly LogEvent[];
}

/** @param around every request goes through it, with the host it is sent to */
export async function startTwoInOne(
  around: <T>(host: string, answer: () => T) => T = (_, answer) => answer(),
): Promise<TwoInOne> {
  const place = await temporaryDatabase();
  const folder = mkdtempSync(join(tmpdir(), "plumbline-in-one-"));
  const hosts = { a: "http://127.0.0.1", b: "http://127.0.0.2" };
  const names = ["a", "b"] as const;
  const addAccounts = async (name: string): Promise<void> => {
    const added = await openServices({
      dataFolder: join(folder, "offices", name),
      databaseUrl: urlOfOffice(place.url, name),
      address: null,
    });
    await firstAccounts(added.deps);
    await added.close();
  };
  for (const name of names) {
    await enterOffice(place.url, { name, title: "县委巡察办", address: hosts[name] });
    await addAccounts(name);
  }
  const events: LogEvent[] = [];
  const config = readConfig({ DATABASE_URL: place.url, PLUMBLINE_DATA: folder });
  const offices = await Offices.of(config, (event) => void events.push(event));
  await offices.look();
  const { port, stop } = await startServer(
    {
      fetch: (request, env) => around(new URL(request.url).hostname, () => offices.fetch(request, env)),
      fixedPaths: fixedPaths(offices.pages),
      keptAt: (host) => offices.keptAt(host),
    },
    { port: 0, host: "0.0.0.0" },
  );
  const served = (name: "a" | "b"): Promise<ServedOffice> =>
    holdRound(offices.servicesOf(name)!.deps, `${hosts[name]}:${port}`, urlOfOffice(place.url, name), () =>
      Promise.resolve(),
    );
  const [a, b] = [await served("a"), await served("b")];
  const dispose = async (): Promise<void> => {
    await stop(0);
    await offices.close();
    await place.dispose();
    rmSync(folder, { recursive: true, force: true });
  };
  return { place, a, b, dispose, offices, port, events, addAccounts };
}

async function startOffice(databaseUrl: string, folder: string, name: string): Promise<ServedOffice> {
  await enterOffice(databaseUrl, { name, title: "县委巡察办", address: `http://${name}.test` });
  const url = urlOfOffice(databaseUrl, name);
  const services = await openServices({ dataFolder: join(folder, name), databaseUrl: url, address: null });
  const server = await startServer(await composeApp(services), { port: 0, host: "127.0.0.1" });
  return holdRound(services.deps, `http://127.0.0.1:${server.port}`, url, async () => {
    await server.stop(0);
    await services.close();
  });
}

/** An open poll, three slips of it and somebody of the office who has signed in. */
async function holdRound(
  deps: Deps,
  address: string,
  url: string,
  stop: () => Promise<void>,
): Promise<ServedOffice> {
  const round = await createRound(deps, KEEPER, ROUND);
  await saveUnits(deps, KEEPER, round.id, [testUnit("water", "县水利局党组", [5, 10, 30])]);
  await saveAssessment(deps, KEEPER, round.id, "water", testAssessment, null);
  await sealRound(deps, KEEPER, round.id);
  const [row] = await deps.office.inTransaction((office) => office.polls(round.id));
  await openPoll(deps, KEEPER, row!.id);
  const { urls } = await mintTickets(deps, KEEPER, row!.id, "C", { count: 8, voidUnused: false });
  const account = async (who: string, role: Role = "office", group: string | null = null) => ({
    name: who,
    password: (await createAccount(deps, KEEPER, { name: who, role, group })).password,
  });
  const client = await OfficeClient.signIn({ address, account }, "经办人");
  return { url, address, deps, round: round.id, poll: row!.id, tickets: urls, client, stop };
}
