/** What stays the same once more, as bytes that were answered before: it costs no more than its writing to the socket. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { bestCoding } from "./takes-coding.ts";

export type Fetch = (request: Request) => Response | Promise<Response>;

interface Answer {
  readonly status: number;
  readonly head: string[];
  readonly body: Uint8Array;
}

interface KeptPage {
  /** Undefined for what browsers keep for good and never ask about. */
  readonly etag: string | undefined;
  readonly whole: Answer;
  readonly unchanged: Answer;
}

type Shelf = Map<string, KeptPage | null>;

/** An office's app; the same object as long as it is open. */
export interface KeptAt {
  readonly fetch: Fetch;
  /** Whether a form may be given now; when not, the app is asked and says why. */
  readonly admitsForm?: () => boolean;
}

/** A frozen form is named by its digest, so it never changes. */
const FORM = /^\/api\/forms\/[0-9a-f]{64}$/;
/** Of an office, by coding; the oldest leaves when there are too many. */
const FORMS_MAX = 800;

/**
 * Answers for pages that stay the same as long as the process lives, and for frozen forms.
 *
 * What is answered is what the app answered when it was asked for the same path and coding, header by header, so that
 * nothing is decided twice. Where a process serves several offices, they all have these pages: what one has answered is
 * what each would. Only plain GETs of exactly these paths are taken; everything else is the app's.
 */
export class KeptPages {
  private readonly paths: ReadonlySet<string>;
  private readonly pages: Shelf = new Map();
  private readonly forms = new WeakMap<KeptAt, Shelf>();

  /** @param at who answers at a host; null where nobody does from what is kept */
  constructor(
    private readonly at: (host: string | undefined) => KeptAt | null,
    paths: Iterable<string>,
  ) {
    this.paths = new Set(paths);
  }

  /** @returns false when the app has to answer: another path or method, or nothing is kept yet */
  answer({ method, url, headers }: IncomingMessage, outgoing: ServerResponse): boolean {
    if (method !== "GET" || url === undefined) return false;
    const isForm = FORM.test(url);
    if (!isForm && !this.paths.has(url)) return false;
    const host = this.at(headers.host);
    if (host === null) return false;
    const shelf = isForm ? this.formsOf(host) : this.pages;
    const coding = bestCoding(headers["accept-encoding"]) ?? "identity";
    const key = `${coding} ${url}`;
    const page = shelf.get(key);
    if (!page) {
      // Only what the app has is kept: asking for many that it has not takes no memory.
      if (page === undefined)
        outgoing.once(
          "finish",
          () => outgoing.statusCode < 400 && void this.keep(host.fetch, shelf, key, url, coding),
        );
      return false;
    }
    if (isForm && host.admitsForm?.() === false) return false;
    const isUnchanged = page.etag !== undefined && headers["if-none-match"] === page.etag;
    const { status, head, body } = isUnchanged ? page.unchanged : page.whole;
    outgoing.writeHead(status, head).end(body);
    return true;
  }

  /** A form is of the office that has frozen it; no other is answered from it. */
  private formsOf(host: KeptAt): Shelf {
    const known = this.forms.get(host) ?? new Map<string, KeptPage | null>();
    this.forms.set(host, known);
    return known;
  }

  private async keep(fetch: Fetch, shelf: Shelf, key: string, path: string, coding: string): Promise<void> {
    if (shelf.has(key)) return;
    shelf.set(key, null);
    const asked = (headers: Record<string, string>): Promise<Answer> =>
      ask(fetch, path, { "accept-encoding": coding, ...headers });
    const whole = await asked({});
    if (whole.status !== 200) {
      shelf.delete(key);
      return;
    }
    const at = whole.head.indexOf("etag");
    const etag = at < 0 ? undefined : whole.head[at + 1]!;
    const unchanged = etag === undefined ? whole : await asked({ "if-none-match": etag });
    shelf.set(key, { etag, whole, unchanged });
    const [oldest] = shelf.keys();
    if (shelf !== this.pages && shelf.size > FORMS_MAX && oldest !== undefined) shelf.delete(oldest);
  }
}

async function ask(fetch: Fetch, path: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await fetch(new Request(`http://localhost${path}`, { headers }));
  const body = new Uint8Array(await answer.arrayBuffer());
  const head = [...answer.headers].flat();
  return {
    status: answer.status,
    head: answer.status === 304 ? head : [...head, "content-length", String(body.length)],
    body,
  };
}
