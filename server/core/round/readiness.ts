/** How far a round is on its way to open polls: what is done, what is missing, what comes next. */
import type { PollState, SetUp } from "./round.ts";

/** In the order in which an office goes through them. */
export const READINESS_STEPS = [
  "units",
  "roster",
  "forms",
  "scheme",
  "blocks",
  "set-up",
  "rehearsal",
  "seal",
  "tickets",
  "open",
] as const;
export type ReadinessStep = (typeof READINESS_STEPS)[number];

/** In the order in which they are said. `form-replaced`: the version is gone, another one is there. */
const FORM_GAPS = ["form-unknown", "form-replaced", "form-unfit", "feedback-date"] as const;
type FormGap = (typeof FORM_GAPS)[number];

/** Something to be done or looked at. `of`: names of units or forms it is about. */
export interface ReadinessGap {
  readonly what: GapKind;
  readonly of: readonly string[];
}

export type GapKind =
  | "no-units"
  | "too-few"
  | "no-leaders"
  | "no-principal"
  | FormGap
  | "forms-overlap"
  | "scheme-unknown"
  | "scheme-unfit"
  | "no-address"
  | "own-address"
  | "not-https"
  | "rehearsing"
  | "not-sealed"
  | "not-printed"
  | "not-open";

/** done; missing: sealing or opening waits for it; optional: may be left out; waiting: an earlier step comes first. */
export type ReadinessState = "done" | "missing" | "optional" | "waiting";

export interface StepReadiness {
  readonly step: ReadinessStep;
  readonly state: ReadinessState;
  readonly missing: readonly ReadinessGap[];
  /** Worth a look; it holds nothing up. */
  readonly notes: readonly ReadinessGap[];
  /** It can no longer be changed. */
  readonly isFixed: boolean;
}

export interface Readiness {
  readonly steps: readonly StepReadiness[];
  /** The step to take now; null when every poll is open or over. */
  readonly next: ReadinessStep | null;
  /** Nothing keeps the round from being sealed; stays true afterwards. */
  readonly isSealable: boolean;
}

/** What is known of a round, by numbers and names; nothing of anybody's answers. */
export interface ReadinessFacts {
  readonly isFrozen: boolean;
  readonly units: readonly {
    readonly name: string;
    readonly leaders: number;
    readonly principals: number;
    /** Fewer people than a poll may have: it cannot be sealed by itself. */
    readonly isTooSmall: boolean;
  }[];
  readonly needsLeaders: boolean;
  /** `misses`: why sealing would refuse the form. */
  readonly forms: readonly {
    readonly title: string;
    readonly misses: FormGap | null;
  }[];
  /** Titles of forms that some of the same people fill, while no form asks everybody who is asked. */
  readonly overlapping: readonly string[];
  readonly schemeMisses: "scheme-unknown" | "scheme-unfit" | null;
  readonly setUp: SetUp;
  /** Printed into QR codes; null when none is set. */
  readonly address: string | null;
  /** Units that are being rehearsed now. */
  readonly rehearsing: readonly string[];
  readonly hasRehearsed: boolean;
  readonly polls: readonly {
    readonly unit: string;
    readonly state: PollState;
    readonly bags: number;
    /** Bags with at least one ticket sheet. */
    readonly printed: number;
  }[];
}

/** Says of every step what is done and what is missing. The next step is the first that misses something. */
export function readReadiness(facts: ReadinessFacts): Readiness {
  const steps = READINESS_STEPS.map((step) => readStep(facts, step));
  const beforeSeal = steps.slice(0, READINESS_STEPS.indexOf("seal"));
  return {
    steps,
    next: steps.find(({ state }) => state === "missing")?.step ?? null,
    isSealable: facts.isFrozen || beforeSeal.every(({ missing }) => missing.length === 0),
  };
}

function readStep(facts: ReadinessFacts, step: ReadinessStep): StepReadiness {
  const missing = facts.isFrozen && !AFTER_SEAL.includes(step) ? [] : MISSING[step](facts);
  const notes = NOTES[step]?.(facts) ?? [];
  return {
    step,
    state: stateOf(facts, step, missing),
    missing,
    notes,
    isFixed: facts.isFrozen && step !== "open",
  };
}

const AFTER_SEAL: readonly ReadinessStep[] = ["tickets", "open"];

function stateOf(
  facts: ReadinessFacts,
  step: ReadinessStep,
  missing: readonly ReadinessGap[],
): ReadinessState {
  const isBefore = !facts.isFrozen && AFTER_SEAL.includes(step);
  if (isBefore || (step === "blocks" && facts.units.length === 0)) return "waiting";
  if (missing.length > 0) return step === "seal" && !isReadyForSeal(facts) ? "waiting" : "missing";
  if (step === "rehearsal" && !facts.hasRehearsed) return "optional";
  return "done";
}

const isReadyForSeal = (facts: ReadinessFacts): boolean =>
  READINESS_STEPS.slice(0, READINESS_STEPS.indexOf("seal")).every(
    (step) => MISSING[step](facts).length === 0,
  );

/** A gap about some names; none when there are none. */
const gap = (what: GapKind, of: readonly string[]): readonly ReadinessGap[] =>
  of.length > 0 ? [{ what, of }] : [];

type Gaps = (facts: ReadinessFacts) => readonly ReadinessGap[];

const tooSmall: Gaps = ({ units }) =>
  gap(
    "too-few",
    units.filter(({ isTooSmall }) => isTooSmall).map(({ name }) => name),
  );

const whose = (
  { polls }: ReadinessFacts,
  wanted: (poll: ReadinessFacts["polls"][number]) => boolean,
): string[] => polls.filter(wanted).map(({ unit }) => unit);

const MISSING: Readonly<Record<ReadinessStep, Gaps>> = {
  units: ({ units }) => (units.length === 0 ? [{ what: "no-units", of: [] }] : []),
  roster: (facts) => {
    const { units, needsLeaders } = facts;
    if (units.length === 0) return [{ what: "no-units", of: [] }];
    const without = needsLeaders ? units.filter(({ leaders }) => leaders === 0).map(({ name }) => name) : [];
    return [
      ...(units.every(({ isTooSmall }) => isTooSmall) ? tooSmall(facts) : []),
      ...gap("no-leaders", without),
    ];
  },
  forms: ({ forms }) =>
    FORM_GAPS.flatMap((what) =>
      gap(
        what,
        forms.filter(({ misses }) => misses === what).map(({ title }) => title),
      ),
    ),
  scheme: ({ schemeMisses }) => (schemeMisses === null ? [] : [{ what: schemeMisses, of: [] }]),
  blocks: () => [],
  "set-up": ({ address }) => (address === null ? [{ what: "no-address", of: [] }] : []),
  rehearsal: ({ rehearsing }) => gap("rehearsing", rehearsing),
  seal: ({ isFrozen }) => (isFrozen ? [] : [{ what: "not-sealed", of: [] }]),
  tickets: (facts) =>
    gap(
      "not-printed",
      whose(facts, ({ state, bags, printed }) => RUNNING.includes(state) && printed < bags),
    ),
  open: (facts) =>
    gap(
      "not-open",
      whose(facts, ({ state }) => state === "sealed"),
    ),
};

const RUNNING: readonly PollState[] = ["sealed", "open", "paused"];

const NOTES: Readonly<Partial<Record<ReadinessStep, Gaps>>> = {
  roster: (facts) => [
    ...(facts.units.every(({ isTooSmall }) => isTooSmall) ? [] : tooSmall(facts)),
    ...(facts.needsLeaders
      ? gap(
          "no-principal",
          facts.units.filter((unit) => unit.leaders > 0 && unit.principals === 0).map(({ name }) => name),
        )
      : []),
  ],
  forms: ({ overlapping }) => gap("forms-overlap", overlapping),
  "set-up": ({ address, setUp }) => {
    if (address === null) return [];
    if (setUp === "online" && !address.startsWith("https://")) return [{ what: "not-https", of: [address] }];
    return isOwnAddress(address) ? [{ what: "own-address", of: [address] }] : [];
  },
};

/** Whether only the computer itself opens an address, as it is written in a browser. */
export const isOwnAddress = (address: string): boolean =>
  /^https?:\/\/(localhost|127\.|\[::1\])/.test(address);
