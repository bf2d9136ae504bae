/** One person with one phone: own connections, a browser's headers, every request that the phone page makes. */
import { randomBytes } from "node:crypto";
import { Agent, request as httpRequest } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import type { PhonePort, PhoneRequest } from "../../server/core/ticket/phone-port.ts";
import {
  cast,
  enter,
  isCast,
  loadForm,
  look,
  newRetry,
  redeem,
} from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import type { Ready } from "./respondent-server.ts";

const CONNECTIONS = 6;
const HEADERS = {
  "user-agent":
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36",
  accept: "*/*",
  "accept-language": "zh-CN,zh;q=0.9",
  "sec-fetch-dest": "empty",
  "sec-fetch-mode": "cors",
  "sec-fetch-site": "same-origin",
};

/** Browsers offer brotli over TLS only. */
const CODINGS = { open: "gzip, deflate, br", sealed: "gzip, deflate" };

export interface Phone extends PhonePort {
  get(path: string): Promise<void>;
  hangUp(): void;
}

interface Reply {
  readonly status: number;
  readonly coding: string | undefined;
  readonly bytes: Buffer;
}

/** Hears of each request as it is sent; what it returns hears how many bytes answered it. */
type Listener = (path: string, request: PhoneRequest) => (answeredBytes: number) => void;

export function takePhone(port: number, seals: boolean, hear: Listener = () => () => undefined): Phone {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const coding = seals ? CODINGS.sealed : CODINGS.open;
  const send = async (path: string, request: PhoneRequest): Promise<Reply> => {
    const answered = hear(path, request);
    const reply = await sendOnce(path, request);
    answered(reply.bytes.length);
    return reply;
  };
  const sendOnce = (path: string, request: PhoneRequest) =>
    new Promise<Reply>((resolve, reject) => {
      const { method, headers, body } = request;
      const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
      const all = { ...HEADERS, "accept-encoding": coding, ...headers, ...length };
      const sent = httpRequest({ port, host: "127.0.0.1", path, method, agent, headers: all }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            coding: response.headers["content-encoding"],
            bytes: Buffer.concat(chunks),
          }),
        );
      });
      // A kept-alive connection that the server closed in this very moment; browsers ask again, too.
      sent.on("error", (error) => (sent.reusedSocket ? resolve(sendOnce(path, request)) : reject(error)));
      sent.end(body);
    });
  return {
    seals,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    async fetch(path, request) {
      const reply = await send(path, request);
      return { status: reply.status, text: async () => unpacked(reply).toString("utf8") };
    },
    async get(path) {
      const { status } = await send(path, { method: "GET", headers: {} });
      if (status !== 200) throw new Error(`${status} for ${path}`);
    },
    hangUp: () => agent.destroy(),
  };
}

function unpacked({ coding, bytes }: Reply): Buffer {
  if (coding === "br") return brotliDecompressSync(bytes);
  return coding === "gzip" ? gunzipSync(bytes) : bytes;
}

/**
 * From the scan to the last receipt, in the order in which the page asks.
 *
 * @returns number of ballots acknowledged
 * @throws Problem of any refusal
 */
export async function answerAsPerson(
  phone: Phone,
  url: string,
  { landingFiles, laterFiles }: Pick<Ready, "landingFiles" | "laterFiles">,
): Promise<number> {
  for (const path of landingFiles) await phone.get(path);
  const entry = await enter(phone, parseTicket(url));
  await Promise.all(laterFiles.map((path) => phone.get(path)));
  if (await look(phone, entry)) throw new Error("a fresh ticket was begun before");
  const credentials = await redeem(phone, entry);
  const done = await Promise.all(credentials.map((credential) => isCast(phone, credential)));
  if (done.some(Boolean)) throw new Error("a fresh ticket was cast before");
  for (const [i, { digest }] of entry.forms.entries()) {
    const answers = simulatedAnswers(await loadForm(phone, digest), 0.8, seeded(i + url.length));
    await cast(phone, credentials[i]!, { digest, answers, retry: newRetry(phone) });
  }
  return entry.forms.length;
}
