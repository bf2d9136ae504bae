/**
 * Settings of a connection by which the server itself ends it, and gives its locks free, when its process hangs inside a
 * transaction, or when its machine is gone without a word: the network is asked after 10 s and given up after 25 s.
 * (A server without such questions, or a socket of the same machine, leaves out what it has not.)
 *
 * @param seconds for which a transaction may stand still between two statements
 */
export const endsWhenSilent = (seconds: number): string =>
  `set idle_in_transaction_session_timeout = '${seconds}s';
    set tcp_keepalives_idle = 10;
    set tcp_keepalives_interval = 5;
    set tcp_keepalives_count = 3`;
