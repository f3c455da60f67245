import {
  type Mailer,
  type OutgoingMail,
  type ReturnAddresses,
  type Signer,
  type TemplateRenderer,
} from '@ripen/connectors';
import { type Claimed, type EffectOutcome, type LoopContext, type MailSettings, markData } from '@ripen/persistence';
import type { Pool } from 'pg';
import { composeLeadMail } from './lead-mail';
import { composeNoticeMail } from './notice-mail';
import { outcomeOf } from './outcome';

export interface EffectDependencies {
  readonly pool: Pool;
  readonly context: LoopContext;
  readonly mailer: Mailer;
  readonly templates: TemplateRenderer;
  readonly signer: Signer;
  readonly returnAddresses: ReturnAddresses;
  /** Whether mails go to the built-in mailbox, which takes reports as well. */
  readonly ownMailbox: boolean;
  readonly publicUrl: string;
  /** The envelope's sender where the workspace names none: `MAIL_FROM`. */
  readonly fallbackFrom: string | null;
  readonly settings: () => Promise<MailSettings>;
}

/** A finished mail, or the code why there is none. */
export type Composed =
  { readonly ok: true; readonly mail: OutgoingMail } | { readonly ok: false; readonly code: string };

/** A text that takes too long on a machine that has caught its breath takes too long. */
const TEMPLATE_TRIES = 3;

/** Carries out claimed effects: composes the mail and hands it to the server, marking the moment before its body goes out. */
export function createPerformer(dependencies: EffectDependencies): (claimed: Claimed) => Promise<EffectOutcome> {
  return async (claimed) => {
    const composed =
      claimed.kind === 'send_email'
        ? await composeLeadMail(dependencies, claimed)
        : await composeNoticeMail(dependencies, claimed);
    // The renderer's limit is wall-clock time: on a machine that stands still for a moment it says nothing about the text.
    if (!composed.ok && composed.code === 'template_timeout')
      return { outcome: 'retry', code: composed.code, afterMs: null, most: TEMPLATE_TRIES };
    if (!composed.ok) return { outcome: 'failed', code: composed.code };
    const result = await dependencies.mailer.send(composed.mail, {
      beforeData: () => markData(dependencies.pool, claimed, dependencies.context),
    });
    return outcomeOf(result, claimed.kind === 'send_email' ? claimed.to.email : null);
  };
}

/** The host of the public address: the right side of every Message-ID. */
export function hostOf(publicUrl: string): string {
  return new URL(publicUrl).hostname;
}
