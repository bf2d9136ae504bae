import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connected } from "./connected.ts";
import { holdDatabase, shareDatabase } from "./hold-database.ts";
import { isPostgresAbsent, onPostgres, temporaryDatabase } from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("a hold on a database"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;
  beforeEach(async () => {
    place = await temporaryDatabase();
  });
  afterEach(() => place.dispose());

  const isAloneToo = async (isAlone: boolean): Promise<boolean> => isAlone;
  const share = () =>
    shareDatabase(
      place.url,
      isAloneToo,
      async () => true,
      () => expect.unreachable(),
    );
  const cutConnections = () =>
    place.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'plumbline lock' and datname = current_database()`,
    );
  const locked = { code: "store.locked" };

  it("that is one's own is refused to everybody else, and free afterwards", async () => {
    const { release } = await holdDatabase(place.url);
    await expect(holdDatabase(place.url)).rejects.toMatchObject({
      ...locked,
      facts: { file: place.database },
    });
    await expect(share()).rejects.toMatchObject(locked);
    await release();
    await (await holdDatabase(place.url)).release();
  });

  it("is shared by several, of which the first opened alone; nobody has it for himself meanwhile", async () => {
    const first = await share();
    const second = await share();
    expect([first.opened, second.opened]).toEqual([true, false]);
    expect(first.hold.serverVersion).toMatch(/^\d+\.\d+$/);
    await expect(holdDatabase(place.url)).rejects.toMatchObject(locked);
    await first.hold.release();
    await expect(holdDatabase(place.url)).rejects.toMatchObject(locked);
    await second.hold.release();
    await (await holdDatabase(place.url)).release();
  });

  it("lets starts take turns: of several at once one opens alone, and the others after it", async () => {
    const order: string[] = [];
    const open = async (isAlone: boolean): Promise<void> => {
      order.push(isAlone ? "alone" : "beside");
      await place.admin.query("select pg_sleep(0.01)");
      order.push("open");
    };
    const started = await Promise.all(
      [1, 2, 3].map(() =>
        shareDatabase(
          place.url,
          open,
          async () => true,
          () => expect.unreachable(),
        ),
      ),
    );
    expect(order).toEqual(["alone", "open", "beside", "open", "beside", "open"]);
    await Promise.all(started.map(({ hold }) => hold.release()));
  });

  it("is given up again when what was to be opened is refused", async () => {
    const refused = shareDatabase(
      place.url,
      () => Promise.reject(new Error("refused")),
      async () => true,
      () => expect.unreachable(),
    );
    await expect(refused).rejects.toThrow("refused");
    await (await holdDatabase(place.url)).release();
  });

  it("that was cut off comes back by itself, and nobody is answered in between", async () => {
    const { hold } = await share();
    expect(hold.isHeld()).toBe(true);
    await cutConnections();
    await vi.waitFor(() => expect(hold.isHeld()).toBe(false), { interval: 1, timeout: 10_000 });
    await vi.waitFor(() => expect(hold.isHeld()).toBe(true), { timeout: 10_000 });
    await expect(holdDatabase(place.url)).rejects.toMatchObject(locked);
    await hold.release();
  });

  it("over a network that has gone silent is known to be lost, and comes back over another way", async () => {
    const way = await startWay(place.url);
    const { hold } = await shareDatabase(
      way.url,
      isAloneToo,
      async () => true,
      () => expect.unreachable(),
    );
    expect(hold.isHeld()).toBe(true);
    way.silence();
    await vi.waitFor(() => expect(hold.isHeld()).toBe(false), { interval: 5, timeout: 40_000 });
    await vi.waitFor(() => expect(hold.isHeld()).toBe(true), { timeout: 40_000 });
    await hold.release();
    way.end();
  }, 90_000);

  it("that was cut off does not come back while another changes the tables, nor after that", async () => {
    const gone = vi.fn<() => void>();
    let hasChanged = false;
    const isCurrent = async (): Promise<boolean> => {
      expect(hasChanged).toBe(true);
      return false;
    };
    const { hold } = await shareDatabase(place.url, isAloneToo, isCurrent, gone);
    // Whoever waits for it gets it in the moment in which it is free.
    const other = await connected(place.url, "another");
    const waiting = other.query("select pg_advisory_lock(hashtext('plumbline installation'))");
    await cutConnections();
    await waiting;
    await vi.waitFor(() => expect(hold.isHeld()).toBe(false), { interval: 1, timeout: 10_000 });
    expect(gone).not.toHaveBeenCalled();
    hasChanged = true;
    await other.end();
    await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce(), { timeout: 10_000 });
    expect(hold.isHeld()).toBe(false);
  });
});

/** A way to the server, of which `silence` makes the connections there are pass nothing on any more, without ending them. */
async function startWay(url: string) {
  const target = new URL(url);
  const folder = target.searchParams.get("host");
  const [host, port] = [target.hostname, target.port || "5432"];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect(Number(port), host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  target.searchParams.delete("host");
  target.hostname = "127.0.0.1";
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    silence: () => {
      for (const socket of sockets) socket.unpipe();
    },
    end: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
