/** Phones and slips for one test, from one browser before one server. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { TestServer } from "../journeys/start-server.ts";
import { takePhone } from "./phone-in-hand.ts";

export interface Desk {
  readonly server: TestServer;
  readonly browser: Browser;
  /** A page in a fresh phone; closed after the test. */
  take(settings?: { readonly javaScriptEnabled?: boolean }): Promise<Page>;
  /** A slip nobody has used. */
  slip(unit?: string): Promise<string>;
}

/** Phones that the desk hands out, to be closed together. */
export function deskOf(server: TestServer, browser: Browser): Desk & { close(): Promise<void> } {
  const contexts: BrowserContext[] = [];
  return {
    server,
    browser,
    async take(settings = {}) {
      const { page, context } = await takePhone(browser, settings);
      contexts.push(context);
      return page;
    },
    slip: async (unit = "water") => (await server.tickets(unit, "C", 1))[0]!,
    async close() {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    },
  };
}
