import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ACTION_KEYS, ACTION_ORDER } from './handoff-actions';

/** Each key once: accepting an offer and taking from the pool share one. */
const KEYS = [...new Set(ACTION_ORDER.map((action) => ACTION_KEYS[action]))];

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
          {KEYS.map((key) => (
            <KeyRow
              key={key}
              keys={[key]}
              word={ACTION_ORDER.filter((action) => ACTION_KEYS[action] === key)
                .map((action) => t(`worklist.action.${action}`))
                .join(' / ')}
            />
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
