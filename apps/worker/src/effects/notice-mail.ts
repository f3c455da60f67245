import { buildMail, MailPartError, type TemplateValue } from '@ripen/connectors';
import { noticeTemplate } from '@ripen/handoff';
import type { SlaClock } from '@ripen/domain';
import { SLA_CLOCKS } from '@ripen/domain';
import type { ClaimedNotice, MailSettings } from '@ripen/persistence';
import { type Composed, type EffectDependencies, hostOf } from './perform';

/** Tells a rep or a manager about a handoff, in their language, with a link to it. */
export async function composeNoticeMail(dependencies: EffectDependencies, claimed: ClaimedNotice): Promise<Composed> {
  const settings = await dependencies.settings();
  const from = settings.sender?.email ?? dependencies.fallbackFrom;
  if (from === null) return { ok: false, code: 'no_sender' };
  const { language } = claimed.to;
  const template = noticeTemplate(claimed.notice, clockOf(claimed), language);
  const rendered = await dependencies.templates.render({
    ...template,
    variables: variablesOf(dependencies, claimed, settings),
    language,
    frame: { kind: 'user', senderName: 'Ripen', imprint: settings.imprint },
  });
  if (!rendered.ok) return { ok: false, code: rendered.code };
  try {
    const { subject, html, text } = rendered;
    const mail = await buildMail({
      kind: 'user',
      from: { address: from, name: 'Ripen' },
      to: { address: claimed.to.email, name: claimed.to.name },
      subject,
      html,
      text,
      language,
      effectKey: claimed.effectId,
      host: hostOf(dependencies.publicUrl),
      date: claimed.claimedAt,
    });
    return { ok: true, mail };
  } catch (error) {
    if (error instanceof MailPartError) return { ok: false, code: `mail_without_${error.part}` };
    throw error;
  }
}

function clockOf({ clock }: ClaimedNotice): SlaClock | null {
  return SLA_CLOCKS.find((known) => known === clock) ?? null;
}

function variablesOf(
  { publicUrl }: EffectDependencies,
  claimed: ClaimedNotice,
  settings: MailSettings,
): Record<string, TemplateValue> {
  const { to, lead, dueAt, handoffId } = claimed;
  const zone = to.zone ?? settings.zone;
  const due =
    dueAt === null
      ? null
      : new Intl.DateTimeFormat(to.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
          new Date(dueAt),
        );
  return {
    lead: { name: lead.name },
    company: { name: lead.companyName },
    cell: lead.cell,
    due,
    link: `${publicUrl}/worklist?handoff=${handoffId}`,
    user: { name: to.name },
  };
}
