import { networkInterfaces } from "node:os";

const OWN_ONLY = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/**
 * Where people can reach this machine: its own name first, then each IPv4 address of its networks, none where the system
 * does not let the process ask for them.
 *
 * @param host interface that the server listens on; one that only this machine reaches has no network
 */
export function reachableAddresses(port: number, host = "0.0.0.0"): string[] {
  if (OWN_ONLY.test(host)) return [`http://localhost:${port}`];
  const found = Object.values(interfaces())
    .flat()
    .filter((one) => one && one.family === "IPv4" && !one.internal)
    .map((one) => `http://${one!.address}:${port}`);
  return [`http://localhost:${port}`, ...found];
}

/**
 * What a phone can be tried with: the address of the codes first, then each of this machine's networks. Behind https phones
 * come by that address only: the server's own would not open there, and should not be used.
 *
 * @param printed null while no address is set
 */
export function phoneAddresses(printed: string | null, port: number): string[] {
  if (printed?.startsWith("https://")) return [printed];
  const [, ...network] = reachableAddresses(port);
  return [...new Set([...(printed === null ? [] : [printed]), ...network])];
}

function interfaces(): ReturnType<typeof networkInterfaces> {
  try {
    return networkInterfaces();
  } catch {
    return {};
  }
}
