import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ACTION_KEYS, ACTION_ORDER } from './handoff-actions';

export function KeysDialog({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('worklist.keysTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Table withRowBorders={false}>
        <Table.Tbody>
          <KeyRow keys={['J', 'K']} word={t('worklist.key.move')} />
          {ACTION_ORDER.map((action) => (
            <KeyRow key={action} keys={[ACTION_KEYS[action]]} word={t(`worklist.action.${action}`)} />
          ))}
          <KeyRow keys={['Z']} word={t('worklist.key.undo')} />
          <KeyRow keys={['?']} word={t('worklist.key.help')} />
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

function KeyRow({ keys, word }: { readonly keys: readonly string[]; readonly word: string }) {
  return (
    <Table.Tr>
      <Table.Td w={88}>
        {keys.map((key) => (
          <Kbd key={key} mr={4}>
            {key}
          </Kbd>
        ))}
      </Table.Td>
      <Table.Td>{word}</Table.Td>
    </Table.Tr>
  );
}
