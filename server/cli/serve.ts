import { composeApp, openServices, watchApp } from "../compose.ts";
import { readConfig } from "../config.ts";
import { jsonLog, type Log } from "../log.ts";
import { startServer } from "../start-server.ts";
import { clockBehindMs } from "../services/check-clock.ts";
import { cli } from "../../web/text/cli.ts";
import { machine } from "../../web/text/machine.ts";
import { reachableAddresses } from "../http/network-addresses.ts";
import { tellOperator } from "../report-fault.ts";
import { storesLine } from "./where-stores.ts";
import { firstAccounts } from "./first-accounts.ts";

/** Serves until it is told to stop. The first start makes two administrators and prints their passwords once. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const log: Log =
    config.log === "json"
      ? jsonLog(
          () => new Date(),
          (line) => process.stderr.write(line),
        )
      : () => {};
  const services = await openServices(config);
  const closing = async (error: unknown): Promise<never> => {
    await services.close();
    throw error;
  };
  const server = await startServer(await composeApp(services, undefined, log), config).catch(closing);
  const watched =
    config.metricsPort === null
      ? null
      : await startServer(watchApp(services), { port: config.metricsPort, host: "127.0.0.1" }).catch(closing);
  const stop = async (signal: string): Promise<void> => {
    log({ event: "stopping", signal });
    await Promise.all([server.stop(), watched?.stop(0)]);
    await services.close();
    log({ event: "stopped" });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stop(signal).finally(() => process.exit(0)));
  }
  process.stdout.write(`${cli.serving(reachableAddresses(server.port))}\n${storesLine(config)}\n`);
  if (services.wasCutOff) tellOperator(machine.cutOff);
  if (config.address === null) process.stdout.write(`${cli.noAddress}\n`);
  const first = await firstAccounts(services.deps);
  if (first.length > 0) process.stdout.write(`${cli.firstPasswords(first)}\n`);
  const behindMs = await clockBehindMs(services.deps);
  if (behindMs !== null) tellOperator(machine.clockBehind(Math.ceil(behindMs / 60_000)));
  log({ event: "started", port: server.port, node: process.version });
}
