/** Runs in the browser: the phone's own blinding, bundled as the phone page is. */
import { fromBase64Url } from "../../server/core/ticket/bytes.ts";
import { prepareCredential } from "../../server/core/ticket/credential.ts";

declare global {
  var blindingTimes: (keys: readonly string[], times: number) => number[];
}

/** Milliseconds of each of `times` credentials, each with a new seed, over the given public keys in turn. */
globalThis.blindingTimes = (keys, times) => {
  const spkis = keys.map(fromBase64Url);
  return Array.from({ length: times }, (_, i) => {
    const seed = crypto.getRandomValues(new Uint8Array(32));
    const start = performance.now();
    prepareCredential(seed, spkis[i % spkis.length]!);
    return performance.now() - start;
  });
};
