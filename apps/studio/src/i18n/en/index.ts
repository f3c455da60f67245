import { journeys } from '../../journeys/i18n/en';
import { common } from './common';
import { entry } from './entry';
import { shell } from './shell';
import { words } from './words';
import type { Wording } from '../shape';

export const english = { common, entry, journeys, shell, words };
export type Messages = Wording<typeof english>;
export const messages: Messages = english;
