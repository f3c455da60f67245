/** One place in what was built, to be taken out in a copy. The text stands there exactly once. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** What keeps the promise, and which invariants see that it is gone. */
export interface Protection {
  readonly name: string;
  readonly sentence: string;
  readonly edits: readonly Edit[];
  /** At least one of these is violated without it. */
  readonly seenBy: readonly string[];
}

const EFFECTS = 'libs/persistence/dist/loop/effect.sql.js';
const INGEST = 'apps/api/dist/ingest';

/** `npm run chaos -- --short --without NAME` must find a violation: that is how these checks are checked. */
export const PROTECTIONS: readonly Protection[] = [
  {
    name: 'mark',
    sentence: 'A mark is committed before the first byte of a mail goes out.',
    edits: [
      {
        file: EFFECTS,
        from: 'SET data_at = coalesce(instant($3), clock_timestamp()) WHERE',
        to: 'SET attempt = attempt WHERE',
      },
    ],
    seenBy: ['no-mail-twice', 'cut-is-unknown'],
  },
  {
    name: 'lease',
    sentence: 'An attempt that is under way is not judged before its lease has run out.',
    edits: [
      {
        file: EFFECTS,
        from: "state = 'sending' AND lease_until <= instant($2)",
        to: "state = 'sending' AND $2::bigint > 0",
      },
    ],
    seenBy: ['unknown-was-cut', 'no-mail-twice'],
  },
  {
    name: 'dedupe',
    sentence: 'An event is told from its repetition by its message id.',
    edits: [{ file: `${INGEST}/event-mapper.js`, from: 'messageId: message.messageId ??', to: 'messageId: null ??' }],
    seenBy: ['acknowledged-is-stored'],
  },
  {
    name: 'commit-first',
    sentence: 'Events are acknowledged after their commit.',
    edits: [
      {
        file: `${INGEST}/ingest.service.js`,
        from: 'async take(messages, { receivedAt, sentAt }) {',
        to: 'async take(messages, came) { void this.takeLater(messages, came).catch(() => undefined); } async takeLater(messages, { receivedAt, sentAt }) {',
      },
    ],
    seenBy: ['acknowledged-is-stored'],
  },
  {
    name: 'outbox',
    sentence:
      'A poke leaves the outbox after Temporal has taken it, and the reconciler looks after those that were lost.',
    edits: [
      {
        file: 'apps/worker/dist/relay/relay.js',
        from: 'const settled = [];',
        to: 'const settled = []; await (0, _persistence.settlePokes)(this.options.pool, pokes.flatMap(({ ids }) => ids)); await new Promise((later) => setTimeout(later, 500));',
      },
      {
        file: 'libs/persistence/dist/loop/reconcile.sql.js',
        from: 'const OVERDUE_MS = 30_000',
        to: 'const OVERDUE_MS = 30_000_000',
      },
    ],
    seenBy: ['no-stuck-row'],
  },
  {
    name: 'listener',
    sentence: 'A database connection that dies is no reason to end.',
    edits: [
      {
        file: 'libs/persistence/dist/db/pool.js',
        from: "pool.on('connect', (client)=>client.on('error', ()=>undefined));",
        to: '',
      },
      { file: 'libs/persistence/dist/db/pool.js', from: "pool.on('error', ()=>undefined);", to: '' },
    ],
    seenBy: ['nothing-ended-by-itself'],
  },
  {
    name: 'due',
    sentence: 'A rung fires when it is due.',
    edits: [
      {
        file: 'libs/handoff/dist/clock.js',
        from: 'rung.firedAt === null && rung.due <= now);',
        to: 'rung.firedAt === null && rung.due <= now + 3000);',
      },
      {
        file: 'libs/handoff/dist/clock.js',
        from: 'rung.firedAt === null && rung.due <= now ?',
        to: 'rung.firedAt === null && rung.due <= now + 3000 ?',
      },
    ],
    seenBy: ['rung-never-early', 'no-stuck-row'],
  },
];
