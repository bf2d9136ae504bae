import { Problem } from "../../core/problem.ts";
import { verifyText } from "../../../web/text/verify.ts";

/** The printed digest stands in groups; case and spaces do not matter. @throws Problem usage */
export function readDigest(text: string | undefined): string | null {
  if (text === undefined) return null;
  const digest = text.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Problem("usage", { reason: verifyText.badDigest });
  return digest;
}
