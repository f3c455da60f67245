import { LANGUAGES, MARKETING, PURPOSE_KEY, TRANSACTIONAL } from '@ripen/domain';
import { z } from 'zod';
import { finding, type Finding, type LintContext } from '../lint/problem';
import { NO_NEEDS } from '../needs';
import { defineNode, neededPort, type NodeStep, optionalPort, pass, type Situation } from './node-kind';

const mailTextSchema = z.object({
  subject: z.string().max(300).default(''),
  body: z.string().max(100_000).default(''),
});
const EMPTY = { subject: '', body: '' };

/** One mail in both languages. Subject and body are Liquid; the body also takes paragraphs, bold, links and lists. */
export const sendEmailConfigSchema = z.object({
  /** `submission`: the address that was typed into the form, before anybody confirmed it. */
  to: z.enum(['lead', 'submission']).default('lead'),
  /** The key of a purpose. `transactional` and its like answer something the person asked for and need no consent; suppression is honoured all the same. */
  purpose: z.string().regex(PURPOSE_KEY).default(MARKETING),
  content: z
    .object({ de: mailTextSchema.default(EMPTY), en: mailTextSchema.default(EMPTY) })
    .default({ de: EMPTY, en: EMPTY }),
  /** Where a crash made the outcome unknown: go on as if sent, or rest until a person decided. */
  onUnknown: z.enum(['go_on', 'ask']).default('go_on'),
});
export type SendEmailConfig = z.infer<typeof sendEmailConfigSchema>;

/** The step of a mail in its effect's key (subject : visit : step). */
export const SEND_STEP = 'send';

export const sendEmailNode = defineNode<'send_email', SendEmailConfig>({
  kind: 'send_email',
  family: 'message',
  acts: true,
  waits: false,
  schema: sendEmailConfigSchema,
  defaults: { to: 'lead', purpose: MARKETING, content: { de: EMPTY, en: EMPTY }, onUnknown: 'go_on' },
  ports: () => [neededPort('sent'), optionalPort('failed')],
  lint,
  needs: () => NO_NEEDS,
  decide,
  describe: ({ to, purpose, content }, language) => {
    const subject = content[language].subject || { de: '(ohne Betreff)', en: '(no subject)' }[language];
    const receiver =
      to === 'submission'
        ? { de: ' an die Adresse aus dem Formular', en: ' to the address in the form' }[language]
        : '';
    const basis = purpose === TRANSACTIONAL ? { de: ' (ohne Werbung)', en: ' (not advertising)' }[language] : '';
    return { de: `Sendet „${subject}“${receiver}${basis}`, en: `Sends “${subject}”${receiver}${basis}` }[language];
  },
});

function lint({ to, purpose, content }: SendEmailConfig, { purposes }: LintContext): readonly Finding[] {
  const findings: Finding[] = [];
  for (const language of LANGUAGES) {
    for (const part of ['subject', 'body'] as const) {
      if (content[language][part].trim() === '')
        findings.push(finding('error', `empty_${part}`, `content.${language}.${part}`, { language }));
    }
  }
  const known = purposes?.find(({ key }) => key === purpose);
  if (purposes && !known?.mail) findings.push(finding('error', 'unknown_purpose', 'purpose'));
  if (to === 'submission' && (known?.needsConsent ?? purpose !== TRANSACTIONAL))
    findings.push(finding('error', 'marketing_to_submission', 'purpose'));
  return findings;
}

function decide({ to, purpose, onUnknown }: SendEmailConfig, { state, effect }: Situation): NodeStep {
  if (effect === null) {
    if (to === 'submission' && state.submissionId === null) return failed('failed', 'no_submission');
    return { step: 'act', effect: { step: SEND_STEP, kind: 'send_email', purpose }, why: { purpose, to } };
  }
  const why = { effectId: effect.id, code: effect.code };
  switch (effect.state) {
    case 'sent':
      return pass('sent', 'sent', { why });
    case 'unknown':
      return onUnknown === 'go_on' ? pass('sent', 'unknown', { why }) : { step: 'stay' };
    case 'failed':
    case 'dropped':
      return failed(effect.state, effect.code, effect.id);
    case 'planned':
    case 'sending':
    // Whoever cancelled it has decided, or decides, what becomes of the enrollment.
    case 'cancelled':
      return { step: 'stay' };
  }
}

function failed(event: 'failed' | 'dropped', code: string | null, effectId: string | null = null): NodeStep {
  return pass('failed', event, { why: { effectId, code }, endReason: code });
}
