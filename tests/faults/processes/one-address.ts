/** One address before several servers, as a load balancer is: each new connection goes to the next one that takes it. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface OneAddress {
  readonly port: number;
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * @param ports of the servers behind it now; asked for every connection
 * @param host where it listens: 0.0.0.0 for servers that tell offices apart by the number of this machine that was asked
 */
export async function oneAddress(ports: () => readonly number[], host = "127.0.0.1"): Promise<OneAddress> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((caller) => {
    open.add(caller);
    caller.on("error", () => undefined);
    caller.once("close", () => open.delete(caller));
    const all = ports();
    turn += 1;
    pass(caller, [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)]);
  });
  server.listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Where nobody takes it, the caller is cut off. */
function pass(caller: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) return void caller.destroy();
  const behind = connect(port, "127.0.0.1");
  behind.once("connect", () => {
    caller.pipe(behind).pipe(caller);
    behind.once("close", () => caller.destroy());
    caller.once("close", () => behind.destroy());
    behind.off("error", next);
    behind.on("error", () => caller.destroy());
  });
  const next = (): void => pass(caller, others);
  behind.once("error", next);
}
