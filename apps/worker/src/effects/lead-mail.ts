import { buildMail, type LeadFrame, MailPartError, rewriteLinks } from '@ripen/connectors';
import { EVERY_PURPOSE, mailContext, mailSenderName, SIGNED_LINKS } from '@ripen/contracts';
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
    preferencesUrl: links.preferences,
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
  const body = withTracking(dependencies, claimed, rendered, links);
  try {
    const mail = await buildMail({
      kind: 'lead',
      frame,
      oneClickUrl: links.unsubscribe,
      ...returnAddresses(dependencies, claimed, settings.returnDomain),
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
  readonly preferences: string;
  readonly confirm?: string;
  readonly deliver?: string;
}

function linksOf(
  { signer, publicUrl }: EffectDependencies,
  { leadId, submissionId, purpose, needsConsent }: ClaimedMail,
): OwnLinks {
  const url = (purpose: keyof typeof SIGNED_LINKS, payload: string[]): string =>
    `${publicUrl}${SIGNED_LINKS[purpose].path}${signer.sign(purpose, payload)}`;
  // An answer goes out without consent: who does not want even that wants nothing.
  const unsubscribe = url('unsubscribe', [leadId, needsConsent ? purpose : EVERY_PURPOSE]);
  const preferences = url('preferences', [leadId]);
  if (submissionId === null) return { unsubscribe, preferences };
  return { unsubscribe, preferences, confirm: url('confirm', [submissionId]), deliver: url('deliver', [submissionId]) };
}

/** Addresses that lead reports and unsubscribes back to this mail, where something of ours receives them. */
function returnAddresses(
  { returnAddresses: signed, ownMailbox, publicUrl }: EffectDependencies,
  { effectId }: ClaimedMail,
  domain: string | null,
): { returnAddress?: string; unsubscribeAddress?: string } {
  const host = domain ?? (ownMailbox ? hostOf(publicUrl) : null);
  if (host === null) return {};
  return {
    returnAddress: `${signed.sign('bounce', effectId)}@${host}`,
    unsubscribeAddress: `${signed.sign('unsubscribe', effectId)}@${host}`,
  };
}

/** Every link counts but our own, which are for this person alone. */
function withTracking(
  dependencies: EffectDependencies,
  claimed: ClaimedMail,
  { html, text }: { readonly html: string; readonly text: string },
  links: OwnLinks,
): { html: string; text: string } {
  const own = new Set<string>(Object.values(links));
  return rewriteLinks(html, text, (url, index) => (own.has(url) ? null : tracked(dependencies, claimed, url, index)));
}

function tracked(
  { signer, publicUrl }: EffectDependencies,
  { effectId }: ClaimedMail,
  url: string,
  index: number,
): string {
  return `${publicUrl}${SIGNED_LINKS.click.path}${signer.sign('click', [effectId, String(index), url])}`;
}
