import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { httpPort } from "./simulated-staff.ts";

/** A server that breaks the first connections, at an address of its own. */
async function withBroken<T>(broken: number, use: (address: string) => Promise<T>): Promise<T> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (asked <= broken) return request.socket.destroy();
    request.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const ask = (address: string) => httpPort(address).fetch("/x", { method: "POST", headers: {}, body: "same" });

it("sends the same bytes again when a connection breaks, and gives up after the third", async () => {
  const answer = await withBroken(2, async (address) => (await ask(address)).text());
  expect(answer).toBe("same");
  await expect(withBroken(3, ask)).rejects.toThrow("fetch failed");
});
