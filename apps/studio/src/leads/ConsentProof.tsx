import { Button, CopyButton, Group, Modal } from '@mantine/core';
import type { ConsentShape, LeadDetail } from '@ripen/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language';
import classes from '../privacy/privacy.module.css';
import { usePurposeName } from '../privacy/use-purposes';
import { useZone } from '../session/session';
import { exactInstant } from '../ui/instant';
import { leadName } from './lead-words';
import { useVia } from './use-via';

interface ProofProps {
  readonly lead: LeadDetail;
  readonly consent: ConsentShape;
  readonly close: () => void;
}

/** When, where and to which wording the lead said yes or no: to read, to copy and to print. */
export function ConsentProof({ lead, consent, close }: ProofProps) {
  const { t } = useTranslation();
  const lines = useProofLines(lead, consent);
  const text = lines.map(([name, value]) => `${name}: ${value}`).join('\n');
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('consent.proof.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ProofList lines={lines} />
      <Group justify="flex-end" mt="md">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={() => print(t('consent.proof.title'), lines)}>
          {t('consent.proof.print')}
        </Button>
      </Group>
    </Modal>
  );
}

type Line = readonly [name: string, value: string];

function ProofList({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  return (
    <dl className={classes.proof}>
      {lines.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useProofLines(lead: LeadDetail, consent: ConsentShape): readonly Line[] {
  const { t } = useTranslation();
  const purposeName = usePurposeName();
  const via = useVia();
  const language = useLanguage();
  const zone = useZone();
  const exact = (at: number): string => exactInstant(at, { language, zone });
  const { wording, wordingVersion } = consent;
  const version = wordingVersion === null ? '' : ` (${t('consent.proof.wordingVersion', { version: wordingVersion })})`;
  const what = `${purposeName(consent.purpose)} · ${t(`words.channel.${consent.channel}`)} · ${t(`words.consentState.${consent.state}`)}`;
  return [
    [
      'Lead',
      [leadName(lead), lead.email]
        .filter((part, index, all) => part !== null && all.indexOf(part) === index)
        .join(', '),
    ],
    [t('leads.consent'), what],
    [t('consent.proof.said'), exact(consent.at)],
    [t('consent.proof.heard'), exact(consent.heardAt)],
    [t('consent.proof.where'), via(consent)],
    [
      t('consent.proof.wording'),
      wording === null
        ? t('consent.proof.noWording')
        : `${{ de: `„${wording}“`, en: `“${wording}”` }[language]}${version}`,
    ],
    [t('consent.proof.optIn'), consent.confirmedAt === null ? t('consent.proof.noOptIn') : exact(consent.confirmedAt)],
  ];
}

/** Only the proof is printed: it stands in a frame of its own that the browser prints and forgets. */
function print(title: string, lines: readonly Line[]): void {
  const frame = document.createElement('iframe');
  frame.style.display = 'none';
  document.body.append(frame);
  const page = frame.contentDocument;
  if (page === null) return frame.remove();
  page.title = title;
  const heading = page.createElement('h1');
  heading.textContent = title;
  const list = page.createElement('dl');
  for (const [name, value] of lines) {
    const term = page.createElement('dt');
    const said = page.createElement('dd');
    term.textContent = name;
    said.textContent = value;
    list.append(term, said);
  }
  page.body.append(heading, list);
  frame.contentWindow?.addEventListener('afterprint', () => frame.remove());
  frame.contentWindow?.print();
}
