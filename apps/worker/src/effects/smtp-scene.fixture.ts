import {
  createMailer,
  createReturnAddresses,
  createSigner,
  createTemplateRenderer,
  type MailerOptions,
} from '@ripen/connectors';
import { ScriptedSmtpServer, type Script } from '@ripen/connectors/scripted-smtp';
import type { Command } from '@ripen/domain';
import { finishTurn, type LoopContext, readMailSettings, takeTurn } from '@ripen/persistence';
import { BY_HAND, bornLead, chain, enrolled, MAIL, openStage, published, type Stage } from '@ripen/persistence/stage';
import type { Pool } from 'pg';
import { createPerformer, type EffectDependencies } from './perform';

const ONE_MAIL = chain(
  ['start', 'trigger', BY_HAND],
  ['mail', 'send_email', MAIL, 'sent'],
  ['end', 'exit', { reason: 'done' }],
);

/** What stands in the rows about one person's mail. */
export interface SeenEffect {
  readonly state: string;
  readonly code: string | null;
  readonly attempt: number;
  /** Milliseconds from the last refusal to the next try. */
  readonly pause: number | null;
}

/** The worker's way of sending on real tables and a scripted mail server, without Temporal: whoever tests is the workflow, and moves the clock. */
export interface SmtpScene {
  readonly stage: Stage;
  readonly server: ScriptedSmtpServer;
  script: Script;
  /** Milliseconds since 1970, ahead of the database's clock by as much as the test moved it. */
  now(): number;
  moveTo(instant: number): void;
  person(address: string): Promise<string>;
  /** Takes the person's next turn and carries out what it asks for. */
  turn(enrollmentId: string): Promise<Command>;
  /** Turns until nothing is due any more; answers the instant of the next try, null when the journey is over. */
  rest(enrollmentId: string): Promise<number | null>;
  effect(enrollmentId: string): Promise<SeenEffect>;
  suppressed(address: string): Promise<boolean>;
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function openSmtpScene(timeouts: MailerOptions['timeouts'] = {}): Promise<SmtpScene> {
  const stage = await openStage();
  const { pool } = stage;
  let server = await ScriptedSmtpServer.start();
  const mailer = createMailer({ url: server.url, timeouts });
  const templates = createTemplateRenderer();
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const context = { clock: { now: async () => now() } };
  const perform = performerOn(pool, { context, mailer, templates });
  const version = await published(pool, ONE_MAIL);

  const turn = turnOf(pool, perform, context);
  return {
    stage,
    get server() {
      return server;
    },
    get script() {
      return server.script;
    },
    set script(script) {
      server.script = script;
    },
    now,
    moveTo: (instant) => {
      ahead = Math.max(ahead, instant - Date.now());
    },
    person: async (address) => enrolled(pool, { ...version, leadId: await bornLead(pool, address), nodeId: 'start' }),
    turn,
    rest: (id) => restOf(() => turn(id), now),
    effect: (id) => effectOf(pool, id),
    suppressed: async (address) =>
      (await pool.query('SELECT FROM suppression WHERE address_hash = suppression_key($1)', [address])).rowCount === 1,
    goDown: () => server.stop(),
    comeBack: async () => {
      server = await ScriptedSmtpServer.start({}, server.port);
    },
    close: async () => {
      await Promise.all([mailer.close(), templates.close()]);
      await server.stop();
      await stage.close();
    },
  };
}

function turnOf(pool: Pool, perform: ReturnType<typeof createPerformer>, context: LoopContext) {
  return async (id: string): Promise<Command> => {
    const { rows } = await pool.query<{ turn: number }>('SELECT turn FROM enrollment WHERE id = $1', [id]);
    const request = { subject: 'enrollment', id, turn: (rows[0]?.turn ?? 0) + 1, watched: true } as const;
    const { reply, claimed } = await takeTurn(pool, request, context);
    if (claimed === null) return reply.command;
    const outcome = await perform(claimed);
    return (await finishTurn(pool, { subject: 'enrollment', id, claimed, outcome }, context)).command;
  };
}

async function restOf(turn: () => Promise<Command>, now: () => number): Promise<number | null> {
  for (;;) {
    const command = await turn();
    if (command.do === 'done') return null;
    const until = 'until' in command ? command.until : null;
    if (until === null) throw new Error(`nothing ends "${command.do}"`);
    if (until > now()) return until;
  }
}

async function effectOf(pool: Pool, id: string): Promise<SeenEffect> {
  const { rows } = await pool.query<SeenEffect>(
    'SELECT state, code, attempt, ms(not_before) - ms(refused_at) AS pause FROM effect WHERE subject_id = $1',
    [id],
  );
  if (!rows[0]) throw new Error('no mail was planned');
  return rows[0];
}

function performerOn(pool: Pool, means: Pick<EffectDependencies, 'context' | 'mailer' | 'templates'>) {
  return createPerformer({
    pool,
    ...means,
    signer: createSigner('a secret that only the tests know, 32+'),
    returnAddresses: createReturnAddresses('a secret that only the tests know, 32+'),
    ownMailbox: false,
    publicUrl: 'http://ripen.test',
    fallbackFrom: 'info@example.org',
    settings: async () => ({
      ...(await readMailSettings(pool)),
      imprint: 'Beispiel GmbH',
      companyName: 'Beispiel GmbH',
    }),
  });
}
