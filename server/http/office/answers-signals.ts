/** 建议进一步了解的方面 of one unit, in `GET /polls/:poll/results`; numbers as printed. In no export. */
export type SignalAnswer =
  | {
      readonly kind: "low-item";
      readonly form: string;
      readonly title: string;
      readonly score: string;
      /** Of its form. */
      readonly mean: string;
    }
  | {
      readonly kind: "problem";
      readonly form: string;
      readonly title: string;
      readonly percent: string;
      /** 突出, else 关注 */
      readonly isProminent: boolean;
    }
  | {
      readonly kind: "disagreement";
      readonly form: string;
      readonly title: string;
      readonly low: { readonly block: string; readonly mean: string };
      readonly high: { readonly block: string; readonly mean: string };
    }
  | { readonly kind: "low-turnout"; readonly percent: string }
  /** Tenths of the ballots, from 3, 5 or 8 on, that must be so by the tables; 0 = fewer. */
  | {
      readonly kind: "patterns";
      readonly form: string;
      readonly straightLinedTenths: number;
      readonly alikeTenths: number;
    };
