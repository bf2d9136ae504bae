import { composeApp, openServices } from "../compose.ts";
import { readConfig } from "../config.ts";
import { startServer } from "../start-server.ts";
import { cli } from "../../web/text/cli.ts";
import { reachableAddresses } from "./addresses.ts";
import { firstAccount } from "./first-account.ts";

/** Serves until it is told to stop. The first start makes an administrator and prints the password once. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const services = await openServices(config);
  const server = await startServer(await composeApp(services), config).catch(async (error: unknown) => {
    await services.close();
    throw error;
  });
  process.stdout.write(`${cli.serving(reachableAddresses(server.port))}\n${cli.folder(config.dataFolder)}\n`);
  if (config.address === null) process.stdout.write(`${cli.noAddress}\n`);
  const first = await firstAccount(services.deps);
  if (first) process.stdout.write(`${cli.firstPassword(first.name, first.password)}\n`);
  const stop = () => {
    server
      .stop()
      .then(() => services.close())
      .finally(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}
