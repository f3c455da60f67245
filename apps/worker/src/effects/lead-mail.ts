import { buildMail, type LeadFrame, MailPartError, rewriteLinks } from '@ripen/connectors';
import { mailContext, mailSenderName, SIGNED_LINKS } from '@ripen/contracts';
import type { ClaimedMail } from '@ripen/persistence';
import { type Composed, type EffectDependencies, hostOf } from './perform';

/** Renders a journey's mail for one lead, with tracked links, sender, imprint and one-click unsubscribe. */
export async function composeLeadMail(dependencies: EffectDependencies, claimed: ClaimedMail): Promise<Composed> {
  const settings = await dependencies.settings();
  const from = settings.sender?.email ?? dependencies.fallbackFrom;
  if (from === null) return { ok: false, code: 'no_sender' };
  const { language } = claimed.to;
  const links = linksOf(dependencies, claimed);
  const frame: LeadFrame = {
    kind: 'lead',
    senderName: mailSenderName(settings),
    imprint: settings.imprint,
    unsubscribeUrl: links.unsubscribe,
  };
  const rendered = await dependencies.templates.render({
    ...claimed.content[language],
    variables: mailContext({
      lead: claimed.to,
      companyName: claimed.to.companyName,
      offerTitle: claimed.offer?.title[language] ?? null,
      links,
      workspace: settings,
    }),
    language,
    frame,
  });
  if (!rendered.ok) return { ok: false, code: rendered.code };
  const own = new Set(Object.values(links));
  const body = rewriteLinks(rendered.html, rendered.text, (url, index) =>
    own.has(url) ? null : tracked(dependencies, claimed, url, index),
  );
  try {
    const mail = await buildMail({
      kind: 'lead',
      frame,
      oneClickUrl: links.unsubscribe,
      from: { address: from, name: mailSenderName(settings) },
      to: { address: claimed.to.email, name: fullName(claimed) },
      subject: rendered.subject,
      ...body,
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

function fullName({ to }: ClaimedMail): string | null {
  const name = [to.firstName, to.lastName].filter((part) => part !== null && part !== '').join(' ');
  return name === '' ? null : name;
}

interface OwnLinks {
  readonly unsubscribe: string;
  readonly confirm?: string;
  readonly deliver?: string;
}

function linksOf({ signer, publicUrl }: EffectDependencies, { leadId, submissionId }: ClaimedMail): OwnLinks {
  const url = (purpose: keyof typeof SIGNED_LINKS, payload: string[]): string =>
    `${publicUrl}${SIGNED_LINKS[purpose].path}${signer.sign(purpose, payload)}`;
  const unsubscribe = url('unsubscribe', [leadId]);
  if (submissionId === null) return { unsubscribe };
  return { unsubscribe, confirm: url('confirm', [submissionId]), deliver: url('deliver', [submissionId]) };
}

function tracked(
  { signer, publicUrl }: EffectDependencies,
  { effectId }: ClaimedMail,
  url: string,
  index: number,
): string {
  return `${publicUrl}${SIGNED_LINKS.click.path}${signer.sign('click', [effectId, String(index), url])}`;
}
