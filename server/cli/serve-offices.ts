import { Offices } from "../compose-offices.ts";
import type { Config } from "../config.ts";
import { fixedPaths } from "../http/app.ts";
import { reachableAddresses } from "../http/network-addresses.ts";
import type { Log } from "../log.ts";
import { reportFault, tellOperator } from "../report-fault.ts";
import { clockBehindMs } from "../services/check-clock.ts";
import { startServer } from "../start-server.ts";
import { cli } from "../../web/text/cli.ts";
import { machine } from "../../web/text/machine.ts";
import { storesLine } from "./where-stores.ts";

/**
 * Serves every office of a shared database until it is told to stop. The first office that is open is answered at once;
 * no account is made here, because `offices add` has made those of each office.
 */
export async function serveOffices(
  config: Config,
  log: Log,
  stopsAt: readonly NodeJS.Signals[],
): Promise<void> {
  const offices = await Offices.of(config, log);
  const server = await startServer(
    { fetch: offices.fetch, fixedPaths: fixedPaths(offices.pages), keptAt: (host) => offices.keptAt(host) },
    config,
  );
  const closing = async (error: unknown): Promise<never> => {
    await server.stop(0);
    throw error;
  };
  const watched =
    config.metricsPort === null
      ? null
      : await startServer(offices.watchApp(), { port: config.metricsPort, host: "127.0.0.1" }).catch(closing);
  const stop = async (signal: string): Promise<void> => {
    log({ event: "stopping", signal });
    await Promise.all([server.stop(), watched?.stop(0)]);
    await offices.close();
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
  await offices.look().catch(async (error: unknown) => {
    await watched?.stop(0);
    return closing(error);
  });
  offices.watch();
  process.stdout.write(
    `${cli.serving(reachableAddresses(server.port, config.host))}\n${storesLine(config)}\n`,
  );
  const opened = offices.opened();
  process.stdout.write(
    `${cli.officesServed(opened.map(([name, { deps }]) => [name, deps.address ?? ""]))}\n`,
  );
  const allowed = Math.min(...opened.map(([, { connections }]) => connections?.allowed ?? Infinity));
  const wanted = opened.reduce((sum, [, { connections }]) => sum + (connections?.wanted ?? 0), 0);
  if (wanted > allowed) tellOperator(machine.fewConnections({ allowed, wanted }));
  for (const [, { deps, voice }] of opened) {
    const behindMs = await clockBehindMs(deps);
    if (behindMs !== null) voice!.tell(machine.clockBehind(Math.ceil(behindMs / 60_000)));
  }
  log({ event: "started", port: server.port, node: process.version });
}
