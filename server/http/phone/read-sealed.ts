import type { Context } from "hono";
import { Problem } from "../../core/problem.ts";
import { openTransport } from "../../keys/open-transport.ts";
import type { Deps } from "../../services/deps.ts";
import { parseBody, readJsonBody, shapeOf } from "../request-body.ts";
import { sealedShape } from "./shapes.ts";

/**
 * The JSON body of a phone's request. On plain http it comes sealed to the poll's transport key; what is inside
 * is read as strictly as an open body.
 *
 * @returns the body, and whether it came sealed: then others may have heard it and can send it again
 * @throws Problem poll.closed when the transport key is gone, request.malformed when it does not open
 * @source docs/http.md
 */
export async function readSealed(
  deps: Deps,
  c: Context,
): Promise<{ readonly body: unknown; readonly isSealed: boolean }> {
  const body = await readJsonBody(c);
  if (typeof body !== "object" || body === null || !("sealed" in body)) return { body, isSealed: false };
  const { sealed } = shapeOf(sealedShape, body);
  const stored = await deps.roll.pollByTransportKey(sealed.key);
  if (!stored) throw new Problem("poll.closed", { state: "closed" });
  // The row in memory stays the same one, and with it its parsed private key.
  const { pollKeys } = await deps.live.get(stored.poll);
  const opened = openTransport(pollKeys, sealed.epk, c.req.path, boxBytes(sealed.box));
  return { body: parseBody(opened), isSealed: true };
}

/** As strict as `fromBase64Url`, and ten times as fast for the size of a ballot. */
function boxBytes(text: string): Uint8Array {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) throw new Problem("request.malformed", { reason: "base64url" });
  return bytes;
}
