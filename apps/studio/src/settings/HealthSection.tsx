import { Switch } from '@mantine/core';
import { readinessSchema, type EffectRow, type Readiness, routeOf } from '@ripen/contracts';
import { IconCircleCheck, IconCircleX, IconMailCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../api/failure';
import { useApiPages } from '../api/queries';
import { languageNow } from '../i18n/use-language';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { HueBadge } from '../ui/stage';
import { Loaded, Note, SkeletonRows } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { EffectChoices } from './EffectChoices';
import { EnvelopePanel } from './EnvelopePanel';
import { ExchangeNote } from './ExchangeNote';
import { IncidentsPanel } from './IncidentsPanel';
import { JourneyRef } from './JourneyRef';
import { MailOutNote } from './MailOutNote';
import { ParkedPanel } from './ParkedPanel';
import { SectionHead } from './SectionHead';
import classes from './settings.module.css';

const REFRESH_MS = 5_000;
const PARTS = ['postgres', 'temporal', 'worker'] as const;
const PART_CODES = ['unreachable', 'silent', 'unseen'] as const;

export function HealthSection() {
  const { t } = useTranslation();
  return (
    <>
      <SectionHead title={t('settings.healthTitle')} hint={t('settings.healthHint')} />
      <Parts />
      <MailOutNote />
      <ExchangeNote />
      <ParkedPanel />
      <Effects />
      <IncidentsPanel />
    </>
  );
}

/** A part that is down answers 503 with the same body, so the status says nothing that the body does not. */
async function readReadiness(signal: AbortSignal): Promise<Readiness> {
  const response = await fetch(routeOf('getReady').path, { signal });
  const parsed = readinessSchema.safeParse(
    await response
      .clone()
      .json()
      .catch(() => null),
  );
  if (!parsed.success) throw await failureOf(response, { fallback: response.statusText, language: languageNow() });
  return parsed.data;
}

function Parts() {
  const { t } = useTranslation();
  const ready = useQuery({
    queryKey: ['getReady'],
    queryFn: ({ signal }) => readReadiness(signal),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded query={ready} skeleton={<SkeletonRows rows={1} height={64} />}>
      {({ parts, envelope }) => (
        <>
          <ul className={classes.parts}>
            {PARTS.map((name) => {
              const { ok, code } = parts[name];
              const Icon = ok ? IconCircleCheck : IconCircleX;
              return (
                <li key={name} className={classes.part} data-hue={ok ? 'nurture' : 'lost'}>
                  <Icon size={24} stroke={1.75} aria-hidden />
                  <div>
                    <strong>{t(`settings.part.${name}`)}</strong>
                    <span>
                      {t(ok ? 'settings.partOk' : 'settings.partDown')}
                      {code === null ? '' : ` · ${whyDown(t, code)}`}
                    </span>
                  </div>
                </li>
              );
            })}
          </ul>
          <EnvelopePanel envelope={envelope} />
        </>
      )}
    </Loaded>
  );
}

/** A code of a later release is shown as it is. */
function whyDown(t: TFunction, code: string): string {
  const known = PART_CODES.find((one) => one === code);
  return known === undefined ? code : t(`settings.partCode.${known}`);
}

function Effects() {
  const { t } = useTranslation();
  const [dropped, setDropped] = useState(false);
  const effects = useApiPages(
    'listEffects',
    { query: { state: dropped ? ['failed', 'unknown', 'dropped'] : ['failed', 'unknown'], limit: 50 } },
    { refetchInterval: REFRESH_MS },
  );
  const columns = useEffectColumns();
  return (
    <Panel
      title={t('settings.effectsTitle')}
      flush
      aside={
        <Switch
          size="xs"
          label={t('settings.effectsDropped')}
          checked={dropped}
          onChange={(event) => setDropped(event.currentTarget.checked)}
        />
      }
    >
      <Loaded query={{ data: effects.rows, error: effects.error, refetch: effects.refetch }}>
        {(rows) =>
          rows.length === 0 ? (
            <Note icon={IconMailCheck} title={t('settings.effectsEmptyTitle')}>
              {t('settings.effectsEmptyHint')} {t('settings.effectsHint')}
            </Note>
          ) : (
            <DataTable
              label={t('settings.effectsTitle')}
              columns={columns}
              rows={rows}
              rowId={(row) => row.id}
              stale={effects.isPlaceholderData}
              footer={
                <More
                  shown={rows.length}
                  total={effects.total}
                  hasMore={effects.hasNextPage}
                  loading={effects.isFetchingNextPage}
                  load={() => void effects.fetchNextPage()}
                />
              }
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function useEffectColumns(): readonly Column<EffectRow>[] {
  const { t } = useTranslation();
  const { text } = useFormat();
  return useMemo(
    () => [
      {
        id: 'state',
        header: t('settings.effectState'),
        width: 136,
        cell: (effect) => <EffectState state={effect.state} />,
      },
      {
        id: 'lead',
        header: t('settings.effectLead'),
        cell: (effect) => (
          <Link to="/leads/$leadId" params={{ leadId: effect.lead.id }}>
            {effect.lead.displayName ?? t('common.anonymous')}
          </Link>
        ),
      },
      {
        id: 'reason',
        main: true,
        header: t('settings.effectReason'),
        cell: (effect) => <span title={effect.code ?? undefined}>{text(effect.reason)}</span>,
      },
      {
        id: 'journey',
        header: t('settings.effectJourney'),
        wide: true,
        cell: ({ journey }) =>
          journey === null ? <span className={classes.quiet}>–</span> : <JourneyRef journey={journey} />,
      },
      { id: 'at', header: t('settings.effectAt'), align: 'end', cell: (effect) => <Moment at={effect.at} /> },
      {
        id: 'decide',
        header: t('settings.effectDecide'),
        quiet: true,
        align: 'end',
        cell: (effect) => <EffectChoices effect={effect} />,
      },
    ],
    [t, text],
  );
}

function EffectState({ state }: { readonly state: EffectRow['state'] }) {
  const { t } = useTranslation();
  if (state !== 'failed' && state !== 'unknown' && state !== 'dropped') return <>{state}</>;
  return <HueBadge hue={state === 'failed' ? 'lost' : 'park'}>{t(`words.effectState.${state}`)}</HueBadge>;
}
