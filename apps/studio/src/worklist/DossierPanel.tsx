import { Anchor, Group, Text } from '@mantine/core';
import type { Dossier } from '@ripen/contracts';
import { IconArrowLeft, IconBulb, IconMail, IconPhone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { HandoffBadge } from '../leads/HandoffsPanel';
import { ClockRing } from '../ui/ClockRing';
import listDetail from '../ui/list-detail.module.css';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { CellBadge } from '../ui/stage';
import { Loaded, SkeletonRows } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { BantGrid } from './BantGrid';
import { DossierActions } from './DossierActions';
import classes from './worklist.module.css';

interface DossierPanelProps {
  readonly handoffId: string;
  /** The handoff has left the list. */
  readonly onClosed: () => void;
}

/** Everything a rep should know before calling, on one page. */
export function DossierPanel({ handoffId, onClosed }: DossierPanelProps) {
  const { t } = useTranslation();
  const dossier = useApi('getHandoff', { params: { id: handoffId } });
  return (
    <Panel flush>
      <Link to="/worklist" className={listDetail.back}>
        <IconArrowLeft size={16} aria-hidden /> {t('worklist.backToList')}
      </Link>
      <Loaded query={dossier} skeleton={<SkeletonRows rows={10} />}>
        {(data) => (
          <>
            <DossierHead dossier={data} />
            <DossierActions dossier={data} onClosed={onClosed} />
            <div className={classes.body}>
              <Opening dossier={data} />
              <Story dossier={data} />
              <Part title={t('worklist.bant')}>
                <BantGrid bant={data.bant} />
              </Part>
              <QuotePart dossier={data} />
              <Log dossier={data} />
            </div>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function DossierHead({ dossier }: { readonly dossier: Dossier }) {
  const { t } = useTranslation();
  const { lead, score } = dossier;
  const clock = dossier.clock ?? dossier.pool;
  return (
    <header className={classes.head}>
      <div className={classes.headLine}>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          {score === null ? null : <CellBadge cell={score.cell} stage={score.stage} large />}
          <div>
            <h2 className={classes.name}>
              <Link to="/leads/$leadId" params={{ leadId: lead.id }}>
                {lead.displayName ?? t('common.anonymous')}
              </Link>
            </h2>
            <Text size="sm" c="dimmed">
              {[lead.position, lead.companyName].filter(Boolean).join(' · ')}
            </Text>
          </div>
        </Group>
        <Group gap="xs" justify="flex-end">
          {clock === null ? null : <ClockRing clock={clock} />}
          <HandoffBadge handoff={dossier} />
        </Group>
      </div>
      <Group gap="lg" mt="sm">
        {lead.phone === null ? null : (
          <Anchor href={`tel:${lead.phone}`} className={classes.reach}>
            <IconPhone size={16} stroke={1.75} aria-hidden /> {lead.phone}
          </Anchor>
        )}
        {dossier.email === null ? null : (
          <Anchor href={`mailto:${dossier.email}`} className={classes.reach}>
            <IconMail size={16} stroke={1.75} aria-hidden /> {dossier.email}
          </Anchor>
        )}
        <Text size="sm" c="dimmed">
          {dossier.phoneConsent ? t('worklist.phoneConsent') : t('worklist.phoneNoConsent')}
        </Text>
      </Group>
    </header>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className={classes.partTitle}>{title}</h3>
      {children}
    </section>
  );
}

function Opening({ dossier }: { readonly dossier: Dossier }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  if (dossier.state === 'closed') {
    return dossier.outcome === null ? null : (
      <Text>
        {t('worklist.lost', { outcome: t(`words.outcome.${dossier.outcome}`) })}
        {dossier.outcomeReason === null ? null : ` · ${dossier.outcomeReason}`}
      </Text>
    );
  }
  return (
    <div className={classes.opening}>
      <IconBulb size={18} stroke={1.75} aria-hidden />
      <div>
        <Text size="xs" c="dimmed">
          {t('worklist.opening')}
        </Text>
        {text(dossier.opening)}
      </div>
    </div>
  );
}

function Story({ dossier }: { readonly dossier: Dossier }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  return (
    <>
      {dossier.storyLines.length === 0 ? null : (
        <Part title={t('worklist.story')}>
          <ol className={classes.lines}>
            {dossier.storyLines.map((line) => (
              <li key={`${line.at}-${line.sentence.en}`}>
                <span>{text(line.sentence)}</span>
                <Text component="span" size="xs" c="dimmed">
                  <Moment at={line.at} as="short" />
                </Text>
              </li>
            ))}
          </ol>
        </Part>
      )}
      {dossier.contents.length === 0 ? null : (
        <Part title={t('worklist.contents')}>
          <ul className={classes.lines}>
            {dossier.contents.map((content) => (
              <li key={`${content.at}-${content.title}`}>
                <span>{content.title}</span>
                <Text component="span" size="xs" c="dimmed">
                  <Moment at={content.at} as="short" />
                </Text>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function QuotePart({ dossier }: { readonly dossier: Dossier }) {
  const { t } = useTranslation();
  const { amount, day } = useFormat();
  const { quote } = dossier;
  if (quote === null) return null;
  return (
    <Part title={t('worklist.quote')}>
      <Text size="sm">
        {t('worklist.quoteLine', { amount: amount(quote.amount, quote.currency), day: day(quote.validUntil) })}
        {quote.chaseOn === null ? null : ` · ${t('worklist.quoteChase', { day: day(quote.chaseOn) })}`}
      </Text>
    </Part>
  );
}

function Log({ dossier }: { readonly dossier: Dossier }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  return (
    <Part title={t('worklist.log')}>
      <ol className={classes.lines}>
        {dossier.log.map((line) => (
          <li key={`${line.at}-${line.event}`}>
            <span>
              {text(line.sentence)}
              {line.event === 'note' && line.actor !== null ? (
                <span className={classes.quiet}> · {line.actor.name}</span>
              ) : null}
            </span>
            <Text component="span" size="xs" c="dimmed">
              <Moment at={line.at} as="short" />
            </Text>
          </li>
        ))}
      </ol>
    </Part>
  );
}
