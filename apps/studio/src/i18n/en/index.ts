import { journeys } from '../../journeys/i18n/en';
import type { Wording } from '../shape';
import { access } from './access';
import { account } from './account';
import { board } from './board';
import { common } from './common';
import { consent } from './consent';
import { content } from './content';
import { entry } from './entry';
import { exchange } from './exchange';
import { imports } from './imports';
import { lap } from './lap';
import { leads } from './leads';
import { mailbox } from './mailbox';
import { privacy } from './privacy';
import { scoring } from './scoring';
import { settings } from './settings';
import { shell } from './shell';
import { words } from './words';
import { worklist } from './worklist';

const english = {
  access,
  account,
  board,
  common,
  consent,
  content,
  entry,
  exchange,
  imports,
  journeys,
  lap,
  leads,
  mailbox,
  privacy,
  scoring,
  settings,
  shell,
  words,
  worklist,
};

export type Messages = Wording<typeof english>;
export const messages: Messages = english;
