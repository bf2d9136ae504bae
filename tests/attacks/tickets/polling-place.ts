/** A poll with two forms and two bags on real stores, which can be closed and opened again between any two acts. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openServices } from "../../../server/compose.ts";
import { openPoll } from "../../../server/services/change-poll-state.ts";
import { createRound } from "../../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { LivePolls } from "../../../server/services/live-polls.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import type { Box } from "../../../server/store/box.ts";
import type { Roll } from "../../../server/store/roll.ts";
import { openStores } from "../../../server/store/sqlite/open-stores.ts";
import type { Stores } from "../../../server/store/stores.ts";
import { ROUND, testUnit } from "../../journeys/start-server.ts";

/** Changes what the stores do, for the designs that must be found out. */
export interface Weakness {
  readonly roll?: (real: Roll) => Partial<Roll>;
  readonly box?: (real: Box) => Partial<Box>;
}

/** The sealed and open poll that every place begins from. */
export interface Beginning {
  readonly folder: string;
  readonly poll: string;
  readonly bags: readonly string[];
  readonly deps: Deps;
  remove(): void;
}

const FORMS = ["leadership-team", "staff-questionnaire"].map((instrument) => ({
  instrument,
  categories: ["A", "B", "C"],
  include: [],
}));

export async function beginning(): Promise<Beginning> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-histories-"));
  const services = await openServices({ dataFolder: join(folder, "beginning"), address: "http://127.0.0.1" });
  const { deps } = services;
  const round = await createRound(deps, KEEPER, { ...ROUND, forms: FORMS });
  // So many that no bag is ever full: what is tried here are the slips, not how many a bag may have.
  await saveUnits(deps, KEEPER, round.id, [testUnit("water", "县水利局党组", [5, 1000, 3000])]);
  await sealRound(deps, KEEPER, round.id);
  const [row] = await deps.office.inTransaction((office) => office.polls(round.id));
  await openPoll(deps, KEEPER, row!.id);
  const { plan } = await deps.live.get(row!.id);
  await services.close();
  return {
    folder,
    poll: row!.id,
    bags: plan.batches.map(({ id }) => id),
    deps,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The methods of `changed` in place of the real ones; all others are the real ones. */
const weakened = <T extends object>(real: T, changed: Partial<T>): T =>
  new Proxy(real, {
    get(target, name) {
      const method: unknown = Reflect.get(name in changed ? changed : target, name);
      return typeof method === "function" ? method.bind(target) : method;
    },
  });

export class PollingPlace {
  #stores!: Stores;
  #deps!: Deps;

  private constructor(
    readonly from: Beginning,
    private readonly folder: string,
    private readonly weakness: Weakness,
  ) {}

  static async open(from: Beginning, weakness: Weakness): Promise<PollingPlace> {
    const folder = mkdtempSync(join(from.folder, "place-"));
    cpSync(join(from.folder, "beginning"), folder, { recursive: true });
    rmSync(join(folder, "lock.db"), { force: true });
    const place = new PollingPlace(from, folder, weakness);
    await place.start();
    return place;
  }

  get deps(): Deps {
    return this.#deps;
  }

  /** Everything that was only in memory is gone. */
  async restart(): Promise<void> {
    await this.#stores.close();
    await this.start();
  }

  async close(): Promise<void> {
    await this.#stores.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(): Promise<void> {
    this.#stores = await openStores(this.folder);
    const { office, closed } = this.#stores;
    const roll = weakened(this.#stores.roll, this.weakness.roll?.(this.#stores.roll) ?? {});
    const box = weakened(this.#stores.box, this.weakness.box?.(this.#stores.box) ?? {});
    this.#deps = { ...this.from.deps, office, closed, roll, box, live: new LivePolls(office, roll) };
  }
}
