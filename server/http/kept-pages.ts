/** The built pages once more, as bytes that were answered before: a page costs no more than its writing to the socket. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { bestCoding } from "./takes-coding.ts";

type Fetch = (request: Request) => Response | Promise<Response>;

interface Answer {
  readonly status: number;
  readonly head: string[];
  readonly body: Uint8Array;
}

interface KeptPage {
  readonly etag: string;
  readonly whole: Answer;
  readonly unchanged: Answer;
}

/**
 * Answers for pages that stay the same as long as the process lives.
 *
 * What is answered is what the app answered when it was asked for the same path and coding, header by header, so that
 * nothing is decided twice. Only plain GETs of exactly these paths are taken; everything else is the app's.
 */
export class KeptPages {
  private readonly paths: ReadonlySet<string>;
  private readonly kept = new Map<string, KeptPage | null>();

  constructor(
    private readonly fetch: Fetch,
    paths: Iterable<string>,
  ) {
    this.paths = new Set(paths);
  }

  /** @returns false when the app has to answer: another path or method, or the first request of its kind */
  answer({ method, url, headers }: IncomingMessage, outgoing: ServerResponse): boolean {
    if (method !== "GET" || url === undefined || !this.paths.has(url)) return false;
    const coding = bestCoding(headers["accept-encoding"]) ?? "identity";
    const key = `${coding} ${url}`;
    const page = this.kept.get(key);
    if (!page) {
      if (page === undefined) void this.keep(key, url, coding);
      return false;
    }
    const { status, head, body } = headers["if-none-match"] === page.etag ? page.unchanged : page.whole;
    outgoing.writeHead(status, head).end(body);
    return true;
  }

  private async keep(key: string, path: string, coding: string): Promise<void> {
    this.kept.set(key, null);
    const asked = (headers: Record<string, string>): Promise<Answer> =>
      this.ask(path, { "accept-encoding": coding, ...headers });
    const whole = await asked({});
    const etag = whole.head[whole.head.indexOf("etag") + 1];
    if (whole.status !== 200 || etag === undefined) return;
    this.kept.set(key, { etag, whole, unchanged: await asked({ "if-none-match": etag }) });
  }

  private async ask(path: string, headers: Record<string, string>): Promise<Answer> {
    const answer = await this.fetch(new Request(`http://localhost${path}`, { headers }));
    const body = new Uint8Array(await answer.arrayBuffer());
    const head = [...answer.headers].flat();
    return {
      status: answer.status,
      head: answer.status === 304 ? head : [...head, "content-length", String(body.length)],
      body,
    };
  }
}
