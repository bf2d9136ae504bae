import { composeApp, openServices } from "../compose.ts";
import { readConfig } from "../config.ts";
import { startServer } from "../start-server.ts";
import { cli } from "../../web/text/cli.ts";
import { reachableAddresses } from "./addresses.ts";
import { firstAccounts } from "./first-accounts.ts";

/** Serves until it is told to stop. The first start makes two administrators and prints their passwords once. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const services = await openServices(config);
  const server = await startServer(await composeApp(services), config).catch(async (error: unknown) => {
    await services.close();
    throw error;
  });
  process.stdout.write(`${cli.serving(reachableAddresses(server.port))}\n${cli.folder(config.dataFolder)}\n`);
  if (config.address === null) process.stdout.write(`${cli.noAddress}\n`);
  const first = await firstAccounts(services.deps);
  if (first.length > 0) process.stdout.write(`${cli.firstPasswords(first)}\n`);
  const stop = () => {
    server
      .stop()
      .then(() => services.close())
      .finally(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}
