import type { Migrations, SqlTypes } from "./sql-types.ts";

/**
 * The office store, one list of statements per version, append-only. JSON columns hold
 * canonical text; times are ISO 8601 UTC text; booleans are 0 or 1.
 */
export const officeMigrations = ({ text }: SqlTypes): Migrations => [
  [
    `create table rounds (
       id ${text} primary key not null,
       round ${text} not null,
       frozen ${text}
     )`,
    `create table units (
       round ${text} not null references rounds (id),
       id ${text} not null,
       position integer not null,
       unit ${text} not null,
       primary key (round, id)
     )`,
    `create table polls (
       id ${text} primary key not null,
       round ${text} not null references rounds (id),
       unit ${text} not null,
       state ${text} not null,
       plan ${text},
       opened_at_utc ${text},
       closing_ends_at_utc ${text},
       closed_at_utc ${text},
       closed_digest ${text}
     )`,
    `create index polls_by_round on polls (round)`,
    `create index polls_by_state on polls (state)`,
    `create table forms (
       digest ${text} primary key not null,
       form ${text} not null
     )`,
    `create table assessments (
       round ${text} not null,
       unit ${text} not null,
       assessment ${text} not null,
       primary key (round, unit)
     )`,
    `create table accounts (
       id ${text} primary key not null,
       name ${text} not null unique,
       role ${text} not null,
       unit_group ${text},
       password_hash ${text} not null,
       must_change integer not null
     )`,
    `create table sessions (
       token_hash ${text} primary key not null,
       account ${text} not null references accounts (id) on delete cascade,
       started_at_utc ${text} not null,
       seen_at_utc ${text} not null
     )`,
    `create index sessions_by_account on sessions (account)`,
    `create table audit (
       sequence integer primary key not null,
       at_utc ${text} not null,
       who ${text} not null,
       act ${text} not null,
       about ${text} not null,
       detail ${text} not null,
       digest ${text} not null
     )`,
  ],
  [
    `create table roll_sheets (
       poll ${text} primary key not null,
       sheet ${text} not null
     )`,
    `alter table polls add column is_rehearsal integer not null default 0`,
  ],
  [
    `create table own_forms (
       id ${text} not null,
       version ${text} not null,
       digest ${text} not null,
       definition ${text} not null,
       made_at_utc ${text} not null,
       made_by ${text} not null,
       primary key (id, version)
     )`,
  ],
  [
    `create table reviews (
       round ${text} not null,
       unit ${text} not null,
       sequence integer not null,
       entry ${text} not null,
       primary key (round, unit, sequence)
     )`,
    // Grades stood in the assessment; nothing could enter them yet, so they are empty everywhere.
    `update assessments set assessment =
       replace(replace(assessment, '"approvedGrade":null,', ''), '"proposedGrade":null,', '')`,
  ],
  [
    `create table profile (
       name ${text} primary key not null,
       is_on integer not null
     )`,
  ],
  [
    `create table paper_sessions (
       id ${text} primary key not null,
       poll ${text} not null,
       batch ${text} not null,
       instrument ${text} not null,
       sheets integer not null,
       signed ${text}
     )`,
    `create index paper_sessions_by_poll on paper_sessions (poll)`,
    `create table paper_keyings (
       session ${text} not null,
       account ${text} not null,
       sheets ${text} not null,
       is_done integer not null,
       primary key (session, account)
     )`,
  ],
  [`alter table polls add column open_until ${text}`],
  [
    `alter table paper_sessions add column comparisons integer not null default 0`,
    `alter table paper_sessions add column differences ${text} not null default '[]'`,
    `alter table paper_sessions add column left_by ${text} not null default '[]'`,
    `alter table paper_sessions add column erasing ${text}`,
  ],
  [
    `create table second_factors (
       account ${text} primary key not null references accounts (id) on delete cascade,
       secret ${text} not null,
       is_confirmed integer not null,
       last_step integer
     )`,
  ],
  [
    `create table own_schemes (
       id ${text} primary key not null,
       digest ${text} not null,
       scheme ${text} not null,
       made_at_utc ${text} not null,
       made_by ${text} not null
     )`,
  ],
  [
    `create table register_lines (
       position integer primary key not null,
       line ${text} not null
     )`,
  ],
  [`alter table polls add column replaced_by ${text}`],
  [`alter table sessions add column has_closed integer not null default 0`],
  [
    `create table wireless_networks (
       round ${text} primary key not null,
       name ${text} not null,
       password ${text} not null
     )`,
  ],
  [`alter table rounds add column changes integer not null default 0`],
  [`alter table rounds add column span ${text}`],
  [`alter table rounds add column archived_at_utc ${text}`],
  [
    `create table trusted_installations (
       fingerprint ${text} primary key not null,
       name ${text} not null,
       trusted_at_utc ${text} not null,
       revoked_at_utc ${text},
       revoked_reason ${text}
     )`,
  ],
  [`alter table polls add column changes integer not null default 0`],
  [
    `create table parcels (
       id ${text} primary key not null,
       kind ${text} not null,
       is_incoming integer not null,
       round ${text} not null,
       unit_group ${text} not null,
       edition integer not null,
       other ${text} not null,
       manifest ${text} not null,
       signature ${text} not null,
       units ${text} not null,
       audit ${text},
       at_utc ${text} not null
     )`,
    `create index parcels_by_round on parcels (round)`,
  ],
  [
    `create table leases (
       job ${text} primary key not null,
       owner ${text} not null,
       ends_at_utc ${text} not null
     )`,
  ],
  [
    `create table kept_parcels (
       id ${text} primary key not null,
       kind ${text} not null,
       is_incoming integer not null,
       signer ${text} not null,
       manifest ${text} not null,
       signature ${text} not null,
       parts ${text} not null,
       at_utc ${text} not null
     )`,
  ],
  [
    `create table volumes (
       id ${text} primary key not null,
       round ${text} not null,
       place ${text} not null,
       sheet ${text} not null,
       files integer not null,
       bytes bigint not null,
       made_at_utc ${text} not null,
       made_by ${text} not null
     )`,
    `create index volumes_by_round on volumes (round)`,
  ],
  [`alter table rounds add column keep_days integer`, `alter table rounds add column destruction ${text}`],
  [
    `alter table trusted_installations add column is_city integer not null default 0`,
    // Whose templates were taken before this was asked is the city of this county.
    `update trusted_installations set is_city = 1 where fingerprint in
       (select signer from kept_parcels where kind = 'template' and is_incoming = 1)`,
  ],
  [`alter table rounds add column brought ${text}`],
  [`create index audit_by_about on audit (about, act)`],
];
