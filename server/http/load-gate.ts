/** Requests handled before the event loop looks again who has come. */
const SLICE = 64;
/** How long the event loop goes on letting people in, with those inside standing still. */
const LET_IN_MS_MAX = 20;
/** Nobody is put into a line in which he would stand longer, */
const WAIT_MS_MAX = 500;
/** unless there are no more than these in it: a machine that stood still for a moment is no crowd. */
const FEW = 100;
/** Handled in a millisecond, until it has been seen; and how much each slice says about it. */
const [AT_FIRST, SAYS] = [0.5, 0.3];
/** What is believed at the least of a machine that seems to stand still, and at the most: sending away takes time too. */
const [LEAST, MOST] = [0.1, 1];

/** A request of which only the head has been read. */
export interface Asker {
  /** Handles it. */
  enter(): void;
  /** Answers that it cannot be taken now, and when to come back. */
  sendAway(): void;
  /** Whether there is still somebody to answer. */
  isThere(): boolean;
}

/**
 * Bounds how long people wait when more ask than can be answered.
 *
 * A turn of the event loop lets in one new connection, whatever else is done in it. A server that handles each request as
 * soon as it is read so leaves a crowd in the kernel's line, where nobody sees how long it stands. Here who comes is put
 * into a line of our own and others are let in first; then a slice of the line is handled, who came first before the
 * others. Whoever would wait longer than `WAIT_MS_MAX`, by how fast the slices before went, is sent away at once, before
 * anything of the request is read. What stands in line is work, not open connections: a slow one holds up nobody.
 */
export class LoadGate {
  private readonly line: Asker[] = [];
  private perMs = AT_FIRST;
  private hasComeInTurn = false;
  private lettingInSinceMs = 0;
  /** When the slice before began; null when it did not fill, which says nothing of how fast it could have gone. */
  private fullSinceMs: number | null = null;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Handles a request in one of the next turns of the event loop, or sends it away now. */
  ask(asker: Asker): void {
    this.hasComeInTurn = true;
    if (this.line.length >= Math.max(FEW, this.perMs * WAIT_MS_MAX)) return asker.sendAway();
    this.line.push(asker);
    if (this.line.length > 1) return;
    this.lettingInSinceMs = this.nowMs();
    setImmediate(this.turn);
  }

  private readonly turn = (): void => {
    const now = this.nowMs();
    const isLettingIn = this.hasComeInTurn && now - this.lettingInSinceMs < LET_IN_MS_MAX;
    this.hasComeInTurn = false;
    if (!isLettingIn) {
      this.learn(now);
      for (const asker of this.line.splice(0, SLICE)) if (asker.isThere()) asker.enter();
      this.lettingInSinceMs = this.nowMs();
    }
    if (this.line.length > 0) setImmediate(this.turn);
  };

  /** What handling the slice before has told, with the letting in that followed. */
  private learn(now: number): void {
    const isFull = this.line.length >= SLICE;
    if (this.fullSinceMs !== null) {
      const seen = Math.min(MOST, Math.max(LEAST, SLICE / (now - this.fullSinceMs)));
      this.perMs += SAYS * (seen - this.perMs);
    }
    this.fullSinceMs = isFull ? now : null;
  }
}
