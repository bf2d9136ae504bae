import { conditionalQuestions } from "../../core/definition/conditional-questions.ts";
import type { PlannedBatch } from "../../core/round/plan.ts";
import { isSmallForm, type PollSize, pollSize } from "../../core/round/poll-size.ts";
import { toBase64Url } from "../../core/ticket/bytes.ts";
import type { Deps } from "../../services/deps.ts";
import type { LiveForm, LivePoll } from "../../services/live-polls.ts";
import { endedAtOf } from "../../services/poll-closed.ts";
import { type JsonFile, jsonFileOf } from "./json-file.ts";
import { openUntilOf } from "../../services/extend-poll.ts";

/** The poll document of docs/http.md: the same bytes for everyone, so that no one can be shown other keys. */
export interface PollDocument {
  readonly poll: string;
  readonly state: string;
  readonly round: string;
  readonly group: string;
  readonly unit: string;
  readonly setUp: "onsite" | "online";
  /** Name of the group's own wireless network; null: none is set. Its password is on paper only. */
  readonly network: string | null;
  readonly openUntil: string;
  readonly contactPhone: string;
  /** Where the printed list of receipts hangs, as the office typed it; "" = it did not. */
  readonly listPlace: string;
  /** While `closing`: when the office lets the grace end, ISO 8601 UTC; null in every other state. */
  readonly closingEndsAt: string | null;
  /** When the last ballot was taken, ISO 8601 UTC; null while any is taken. */
  readonly endedAt: string | null;
  /** small: of every form that the unit's own people fill only one score will be shown, because fewer than ten are eligible. */
  readonly size: PollSize;
  /** Units of fewer than five people that are asked and counted with this one. */
  readonly joined: readonly string[];
  /** Whether forms about the unit are cut into blocks of five and more. */
  readonly smallBlocks: boolean;
  /** 试填: everything is wiped afterwards and counted nowhere. */
  readonly rehearsal: boolean;
  readonly batches: {
    readonly [batch: string]: {
      readonly name: string;
      readonly blocks: { readonly [instrument: string]: string };
    };
  };
  /** Open links: anybody may answer, without a ticket. */
  readonly links: {
    readonly [link: string]: {
      readonly name: string;
      readonly blocks: { readonly [instrument: string]: string };
    };
  };
  /** Names of categories that are counted together, one list per joined block. */
  readonly merged: readonly {
    readonly categories: readonly string[];
    /** Short titles of the forms in which they are; empty when they are in every form. */
    readonly forms: readonly string[];
  }[];
  readonly forms: readonly {
    readonly instrument: string;
    readonly digest: string;
    readonly title: string;
    readonly shortTitle: string;
    readonly questions: number;
    readonly leaders: number;
    readonly minutes: number;
    /** Whether only its one score will be shown, because fewer than ten people whom it counts are eligible. */
    readonly isSmall: boolean;
  }[];
  readonly keys: readonly {
    readonly instrument: string;
    readonly block: string;
    readonly keyId: string;
    readonly spki: string;
  }[];
  readonly transport: { readonly keyId: string; readonly public: string };
}

/** What a slip's code leads to: its batch, and the poll document, which would otherwise cost phones another way there and back. */
export interface PresentedEntry {
  readonly poll: string;
  readonly batch: string;
  readonly document: PollDocument;
}

/** As written out for phones: the document by itself under "", and with each batch. */
const files = new WeakMap<LivePoll, Map<string, Promise<JsonFile>>>();

/** @throws Problem poll.unknown, poll.not-open, poll.closed */
export async function presentPoll(deps: Deps, poll: string): Promise<JsonFile> {
  const live = await deps.live.get(poll);
  return fileOf(live, "", () => documentOf(live));
}

/** @throws Problem poll.unknown, poll.not-open, poll.closed */
export async function presentEntry(
  deps: Deps,
  { poll, batch }: Pick<PresentedEntry, "poll" | "batch">,
): Promise<JsonFile> {
  const live = await deps.live.get(poll);
  return fileOf(live, batch, (): PresentedEntry => ({ poll, batch, document: documentOf(live) }));
}

function fileOf(live: LivePoll, name: string, written: () => unknown): Promise<JsonFile> {
  const ofPoll = files.get(live) ?? new Map<string, Promise<JsonFile>>();
  files.set(live, ofPoll);
  const file = ofPoll.get(name) ?? jsonFileOf(written());
  ofPoll.set(name, file);
  return file;
}

function documentOf(live: LivePoll): PollDocument {
  const { round } = live.round;
  return {
    poll: live.row.id,
    state: live.row.state,
    round: round.title,
    group: live.unit.group,
    unit: live.unit.name,
    setUp: round.setUp,
    network: live.wireless?.name ?? null,
    openUntil: openUntilOf(live),
    contactPhone: round.contactPhone,
    listPlace: round.listPlace ?? "",
    closingEndsAt: live.row.state === "closing" ? live.row.closingEndsAtUtc : null,
    endedAt: endedAtOf(live.row),
    size: pollSize(live.plan, round.thresholds),
    joined: live.unit.joined ?? [],
    smallBlocks: live.plan.forms.some(({ blockMin }) => blockMin !== undefined),
    rehearsal: live.row.isRehearsal ?? false,
    batches: bagsOf(live.plan.batches),
    links: bagsOf(live.plan.links ?? []),
    merged: joinedIn(live),
    forms: live.plan.forms.map((planned) => ({
      ...formLine(live.forms.get(planned.instrument)!),
      isSmall: isSmallForm(planned, round.thresholds),
    })),
    keys: [...live.phoneKeys.values()].map((key) => ({
      instrument: key.instrument,
      block: key.block,
      keyId: toBase64Url(key.keyId),
      spki: toBase64Url(key.publicSpki),
    })),
    transport: {
      keyId: toBase64Url(live.pollKeys.transportKeyId),
      public: toBase64Url(live.pollKeys.transportPublic),
    },
  };
}

const bagsOf = (bags: readonly Pick<PlannedBatch, "id" | "name" | "blocks">[]) =>
  Object.fromEntries(bags.map(({ id, name, blocks }) => [id, { name, blocks }]));

/** One entry a joined block: two forms that other categories fill may join differently. */
function joinedIn({ plan, unit, forms }: LivePoll): PollDocument["merged"] {
  const names = new Map(unit.categories.map((category) => [category.id, category.name]));
  const joined = new Map<string, { categories: readonly string[]; forms: string[] }>();
  for (const { instrument, blocks } of plan.forms) {
    for (const { id, categories } of blocks.filter((block) => block.categories.length > 1)) {
      const found = joined.get(id) ?? {
        categories: categories.map((one) => names.get(one) ?? one),
        forms: [],
      };
      found.forms.push(forms.get(instrument)!.form.shortTitle);
      joined.set(id, found);
    }
  }
  return [...joined.values()].map((one) => {
    return one.forms.length === plan.forms.length ? { ...one, forms: [] } : one;
  });
}

function formLine({ form, digest }: LiveForm): Omit<PollDocument["forms"][number], "isSmall"> {
  const hidden = conditionalQuestions(form.survey);
  const asked = form.leaves.filter((leaf) => !hidden.has(leaf.question));
  return {
    instrument: form.instrument,
    digest,
    title: form.title,
    shortTitle: form.shortTitle,
    questions: asked.length,
    leaders: form.items.some((item) => item.leader !== null) ? form.leaders.length : 0,
    minutes: form.minutes,
  };
}
