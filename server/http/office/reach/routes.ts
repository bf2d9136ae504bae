import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { qrSvg } from "../../../exports/qr-svg.ts";
import type { Deps } from "../../../services/deps.ts";
import { phoneAddresses } from "../../network-addresses.ts";
import type { ReachCounts } from "../../../core/installation/reach-counts.ts";
import type { ReachAnswer } from "../answers-reach.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, requireActing } from "../session.ts";

/** 手机能打开吗: an address to scan or to type for every network of this machine. */
export function reachRoutes(deps: Deps, tests: ReachCounts) {
  return new Hono<OfficeEnv>().get("/reach", describe("手机能打开吗：各网址和打开次数"), async (c) => {
    requireActing(c);
    const addresses = phoneAddresses(deps.address, portOf(c));
    const answer: ReachAnswer = {
      addresses: await Promise.all(
        addresses.map(async (address) => {
          const test = `${address}/t/${await tests.codeOf(address)}`;
          return {
            address,
            isPrinted: address === deps.address,
            test,
            qr: qrSvg(test, test),
            opened: await tests.openedOf(address),
          };
        }),
      ),
      hasNoAddress: deps.address === null,
    };
    return c.json(answer);
  });
}

/** Where this server listens, whatever stands in front of it. A call without a socket is a test of the app alone. */
const portOf = (c: Context): number =>
  (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket?.localPort ?? 0;
