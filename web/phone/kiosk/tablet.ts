/**
 * The tablet's acts for pages that phones show as well: nothing on a phone. `tend-tablet.ts`, which only a tablet loads,
 * fills them in.
 */
interface Tablet {
  /** 离开 stands on every page but the one where nobody has begun. */
  offerLeaving: (isOffered: boolean) => void;
  /** Empties the page and loads it again. */
  clear: () => void;
}

export const tablet: Tablet = { offerLeaving: () => {}, clear: () => {} };
