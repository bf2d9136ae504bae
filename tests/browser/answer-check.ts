/** Says in the server's place whether a ballot is in: the question is opened and answered as the server does it. */
import type { Route } from "playwright-core";
import { fromBase64Url, toBase64Url } from "../../server/core/ticket/bytes.ts";
import { openTransport } from "../../server/keys/open-transport.ts";
import { sealReply } from "../../server/keys/seal-reply.ts";
import type { TestServer } from "../journeys/start-server.ts";

const PATH = "/api/ballots/check";

/** @param isCast what the phone is told of the ballot it asks for */
export async function answerCheck(server: TestServer, route: Route, isCast: boolean): Promise<void> {
  const { sealed } = route.request().postDataJSON() as { sealed: { key: string; epk: string; box: string } };
  const stored = await server.deps.roll.pollByTransportKey(fromBase64Url(sealed.key));
  const { pollKeys } = await server.deps.live.get(stored!.poll);
  const opened = openTransport(pollKeys, fromBase64Url(sealed.epk), PATH, fromBase64Url(sealed.box));
  const { reply } = JSON.parse(Buffer.from(opened).toString("utf8")) as { reply: string };
  await route.fulfill({ json: { sealed: toBase64Url(sealReply(fromBase64Url(reply), PATH, isCast)) } });
}
