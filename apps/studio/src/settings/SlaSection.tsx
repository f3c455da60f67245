import { Badge, Button, Group, Title } from '@mantine/core';
import type { StoredSlaPolicy } from '@ripen/contracts';
import { describePolicy } from '@ripen/handoff';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { useLanguage } from '../i18n/use-language';
import { useMay } from '../session/session';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { SectionHead } from './SectionHead';
import classes from './settings.module.css';
import { SlaDialog } from './SlaDialog';

export function SlaSection() {
  const { t } = useTranslation();
  const may = useMay();
  const policies = useApi('listSlaPolicies', {});
  const [editing, setEditing] = useState<StoredSlaPolicy | 'new' | null>(null);
  const add = may('createSlaPolicy') ? (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      {t('settings.slaAdd')}
    </Button>
  ) : undefined;
  return (
    <>
      <SectionHead title={t('settings.slaTitle')} hint={t('settings.slaHint')} action={add} />
      <Loaded query={policies}>
        {({ items }) => (
          <>
            {items.map((policy) => (
              <Panel key={policy.id}>
                <PolicyLine policy={policy} edit={may('updateSlaPolicy') ? () => setEditing(policy) : undefined} />
              </Panel>
            ))}
          </>
        )}
      </Loaded>
      {editing === null ? null : (
        <SlaDialog policy={editing === 'new' ? null : editing} close={() => setEditing(null)} />
      )}
    </>
  );
}

function PolicyLine({ policy, edit }: { readonly policy: StoredSlaPolicy; readonly edit: (() => void) | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={classes.policy}>
      <div>
        <Group gap="xs">
          <Title order={3}>{policy.name}</Title>
          {policy.isDefault ? <Badge color="gray">{t('settings.slaDefault')}</Badge> : null}
        </Group>
        <ul className={classes.promises}>
          {describePolicy(policy.policy, language).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      {edit === undefined ? null : (
        <Button variant="default" size="xs" onClick={edit}>
          {t('common.edit')}
        </Button>
      )}
    </div>
  );
}
