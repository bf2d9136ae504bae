/** The only reader of the environment. Settings are listed in docs/operating.md. */
import { resolve } from "node:path";
import { Problem } from "./core/problem.ts";

export interface Config {
  /** PLUMBLINE_DATA */
  readonly dataFolder: string;
  /** PORT */
  readonly port: number;
  /** PLUMBLINE_HOST: the interface to listen on. */
  readonly host: string;
  /** PLUMBLINE_URL: the public address printed into QR codes; null until set. */
  readonly address: string | null;
}

/** @throws Problem usage when a setting is unusable */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(env["PORT"] ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Problem("usage", { reason: "PORT" });
  const address = env["PLUMBLINE_URL"]?.replace(/\/+$/, "") || null;
  if (address !== null && !/^https?:\/\/[^/\s#?]+$/.test(address))
    throw new Problem("usage", { reason: "PLUMBLINE_URL" });
  if (env["DATABASE_URL"]) throw new Problem("usage", { reason: "DATABASE_URL" });
  return {
    dataFolder: resolve(env["PLUMBLINE_DATA"] ?? "data"),
    port,
    host: env["PLUMBLINE_HOST"] ?? "0.0.0.0",
    address,
  };
}
