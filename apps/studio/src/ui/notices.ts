import { notifications } from '@mantine/notifications';

export function notifyDone(message: string): void {
  notifications.show({ color: 'ripe', message });
}

export function notifyFailure(error: Error): void {
  notifications.show({ color: 'red', message: error.message, autoClose: 8_000 });
}
