import { Button, Group, Text } from '@mantine/core';
import type { Mention, Receipt } from '@ripen/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { kindOf } from './kind-words';
import classes from './receipt.module.css';

/** Rows of others that named the person: each is kept or loses its text, as somebody decides. */
export function MentionsPanel({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('privacy.mentions')}>
      {receipt.mentions.length === 0 ? (
        <Text size="sm">{t('privacy.mentionsNone')}</Text>
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="xs">
            {t('privacy.mentionsHint')}
          </Text>
          <ul className={classes.mentions}>
            {receipt.mentions.map((mention) => (
              <MentionRow key={mention.id} mention={mention} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function MentionRow({ mention }: { readonly mention: Mention }) {
  const { t } = useTranslation();
  return (
    <li className={classes.mention}>
      <span>
        {t(`privacy.kind.${kindOf(mention.place)}`)}
        {mention.leadId === null ? null : (
          <>
            {' · '}
            <Link to="/leads/$leadId" params={{ leadId: mention.leadId }}>
              {t('privacy.openLead')}
            </Link>
          </>
        )}
      </span>
      {mention.decision === 'open' ? (
        <Choices mention={mention} />
      ) : (
        <Text size="sm" c="dimmed">
          {t(mention.decision === 'kept' ? 'privacy.kept' : 'privacy.textRemoved')}
        </Text>
      )}
    </li>
  );
}

function Choices({ mention }: { readonly mention: Mention }) {
  const { t } = useTranslation();
  const decide = useApiAction('decideMention', ['getErasure', 'listErasures']);
  const choose = (decision: 'kept' | 'removed'): void =>
    decide.mutate({ params: { id: mention.id }, body: { decision } }, { onError: notifyFailure });
  return (
    <Group gap="xs">
      <Button size="compact-xs" variant="default" disabled={decide.isPending} onClick={() => choose('kept')}>
        {t('privacy.keep')}
      </Button>
      {mention.removable ? (
        <Button
          size="compact-xs"
          variant="default"
          color="red"
          disabled={decide.isPending}
          onClick={() => choose('removed')}
        >
          {t('privacy.removeText')}
        </Button>
      ) : (
        <Text size="xs" c="dimmed">
          {t('privacy.editThere')}
        </Text>
      )}
    </Group>
  );
}
