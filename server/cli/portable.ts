/** The start of a portable folder: the server, and a page on this machine with the address, a code and the self-check. */
import { startPageApp } from "../compose.ts";
import { readConfig } from "../config.ts";
import { terminalQr } from "../exports/terminal-qr.ts";
import { reachableAddresses } from "../http/network-addresses.ts";
import { ReachTests } from "../http/reach/reach-tests.ts";
import { testAddress } from "../http/start/start-pages.ts";
import { checkInstallation } from "../services/check-installation.ts";
import { startServer } from "../start-server.ts";
import { selfCheckText } from "../../web/text/self-check.ts";
import { startText } from "../../web/text/start-page.ts";
import { openBrowser } from "./open-browser.ts";
import { serve } from "./serve.ts";

/** Without `PLUMBLINE_URL` people reach this machine by its first address in a network. */
export async function servePortable(): Promise<void> {
  const settings = readConfig();
  const [, network = null] = reachableAddresses(settings.port);
  const address = settings.address ?? network;
  const reach = new ReachTests();
  await serve({
    config: { ...settings, address },
    reach,
    // A closed window of Windows is a SIGHUP.
    stopsAt: ["SIGINT", "SIGTERM", "SIGHUP"],
    onServing: async (services) => {
      const pages = await startServer(startPageApp(services, reach), { port: 0, host: "127.0.0.1" });
      const page = `http://127.0.0.1:${pages.port}/`;
      const lines = [
        ...selfCheckText.lines(await checkInstallation(services.deps, 0)),
        ...(address === null
          ? [startText.noNetwork, startText.noNetworkAct]
          : await scanLines(address, reach)),
        startText.window(page),
        startText.windowStop,
      ];
      process.stdout.write(`\n${lines.join("\n")}\n`);
      if (settings.opensBrowser) openBrowser(page);
      return pages;
    },
  });
}

async function scanLines(address: string, reach: ReachTests): Promise<readonly string[]> {
  const test = await testAddress(address, reach);
  return [startText.windowScan(test), terminalQr(test, !process.stdout.isTTY)];
}
