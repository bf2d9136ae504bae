import { composeApp, openServices, type Services, watchApp } from "../compose.ts";
import { type Config, readConfig } from "../config.ts";
import { isProblem, Problem } from "../core/problem.ts";
import { jsonLog, type Log } from "../log.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { clockBehindMs } from "../services/check-clock.ts";
import { cli } from "../../web/text/cli.ts";
import { machine } from "../../web/text/machine.ts";
import type { ReachCounts } from "../core/installation/reach-counts.ts";
import { reachableAddresses } from "../http/network-addresses.ts";
import { reportFault, tellOperator } from "../report-fault.ts";
import { storesLine } from "./where-stores.ts";
import { firstAccounts } from "./first-accounts.ts";
import { serveOffices } from "./serve-offices.ts";
import { namesEveryOffice } from "../store/postgres/register-of-offices.ts";

type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** What a start of another kind does otherwise. */
export interface ServeOptions {
  readonly config?: Config;
  /** Counts of the test page, where somebody else shows them too. */
  readonly reach?: ReachCounts;
  readonly stopsAt?: readonly Signal[];
  /** Called once everybody is answered. @returns what is to be stopped with the server */
  readonly onServing?: (services: Services) => Promise<Pick<RunningServer, "stop">>;
}

/** Serves until it is told to stop. The first start makes two administrators and prints their passwords once. */
export async function serve({
  config = readConfig(),
  reach,
  stopsAt = ["SIGINT", "SIGTERM"],
  onServing,
}: ServeOptions = {}): Promise<void> {
  const log: Log =
    config.log === "json"
      ? jsonLog(
          () => new Date(),
          (line) => process.stderr.write(line),
        )
      : () => {};
  if (config.databaseUrl !== null && (await namesEveryOffice(config.databaseUrl)))
    return serveOffices(config, log, stopsAt);
  const services = await openServices(config).catch((error: unknown) => {
    // What a full disk says to a phone is no help to who starts the server.
    if (!isProblem(error, "store.storage-full")) throw error;
    throw new Problem("file.unusable", { file: config.dataFolder, reason: "full" });
  });
  const closing = async (error: unknown): Promise<never> => {
    await services.close();
    throw error;
  };
  const server = await startServer(await composeApp(services, undefined, log, reach), config).catch(closing);
  const watched =
    config.metricsPort === null
      ? null
      : await startServer(watchApp(services), { port: config.metricsPort, host: "127.0.0.1" }).catch(closing);
  let beside: Pick<RunningServer, "stop"> | null = null;
  const stop = async (signal: string): Promise<void> => {
    log({ event: "stopping", signal });
    await Promise.all([server.stop(), watched?.stop(0), beside?.stop(0)]);
    await services.close();
    log({ event: "stopped" });
  };
  for (const signal of stopsAt) {
    process.once(
      signal,
      () =>
        void stop(signal)
          .catch(reportFault)
          .finally(() => process.exit(0)),
    );
  }
  process.stdout.write(
    `${cli.serving(reachableAddresses(server.port, config.host))}\n${storesLine(config)}\n`,
  );
  if (services.wasCutOff) tellOperator(machine.cutOff);
  const { connections } = services;
  if (connections && connections.wanted > connections.allowed)
    tellOperator(machine.fewConnections(connections));
  if (services.deps.address === null) process.stdout.write(`${cli.noAddress}\n`);
  const first = await firstAccounts(services.deps);
  if (first.length > 0) process.stdout.write(`${cli.firstPasswords(first)}\n`);
  const behindMs = await clockBehindMs(services.deps);
  if (behindMs !== null) tellOperator(machine.clockBehind(Math.ceil(behindMs / 60_000)));
  if (onServing) beside = await onServing(services);
  log({ event: "started", port: server.port, node: process.version });
}
