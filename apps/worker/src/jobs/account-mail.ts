import { buildMail, MailPartError } from '@ripen/connectors';
import { SIGNED_LINKS } from '@ripen/contracts';
import type { JobNext } from '@ripen/contracts/temporal';
import { type EpochMs, type Language, MINUTE } from '@ripen/domain';
import { inChunk, type Job, type JobRunner, type JobTools } from '@ripen/persistence';
import { z } from 'zod';
import { type Composed, type EffectDependencies, hostOf } from '../effects/perform';
import { ACCOUNT_TEXTS } from './account-texts';

interface AccountLink {
  readonly id: string;
  readonly kind: 'invitation' | 'reset';
  readonly expires_at: EpochMs;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
}

const stateSchema = z.object({ tries: z.number().int().default(0) });
const LINK_SQL = /* sql */ `
  SELECT l.id, l.kind, l.expires_at, u.name, u.email, u.language FROM account_link l JOIN app_user u ON u.id = l.user_id
  WHERE l.id = $1 AND l.mailed_at IS NULL AND l.expires_at > clock_timestamp() AND u.disabled_at IS NULL`;
const LONGEST_WAIT = 30 * MINUTE;

/**
 * Sends the mail of an invitation or a password reset, to one of our own people, in their language. It is tried until the link is over; a
 * worker that dies in between may send it twice, which opens nothing twice. The link's token is made here and kept nowhere.
 */
export function accountMailRunner(dependencies: EffectDependencies): JobRunner {
  return {
    kind: 'account_mail',
    work: async (job, tools) => {
      const { rows } = await tools.pool.query<AccountLink>(LINK_SQL, [job.subjectId]);
      const [link] = rows;
      // Used, replaced or over: nobody waits for this mail any more.
      if (link === undefined || job.cancelAsked) return end(job, tools, 'cancelled');
      const now = await tools.context.clock.now(tools.pool);
      const composed = await compose(dependencies, link, now);
      if (composed.ok) {
        const result = await dependencies.mailer.send(composed.mail);
        // After the body went out nobody can say; whoever did not get it asks again.
        if (result.outcome === 'sent' || result.outcome === 'uncertain') return end(job, tools, 'done');
        if (result.outcome === 'refused' && result.permanent) return end(job, tools, 'cancelled');
      }
      return tryLater(job, tools, now);
    },
  };
}

function end(job: Job, tools: JobTools, outcome: 'done' | 'cancelled'): Promise<JobNext> {
  return inChunk(tools, job.id, async (tx) => {
    if (outcome === 'done')
      await tx.query('UPDATE account_link SET mailed_at = clock_timestamp() WHERE id = $1', [job.subjectId]);
    return { do: 'done', outcome, done: outcome === 'done' ? 1 : 0 };
  });
}

function tryLater(job: Job, tools: JobTools, now: EpochMs): Promise<JobNext> {
  return inChunk(tools, job.id, async (_, current) => {
    const tries = stateSchema.parse(current.state).tries + 1;
    const wait = Math.min(2 ** Math.min(tries, 10) * 5_000, LONGEST_WAIT);
    return { do: 'wait', until: now + wait, state: { tries } };
  });
}

async function compose(dependencies: EffectDependencies, link: AccountLink, now: EpochMs): Promise<Composed> {
  const { publicUrl, signer, fallbackFrom, templates } = dependencies;
  const settings = await dependencies.settings();
  const from = settings.sender?.email ?? fallbackFrom;
  if (from === null) return { ok: false, code: 'no_sender' };
  const { language, kind } = link;
  const token = signer.sign(kind, [link.id], link.expires_at);
  const rendered = await templates.render({
    ...ACCOUNT_TEXTS[kind][language],
    variables: {
      user: { name: link.name },
      company: { name: settings.companyName },
      link: `${publicUrl}${SIGNED_LINKS[kind].path}${token}`,
    },
    language,
    frame: { kind: 'user', senderName: 'Ripen', imprint: settings.imprint },
  });
  if (!rendered.ok) return { ok: false, code: rendered.code };
  try {
    const { subject, html, text } = rendered;
    const mail = await buildMail({
      kind: 'user',
      from: { address: from, name: 'Ripen' },
      to: { address: link.email, name: link.name },
      subject,
      html,
      text,
      language,
      effectKey: link.id,
      host: hostOf(publicUrl),
      date: now,
    });
    return { ok: true, mail };
  } catch (error) {
    if (error instanceof MailPartError) return { ok: false, code: `mail_without_${error.part}` };
    throw error;
  }
}
