/** The composition root of a process that serves every office of a database, each with services of its own. */
import { composeApp, openServices, type Services, tellGone } from "./compose.ts";
import { type Config, configOf } from "./config.ts";
import type { RegisteredOffice } from "./core/installation/registered-office.ts";
import { isProblem } from "./core/problem.ts";
import { byHost, type Fetch, hostnameOf } from "./http/by-host.ts";
import type { KeptAt } from "./http/kept-pages.ts";
import { lookAt, type Looked, metricsApp } from "./http/metrics.ts";
import { type Pages, readPages } from "./http/pages.ts";
import type { Log } from "./log.ts";
import { LooksInTurn } from "./looks-in-turn.ts";
import { PAGES_FOLDER } from "./places.ts";
import { tellOperator, voiceOf } from "./report-fault.ts";
import type { Library } from "./services/deps.ts";
import { shippedLibrary } from "./shipped-library.ts";
import { isInUse, readOffices } from "./store/postgres/register-of-offices.ts";
import { problemLine } from "../web/text/problems.ts";
import { watchMachine } from "./watch-machine.ts";

const LOOKS_EVERY_MS = 60_000;
const MACHINE_EVERY_MS = 5_000;
/** So many are opened beside each other: one that waits for a lock holds up few, and a start takes few connections. */
const OPENED_AT_ONCE = 8;

/** Whether all are ready may be asked by anybody, and a look takes connections to three stores, which stay for ten seconds. */
const LOOKED_AT = { atOnce: OPENED_AT_ONCE, spanMs: 10_000 };

interface OpenOffice {
  readonly name: string;
  readonly services: Services;
  readonly app: KeptAt & { readonly fetch: Fetch };
}

/** An office of the register, as it stands in this process. */
interface Standing {
  readonly office: RegisteredOffice;
  /** Null while it is not open. */
  open: OpenOffice | null;
  /** Nothing has been done in it: it waits for a folder or a backup, which need it for themselves. */
  isEmpty: boolean;
  /** Why it could not be opened, as the operator was told. */
  told: string;
}

/**
 * Every office of the database's register, open in this process or not. Each has its own stores, pools, hold, keys, folders,
 * limits and app. What they have in common is what belongs to nobody: the pages and forms that were built, and the event loop
 * with the gate before it.
 */
export class Offices {
  readonly #standing = new Map<string, Standing>();
  readonly #looks = new LooksInTurn<OpenOffice, Looked>(
    ({ name, services }) => lookAt(name, services.deps),
    LOOKED_AT,
  );
  #byHost: ReadonlyMap<string, Standing> = new Map();
  #looking: Promise<void> | null = null;
  #timers: NodeJS.Timeout[] = [];

  private constructor(
    private readonly config: Config,
    private readonly library: Library,
    readonly pages: Pages,
    private readonly log: Log,
    private readonly clock: () => Date,
  ) {}

  /** Reads the register and opens nothing yet. @throws Problem database.unreachable */
  static async of(
    config: Config,
    log: Log = () => undefined,
    pages?: Pages,
    clock: () => Date = () => new Date(),
  ): Promise<Offices> {
    const built = pages ?? (await readPages(PAGES_FOLDER));
    const offices = new Offices(config, await shippedLibrary(), built, log, clock);
    await offices.#readRegister();
    return offices;
  }

  /**
   * Takes up what the register says now: closes offices that are not in it any more, or under another address, and opens
   * those that are not open. One that cannot be opened is told of, once for each reason, and holds nobody up.
   */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  /** Looks again every minute, and at the machine every few seconds. */
  watch(): void {
    const machine = watchMachine({ canWrite: () => true, clock: this.clock }, tellOperator);
    // While the database does not answer each office says so to whoever asks.
    const again = (): void => void this.look().catch(() => undefined);
    this.#timers = [setInterval(machine, MACHINE_EVERY_MS), setInterval(again, LOOKS_EVERY_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  /** Of an office that is open. @returns null for any other name */
  servicesOf(name: string): Services | null {
    return this.#standing.get(name)?.open?.services ?? null;
  }

  /** Those that are open, with their names. */
  opened(): readonly (readonly [name: string, services: Services])[] {
    return [...this.#standing].flatMap(([name, { open }]) => (open ? [[name, open.services] as const] : []));
  }

  /** The app of the whole process. */
  readonly fetch: Fetch = byHost({
    at: (hostname) => {
      const found = this.#byHost.get(hostname);
      return found === undefined ? null : (found.open?.app.fetch ?? "not-open");
    },
    areReady: async () => (await this.#lookedAt()).every(({ isReady }) => isReady),
  });

  /** The one office that is open at this host: its forms, and the pages that all have. */
  keptAt(host: string | undefined): KeptAt | null {
    return this.#byHost.get(hostnameOf(host) ?? "")?.open?.app ?? null;
  }

  /** For whoever watches the process, on its own machine: here offices are named. */
  watchApp() {
    return metricsApp(() => this.#lookedAt());
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#looking?.catch(() => undefined);
    await Promise.all([...this.#standing.values()].map(closeOne));
  }

  /** Those that are in use: whether one is open and has its part of the database now, and what the last look has found. */
  async #lookedAt(): Promise<readonly Looked[]> {
    const expected = [...this.#standing.values()].filter(({ isEmpty }) => !isEmpty);
    await this.#looks.refresh(expected.flatMap(({ open }) => (isHeld(open) ? [open] : [])));
    return expected.map(({ office, open }) => {
      const found = isHeld(open) ? this.#looks.last(open) : null;
      return found ?? { office: office.name, isReady: false, polls: [] };
    });
  }

  async #look(): Promise<void> {
    await this.#readRegister();
    const waiting = [...this.#standing.values()].filter(({ open }) => open === null).values();
    const openOneAfterOther = async (): Promise<void> => {
      for (const one of waiting) await this.#open(one);
    };
    await Promise.all(Array.from({ length: OPENED_AT_ONCE }, openOneAfterOther));
  }

  async #readRegister(): Promise<void> {
    const registered = await readOffices(this.config.databaseUrl!);
    const address = new Map(registered.map((office) => [office.name, office.address]));
    const gone = [...this.#standing.values()].filter(
      ({ office }) => address.get(office.name) !== office.address,
    );
    for (const { office } of gone) this.#standing.delete(office.name);
    for (const office of registered)
      if (!this.#standing.has(office.name))
        this.#standing.set(office.name, { office, open: null, isEmpty: false, told: "" });
    this.#byHost = new Map(
      [...this.#standing.values()].map((one) => [new URL(one.office.address).hostname, one]),
    );
    // One that cannot be closed keeps nobody from being opened.
    await Promise.all(gone.map((one) => closeOne(one).catch(voiceOf(one.office.name).fault)));
  }

  async #open(one: Standing): Promise<void> {
    const { name } = one.office;
    try {
      const config = configOf(this.config, one.office);
      one.isEmpty = !(await isInUse(config.databaseUrl!));
      if (one.isEmpty) return;
      let isGone = false;
      const services = await openServices(config, this.clock, {
        name,
        library: this.library,
        onGone: (refusal) => {
          isGone = true;
          void this.#leave(one, () => tellGone(voiceOf(name), refusal));
        },
      });
      const app = await this.#composeOne(name, services);
      const open = { name, services, app };
      await this.#looks.first(open);
      // It had the database, and lost it before anybody could be answered.
      if (isGone) return await services.close();
      one.open = open;
      one.told = "";
    } catch (error) {
      const line = isProblem(error) ? problemLine(error) : "fault";
      if (one.told === line) return;
      one.told = line;
      if (isProblem(error)) voiceOf(name).tell(line);
      else voiceOf(name).fault(error);
    }
  }

  async #composeOne(name: string, services: Services): Promise<KeptAt & { readonly fetch: Fetch }> {
    const log: Log = (event) =>
      this.log(event.event === "office-request" ? { ...event, office: name } : event);
    try {
      const app = await composeApp(services, this.pages, log);
      const fetch: Fetch = (request, env) => app.fetch(request, env as object);
      return { fetch, admitsForm: app.admitsForm };
    } catch (error) {
      await services.close().catch(voiceOf(name).fault);
      throw error;
    }
  }

  /** From here on nobody is answered for it, until the next look opens it as the database is now. */
  async #leave(one: Standing, tell: () => void): Promise<void> {
    tell();
    await closeOne(one).catch(voiceOf(one.office.name).fault);
  }
}

async function closeOne(one: Standing): Promise<void> {
  const { open } = one;
  one.open = null;
  await open?.services.close();
}

const isHeld = (open: OpenOffice | null): open is OpenOffice =>
  open !== null && open.services.isHeld?.() !== false;
