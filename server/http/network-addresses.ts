import { networkInterfaces } from "node:os";

/**
 * Where people can reach this machine: its own name first, then each IPv4 address of its networks, none where the system
 * does not let the process ask for them.
 */
export function reachableAddresses(port: number): string[] {
  const found = Object.values(interfaces())
    .flat()
    .filter((one) => one && one.family === "IPv4" && !one.internal)
    .map((one) => `http://${one!.address}:${port}`);
  return [`http://localhost:${port}`, ...found];
}

function interfaces(): ReturnType<typeof networkInterfaces> {
  try {
    return networkInterfaces();
  } catch {
    return {};
  }
}
