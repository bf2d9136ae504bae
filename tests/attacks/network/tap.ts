/** Two ears between a browser and the server: one understands requests, the other keeps every byte of the wire. */
import { createServer as createHttpServer, type IncomingHttpHeaders, request } from "node:http";
import {
  type AddressInfo,
  connect,
  createServer as createNetServer,
  type Server,
  type Socket,
} from "node:net";

export interface HeardRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Tap {
  /** What the browser takes for the server. */
  readonly address: string;
  readonly requests: readonly HeardRequest[];
  /** Everything that went over the wire, both ways. */
  wire(): Buffer;
  stop(): Promise<void>;
}

/** Listens before a server on plain http. Answers pass uncompressed, so that a search can read them. */
export async function tapBefore(server: string): Promise<Tap> {
  const requests: HeardRequest[] = [];
  const parts: Buffer[] = [];
  const sockets = new Set<Socket>();
  const proxy = createHttpServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const { method = "", url = "", headers } = incoming;
      requests.push({ method, url, headers, body });
      const onward = request(
        `${server}${url}`,
        { method, headers: { ...headers, "accept-encoding": "identity" } },
        (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
        },
      );
      onward.on("error", () => answer.destroy());
      onward.end(body);
    });
  });
  const proxyPort = await listening(proxy);
  const ear = createNetServer((near) => {
    const far = connect(proxyPort, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (part: Buffer) => parts.push(part));
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
      from.pipe(to);
    }
  });
  const port = await listening(ear);
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    wire: () => Buffer.concat(parts),
    async stop() {
      for (const socket of sockets) socket.destroy();
      proxy.closeAllConnections();
      await Promise.all([closed(ear), closed(proxy)]);
    },
  };
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
