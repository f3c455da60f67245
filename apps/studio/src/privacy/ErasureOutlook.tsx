import { List, Stack, Text } from '@mantine/core';
import type { ErasurePreview } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import { countsByKind } from './kind-words';

/** What goes, what ends and who stays, before anybody confirms. */
export function ErasureOutlook({ preview }: { readonly preview: ErasurePreview }) {
  const { t } = useTranslation();
  const { runningJourneys, openHandoffs, colleagues, companyName } = preview;
  const kinds = countsByKind(preview.counts);
  return (
    <Stack gap="xs">
      {kinds.length === 0 ? <Text size="sm">{t('privacy.eraseNothing')}</Text> : <Kinds kinds={kinds} />}
      {runningJourneys === 0 ? null : <Text size="sm">{t('privacy.eraseJourneys', { count: runningJourneys })}</Text>}
      {openHandoffs === 0 ? null : <Text size="sm">{t('privacy.eraseHandoffs', { count: openHandoffs })}</Text>}
      {companyName === null ? null : (
        <Text size="sm">
          {colleagues === 0
            ? t('privacy.eraseCompany', { company: companyName })
            : t('privacy.eraseColleagues', { count: colleagues, company: companyName })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('privacy.eraseTotals')}
      </Text>
    </Stack>
  );
}

export function Kinds({ kinds }: { readonly kinds: ReturnType<typeof countsByKind> }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('privacy.eraseWhat')}
      </Text>
      <List size="sm">
        {kinds.map((one) => (
          <List.Item key={one.kind}>
            {t(`privacy.kind.${one.kind}`)}: {count(one.count)}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
