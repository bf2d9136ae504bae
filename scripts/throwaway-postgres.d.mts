export interface ThrowawayPostgres {
  /** Its folder of data. */
  readonly cluster: string;
  /** The folder of its socket. */
  readonly sockets: string;
  readonly url: string;
  readonly program: string;
  readonly account: { readonly uid?: number; readonly gid?: number };
  readonly restart: readonly string[];
  stop(): void;
  start(): void;
  promote(): void;
}

export function postgresPrograms(): string;
export function postgresAccount(): { readonly uid?: number; readonly gid?: number };
export function startPostgres(folder: string, name: string): ThrowawayPostgres;
export function startStandby(server: ThrowawayPostgres, folder: string, name: string): ThrowawayPostgres;
