import { Alert, Button, CopyButton, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import settings from '../settings/settings.module.css';

/** A secret that is shown this once. A click beside it must not lose the only chance to copy. */
export function SecretOnce({ name, secret, close }: { name: string; secret: string; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      title={t('exchange.secretTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Alert color="ripe">{t('exchange.secretOnce')}</Alert>
        <code className={settings.key}>{secret}</code>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t('common.copied') : t('common.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>{t('settings.keyDone')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
