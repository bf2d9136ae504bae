/** The measured process of B12's page: the product's server on an empty folder, and a Hono no-op beside it. */
import { Hono } from "hono";
import { composeApp, openServices } from "../../server/compose.ts";
import { startServer } from "../../server/start-server.ts";
import { answerParent } from "./child.ts";

export interface Ready {
  readonly port: number;
  readonly noopPort: number;
}

async function main(dataFolder: string): Promise<void> {
  const services = await openServices({ dataFolder, address: "http://127.0.0.1" });
  const noop = new Hono().get("*", (c) => c.json({}));
  const at = { port: 0, host: "127.0.0.1" };
  const server = await startServer(await composeApp(services), at);
  const base = await startServer(noop, at);
  const ready: Ready = { port: server.port, noopPort: base.port };
  answerParent(ready, {
    async stop() {
      await Promise.all([server.stop(), base.stop()]);
      await services.close();
    },
  });
}

void main(process.argv[2]!);
