import { spawn } from "node:child_process";

/** Shows a page in the browser of whoever sits here. Where there is none the address stands in the window. */
export function openBrowser(url: string): void {
  const [program, args] =
    process.platform === "win32" ? ["cmd", ["/c", "start", "", url]] : ["xdg-open", [url]];
  const opened = spawn(program as string, args as string[], {
    stdio: "ignore",
    detached: true,
    windowsHide: true,
  });
  opened.on("error", () => {});
  opened.unref();
}
