import { journeys } from '../../journeys/i18n/de';
import { common } from './common';
import { entry } from './entry';
import { shell } from './shell';
import { words } from './words';
import type { Messages } from '../en';

export const messages: Messages = { common, entry, journeys, shell, words };
