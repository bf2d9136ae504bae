import { connect } from "node:tls";

const WAIT_MS = 3_000;
const DAY_MS = 86_400_000;

/** Whether this machine gets an answer of ours at an address. */
export async function reaches(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/health`, {
      signal: AbortSignal.timeout(WAIT_MS),
      redirect: "error",
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Whole days until the certificate at an https address ends; null on http, or when none that holds is shown. */
export function certificateDays(address: string, now: Date): Promise<number | null> {
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== "https:") return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 443), servername: hostname }, () => {
      const ends = Date.parse(socket.getPeerCertificate().valid_to);
      socket.end();
      resolve(Number.isNaN(ends) ? null : Math.floor((ends - now.getTime()) / DAY_MS));
    });
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error("timeout")));
    socket.once("error", () => resolve(null));
  });
}
