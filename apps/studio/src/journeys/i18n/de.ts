import type { Wording } from '../../i18n/shape';
import type { journeys as en } from './en';

export const journeys: Wording<typeof en> = {
  title: 'Journeys',
};
