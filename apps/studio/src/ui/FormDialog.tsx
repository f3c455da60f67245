import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core';
import type { ReactNode, SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';

interface FormDialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly submit: (event: SyntheticEvent<HTMLFormElement>) => void;
  readonly pending: boolean;
  /** The word on the button; "Save" unless given. */
  readonly verb?: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly size?: ModalProps['size'];
  readonly children: ReactNode;
}

/** A dialog with a form: fields, a way out, one button that does it. Enter submits. */
export function FormDialog({
  title,
  close,
  submit,
  pending,
  verb,
  disabled = false,
  danger = false,
  size,
  children,
}: FormDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      size={size ?? 'md'}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit(event);
        }}
      >
        <Stack>
          {children}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={pending} disabled={disabled} color={danger ? 'red' : 'ripe'}>
              {verb ?? t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
