/**
 * The JSON answers of the office routes, as the console and scripts receive them. The presenters build them field by
 * field; no stored row goes out by itself. Codes stay codes: sentences are made in `web/text`.
 */
import type { Duty } from "../../core/access/duties.ts";
import type { Role } from "../../core/access/role.ts";
import type { InstrumentKind } from "../../core/definition/instrument.ts";
import type { Readiness } from "../../core/round/readiness.ts";
import type { KeyBits, PollState, RoundSpan, SetUp, Thresholds } from "../../core/round/round.ts";
import type { PosterFields } from "../../core/round/poster.ts";
import type { Wireless } from "../../core/round/wireless.ts";
import type { CategoryId } from "../../core/roster/unit.ts";
import type { UnitChange } from "../../core/roster/compare-units.ts";
import type { ImportFault } from "../../core/problem.ts";
import type { RoundCoverageAnswer } from "./answers-register.ts";

/** An exact number: rounded once for reading ("89.70"), and exact ("897/10", "90") for whoever recomputes. */
export interface Exact {
  readonly printed: string;
  readonly exact: string;
}

/** `POST /session`, `GET /session` */
export interface SessionAnswer {
  readonly name: string;
  readonly role: Role;
  /** What is open to this account under the profile of the installation. */
  readonly duties: readonly Duty[];
  /** Group whose units this account sees; null for the office. */
  readonly group: string | null;
  /** The first password must be changed before anything else is allowed. */
  readonly mustChange: boolean;
  /** A phone that shows codes must be bound before anything else is allowed. */
  readonly mustEnrol: boolean;
  /** Whether acts of two people take both people's codes. */
  readonly hasCodes: boolean;
}

/** `POST /second-factor`: shown this once, for the phone to take over. */
export interface EnrolmentAnswer {
  /** Base32. */
  readonly secret: string;
  /** Dark runs of the QR code that says the same, in modules; each is one module high. */
  readonly qr: {
    readonly size: number;
    readonly runs: readonly { readonly x: number; readonly y: number; readonly width: number }[];
  };
}

/** One line of `GET /rounds`. */
export interface RoundLine {
  readonly id: string;
  readonly title: string;
  readonly units: number;
  readonly closed: number;
}

/** `GET /definitions`: what a new round can be made of. */
export interface DefinitionsAnswer {
  /** One entry a version, the versions of a form beside each other: that of `surveys/` first, then as they were made. */
  readonly forms: readonly {
    readonly id: string;
    readonly version: string;
    /** Of `surveys/`; the others were made by the office. */
    readonly isShipped: boolean;
    readonly kind: InstrumentKind;
    readonly title: string;
    readonly shortTitle: string;
    /** Optional questions (选用) that a round may include. */
    readonly optional: readonly { readonly item: string; readonly title: string }[];
  }[];
  readonly schemes: readonly {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    /** Ids of the forms it takes something from. */
    readonly forms: readonly string[];
  }[];
}

/** Body of `POST /rounds`. With the id of a round that is not sealed yet, its settings are replaced. */
export interface RoundSettings {
  readonly id?: string;
  readonly title: string;
  readonly authority: string;
  readonly setUp: SetUp;
  /** Of a round on site; absent: none. */
  readonly wireless?: Wireless | undefined;
  readonly period: string;
  /** Fills {{反馈日期}}; needed by forms that ask for it. */
  readonly feedbackDate?: string | undefined;
  readonly openUntil: string;
  readonly contactPhone: string;
  /** 公示地点 of a round on site; absent or "": the unit's own notice board. */
  readonly listPlace?: string | undefined;
  /** Absent: posters say nothing but the telephone. */
  readonly poster?: PosterFields | undefined;
  readonly scheme: string;
  /** The group confirms its judgement before it may see scores. */
  readonly judgesFirst?: boolean | undefined;
  /** Forms about the unit are cut into blocks of five and more; absent: of ten. */
  readonly smallBlocks?: boolean | undefined;
  /** Absent: 2048. */
  readonly keyBits?: KeyBits | undefined;
  readonly forms: readonly {
    readonly instrument: string;
    /** Absent: the form of `surveys/`, or else the newest of the office's own. */
    readonly version?: string;
    readonly categories: readonly CategoryId[];
    readonly include: readonly string[];
  }[];
  /** Outside categories that answer by an open link instead of tickets. */
  readonly openCategories?: readonly CategoryId[];
}

/** `GET /rounds/:round`, `POST /rounds`, `POST /rounds/:round/seal` */
export interface RoundAnswer {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  readonly setUp: SetUp;
  /** What the office prints on slips; null when none is set, and for everybody else. */
  readonly wireless: Wireless | null;
  readonly period: string;
  /** "" when not set. */
  readonly feedbackDate: string;
  /** Days of the whole round, 2026-09-01; "" = not typed. */
  readonly span: RoundSpan;
  readonly openUntil: string;
  readonly contactPhone: string;
  /** "" when not set. */
  readonly listPlace: string;
  readonly poster: PosterFields;
  readonly thresholds: Thresholds;
  readonly scheme: { readonly id: string; readonly version: string; readonly title: string };
  readonly judgesFirst: boolean;
  readonly smallBlocks: boolean;
  readonly keyBits: KeyBits;
  readonly forms: readonly {
    readonly instrument: string;
    /** Null when the version is no longer in the library. */
    readonly version: string | null;
    /** The version that was chosen and is gone; null while it is there. */
    readonly goneVersion: string | null;
    readonly title: string;
    readonly shortTitle: string;
    readonly categories: readonly CategoryId[];
    readonly include: readonly string[];
  }[];
  readonly openCategories: readonly CategoryId[];
  /** Sealed: forms, scheme, roster and blocks can no longer change. */
  readonly isFrozen: boolean;
  /** It came in a task parcel: settings and roster stay as they are. */
  readonly isFixed: boolean;
  /** 归档: nothing of it is decided any more. */
  readonly isArchived: boolean;
  /** The address printed into QR codes; null until sealed or when none is set. */
  readonly address: string | null;
  /** Only the units the account may see, by group, then unit type, then roster order. */
  readonly units: readonly UnitRow[];
}

export interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly unitType: string;
  readonly group: string;
  /** Id of the unit above it; null = none. */
  readonly parent: string | null;
  /** Own people; outside raters stand in `categories` only. */
  readonly eligible: number;
  readonly leaders: number;
  readonly categories: readonly {
    readonly id: CategoryId;
    readonly name: string;
    readonly eligible: number;
    readonly isOutside: boolean;
  }[];
  /** Null before `seal`. */
  readonly poll: string | null;
  readonly state: PollState;
  readonly turnout: Turnout | null;
  /** Until when people are told that it is open: as the round says unless it was extended; "" when not set. */
  readonly openUntil: string;
  /** 计票组 per form, after `seal`; [] before. */
  readonly forms: readonly {
    readonly instrument: string;
    readonly shortTitle: string;
    readonly blocks: readonly { readonly id: string; readonly name: string; readonly eligible: number }[];
  }[];
  /** 票袋, after `seal`; [] before. */
  readonly batches: readonly BatchRow[];
  /** 开放二维码, after `seal`; [] before and when there is none. */
  readonly links: readonly { readonly id: string; readonly name: string }[];
}

export interface BatchRow {
  readonly id: string;
  readonly name: string;
  readonly eligible: number;
  /** Tickets minted so far; a sheet is made once and never again. */
  readonly minted: number;
  /** Instruments that one person of this bag fills in. */
  readonly forms: readonly string[];
}

/** While open: 5·⌊n/5⌋ and two states; after close: the exact number. Null before opening. */
export type Turnout =
  | {
      readonly step: number;
      /** Paper is among them, stepped apart: up to eight more may stand behind `step`, not four. */
      readonly hasPaper: boolean;
      /** 已达参评线 */
      readonly reached: boolean;
      /** 已全部收回 */
      readonly complete: boolean;
      readonly eligible: number;
    }
  | { readonly returned: number; readonly eligible: number };

/** `GET /rounds/:round/readiness` */
export interface ReadinessAnswer extends Readiness {
  /** How each unit would be cut into blocks as things stand; [] once sealed and for units that are too small. */
  readonly plans: readonly Pick<UnitRow, "id" | "name" | "forms">[];
}

/** `POST /rounds/:round/roster`; 422 `roster.invalid` carries the faults instead. */
export interface RosterAnswer {
  readonly units: number;
  readonly leaders: number;
  readonly eligible: number;
  /** What the office should look at; it did not stop the import. */
  readonly warnings: readonly ImportFault[];
}

/** What an import would change of one unit, in the previews of the 评估 table and of the 台账. */
export interface UnitChangesAnswer {
  readonly unit: string;
  /** "" = nothing stands there; none: everything stands there already. */
  readonly changes: readonly { readonly title: string; readonly from: string; readonly to: string }[];
}

/** `POST /rounds/:round/roster/preview`: what an import would take over; 422 `roster.invalid` as for the import. */
export interface RosterPreviewAnswer extends RosterAnswer {
  /** In the order of the file. */
  readonly rows: readonly (Pick<
    UnitRow,
    "id" | "name" | "unitType" | "group" | "eligible" | "leaders" | "categories"
  > & {
    readonly change: UnitChange;
  })[];
  /** Names of units that are there now and would go. */
  readonly gone: readonly string[];
  /** How the units of the file stand in the term of the round, by their ids in `rows`. */
  readonly coverage: RoundCoverageAnswer;
}

/** `POST /polls/:poll/open` · `/pause` · `/resume` · `/close` */
export interface PollStateAnswer {
  readonly state: PollState;
}

/** Part of the body of every act that takes two people: the acting person's own password once more, and the other's. */
export interface TwoPeople {
  readonly own: string;
  /** Codes of both phones, where the profile asks for them. */
  readonly ownCode?: string;
  readonly second: { readonly name: string; readonly password: string; readonly code?: string };
}
