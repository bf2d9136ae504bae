import { execFile } from "node:child_process";
import { sleepMinutesOfGnome, sleepMinutesOfWindows } from "../core/installation/sleep-settings.ts";

const WAIT_MS = 3_000;
const DESKTOP = "org.gnome.settings-daemon.plugins.power";

/** Minutes until this machine sleeps on mains when nobody touches it; 0 = never, null where its system does not tell. */
export async function sleepMinutes(): Promise<number | null> {
  if (process.platform === "win32") {
    return sleepMinutesOfWindows(
      await printedBy("powercfg", ["/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"]),
    );
  }
  const [kind, timeout] = await Promise.all(
    ["sleep-inactive-ac-type", "sleep-inactive-ac-timeout"].map((key) =>
      printedBy("gsettings", ["get", DESKTOP, key]),
    ),
  );
  return sleepMinutesOfGnome(kind ?? "", timeout ?? "");
}

/** What a program prints; nothing when it is not there or refuses. */
function printedBy(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: WAIT_MS, windowsHide: true }, (error, out) =>
      resolve(error ? "" : out),
    );
  });
}
