import { Select } from '@mantine/core';
import { handOffConfigSchema, type JourneyNode } from '@ripen/journey';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/queries';
import { useConfigForm } from '../config-form';
import { Field } from './Field';

const DEFAULT_POLICY = 'default';

export function HandOffForm({ node }: { node: JourneyNode }) {
  const { t } = useTranslation();
  const { config, set, error } = useConfigForm(node, handOffConfigSchema);
  const teams = useApi('listTeams', {}).data?.items ?? [];
  const policies = useApi('listSlaPolicies', {}).data?.items ?? [];
  const standard = policies.find((policy) => policy.isDefault);
  const defaultLabel = standard
    ? t('journeys.form.defaultPolicyNamed', { name: standard.name })
    : t('journeys.form.defaultPolicy');
  return (
    <>
      <Field name="teamId">
        <Select
          label={t('journeys.form.team')}
          description={t('journeys.form.teamHint')}
          placeholder={t('journeys.rule.choose')}
          error={error('teamId')}
          allowDeselect={false}
          data={teams.map((team) => ({ value: team.id, label: `${team.name} (${team.members.length})` }))}
          value={config.teamId}
          onChange={(teamId) => set('teamId', { ...config, teamId })}
        />
      </Field>
      <Field name="policyId">
        <Select
          label={t('journeys.form.policy')}
          description={t('journeys.form.policyHint')}
          error={error('policyId')}
          allowDeselect={false}
          data={[
            { value: DEFAULT_POLICY, label: defaultLabel },
            ...policies.map((policy) => ({ value: policy.id, label: policy.name })),
          ]}
          value={config.policyId ?? DEFAULT_POLICY}
          onChange={(policyId) =>
            set('policyId', { ...config, policyId: policyId === DEFAULT_POLICY ? null : policyId })
          }
        />
      </Field>
    </>
  );
}
