import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

export function notifyDone(message: string): void {
  notifications.show({ color: 'ripe', message, closeButtonProps: closeButton() });
}

export function notifyFailure(error: Error): void {
  notifications.show({ color: 'red', message: error.message, autoClose: 8_000, closeButtonProps: closeButton() });
}

function closeButton(): { 'aria-label': string } {
  return { 'aria-label': i18next.t('common.close') };
}
