import { Button, Group, Modal, Text } from '@mantine/core';
import type { EnrollmentBrief, Standing } from '@ripen/contracts';
import { kindWords } from '@ripen/journey';
import { IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { useMay } from '../session/session';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './lead.module.css';

/** Which journeys the lead is in: what it waits for, until when, and why it got there. */
export function EnrollmentsPanel({ enrollments }: { readonly enrollments: readonly EnrollmentBrief[] }) {
  const { t } = useTranslation();
  const [traced, setTraced] = useState<string | null>(null);
  return (
    <Panel title={t('leads.enrollments')} flush={enrollments.length > 0}>
      {enrollments.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('leads.enrollmentsEmpty')}
        </Text>
      ) : (
        enrollments.map((enrollment) => (
          <EnrollmentLine key={enrollment.id} enrollment={enrollment} trace={() => setTraced(enrollment.id)} />
        ))
      )}
      <Modal
        opened={traced !== null}
        onClose={() => setTraced(null)}
        size="lg"
        title={t('leads.traceTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {traced === null ? null : <Trace id={traced} />}
      </Modal>
    </Panel>
  );
}

function EnrollmentLine({ enrollment, trace }: { readonly enrollment: EnrollmentBrief; readonly trace: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const reason = enrollment.reason ?? t('common.unknown');
  return (
    <div className={classes.block} data-quiet={enrollment.status === 'ended' || undefined}>
      <Group justify="space-between" wrap="nowrap">
        <span>
          {may('getDraft') ? (
            <Link to="/journeys/$journeyId" params={{ journeyId: enrollment.journeyId }} className={classes.strong}>
              {enrollment.journeyName}
            </Link>
          ) : (
            <span className={classes.strong}>{enrollment.journeyName}</span>
          )}{' '}
          <span className={classes.quiet}>· {t(`words.enrollmentStatus.${enrollment.status}`)}</span>
        </span>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={trace}>
          {t('leads.trace')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('leads.enteredVersion', { version: enrollment.version })} <Moment at={enrollment.enteredAt} />
      </Text>
      {enrollment.standing.map((standing) => (
        <StandingLine key={standing.nodeId} standing={standing} />
      ))}
      {enrollment.status === 'ended' ? <Text size="sm">{t('leads.endedBecause', { reason })}</Text> : null}
      {enrollment.status === 'parked' ? <Text size="sm">{t('leads.parkedBecause', { reason })}</Text> : null}
    </div>
  );
}

/** The sentence names the instant; how far off it is stands below. */
function StandingLine({ standing }: { readonly standing: Standing }) {
  const { text, language } = useFormat();
  return (
    <div className={classes.standing}>
      <IconHourglass size={14} stroke={1.75} aria-hidden />
      <span>
        <strong>{standing.nodeName || kindWords(standing.nodeKind, language)}</strong>
        {standing.waitingFor === null ? null : <span className={classes.waiting}>{text(standing.waitingFor)}</span>}
        {standing.until === null ? null : (
          <span className={classes.quiet}>
            <Moment at={standing.until} />
          </span>
        )}
      </span>
    </div>
  );
}

function Trace({ id }: { readonly id: string }) {
  const { text } = useFormat();
  const enrollment = useApi('getEnrollment', { params: { id } });
  return (
    <Loaded query={enrollment}>
      {({ trace }) => (
        <ol className={classes.timeline}>
          {trace.map((item) => (
            <li key={item.id} className={classes.entry}>
              <span className={classes.entryText}>{text(item.sentence)}</span>
              <span className={classes.entryTime}>
                <Moment at={item.at} as="short" />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
