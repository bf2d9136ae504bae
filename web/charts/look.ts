/** The colours and fonts a chart is drawn with. Charts get them as values, so that drawing is a pure function. */
export interface Look {
  readonly font: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly surface: string;
  readonly brand: string;
  /** Best to worst. */
  readonly levels: readonly string[];
  readonly onLevels: readonly string[];
  /** 不了解, 未填: hatched, outside the base. */
  readonly outside: string;
}

/** Reads the tokens as they are now; call again when the theme changes. Needs a document. */
export function readLook(): Look {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const levels = [1, 2, 3, 4] as const;
  return {
    font: token("font"),
    ink: token("ink"),
    ink2: token("ink-2"),
    ink3: token("ink-3"),
    line: token("line"),
    surface: token("surface"),
    brand: token("brand"),
    levels: levels.map((level) => token(`lv-${level}`)),
    onLevels: levels.map((level) => token(`on-lv-${level}`)),
    outside: token("lv-0"),
  };
}
