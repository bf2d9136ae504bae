/** The tables of the office store as Kysely sees them; see `migrations/office-migrations.ts`. */
export interface OfficeTables {
  rounds: {
    id: string;
    round: string;
    frozen: string | null;
    changes: number;
    span: string | null;
    archived_at_utc: string | null;
    keep_days: number | null;
    destruction: string | null;
    brought: string | null;
  };
  units: { round: string; id: string; position: number; unit: string };
  polls: {
    id: string;
    round: string;
    unit: string;
    state: string;
    plan: string | null;
    opened_at_utc: string | null;
    closing_ends_at_utc: string | null;
    closed_at_utc: string | null;
    closed_digest: string | null;
    is_rehearsal: number;
    open_until: string | null;
    replaced_by: string | null;
    changes: number;
  };
  paper_sessions: {
    id: string;
    poll: string;
    batch: string;
    instrument: string;
    sheets: number;
    signed: string | null;
    comparisons: number;
    differences: string;
    left_by: string;
    erasing: string | null;
  };
  paper_keyings: { session: string; account: string; sheets: string; is_done: number };
  roll_sheets: { poll: string; sheet: string };
  forms: { digest: string; form: string };
  own_forms: {
    id: string;
    version: string;
    digest: string;
    definition: string;
    made_at_utc: string;
    made_by: string;
  };
  own_schemes: { id: string; digest: string; scheme: string; made_at_utc: string; made_by: string };
  assessments: { round: string; unit: string; assessment: string };
  reviews: { round: string; unit: string; sequence: number; entry: string };
  accounts: {
    id: string;
    name: string;
    role: string;
    unit_group: string | null;
    password_hash: string;
    must_change: number;
  };
  second_factors: { account: string; secret: string; is_confirmed: number; last_step: number | null };
  profile: { name: string; is_on: number };
  wireless_networks: { round: string; name: string; password: string };
  trusted_installations: {
    fingerprint: string;
    name: string;
    trusted_at_utc: string;
    revoked_at_utc: string | null;
    revoked_reason: string | null;
    is_city: number;
  };
  parcels: {
    id: string;
    kind: string;
    is_incoming: number;
    round: string;
    unit_group: string;
    edition: number;
    other: string;
    manifest: string;
    signature: string;
    units: string;
    audit: string | null;
    at_utc: string;
  };
  kept_parcels: {
    id: string;
    kind: string;
    is_incoming: number;
    signer: string;
    manifest: string;
    signature: string;
    parts: string;
    at_utc: string;
  };
  volumes: {
    id: string;
    round: string;
    place: string;
    sheet: string;
    files: number;
    bytes: number;
    made_at_utc: string;
    made_by: string;
  };
  register_lines: { position: number; line: string };
  sessions: {
    token_hash: string;
    account: string;
    started_at_utc: string;
    seen_at_utc: string;
    has_closed: number;
  };
  audit: {
    sequence: number;
    at_utc: string;
    who: string;
    act: string;
    about: string;
    detail: string;
    digest: string;
  };
}
