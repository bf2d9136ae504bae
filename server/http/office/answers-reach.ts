/** `GET /reach`: addresses at which a phone may reach this server, and whether one did. */
export interface ReachAnswer {
  readonly addresses: readonly {
    /** "http://192.168.1.10:8080" */
    readonly address: string;
    /** It is the one that is printed into QR codes. */
    readonly isPrinted: boolean;
    /** What a phone opens: short enough to be typed. */
    readonly test: string;
    /** SVG */
    readonly qr: string;
    /** Times the test page was shown since the start of the server. */
    readonly opened: number;
  }[];
  /** No address is set to be printed. */
  readonly hasNoAddress: boolean;
}
