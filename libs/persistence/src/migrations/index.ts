import { Schema1763900000001 } from './0001-schema';
import { Api1763900000002 } from './0002-api';
import { ByHand1763900000003 } from './0003-by-hand';
import { FirstLap1763900000004 } from './0004-first-lap';
import { TemporalStore1763900000005 } from './0005-temporal-store';
import { MailOut1763900000006 } from './0006-mail-out';
import { Touches1763900000007 } from './0007-touches';
import { OpenJourneys1763900000008 } from './0008-open-journeys';
import { Jobs1763900000009 } from './0009-jobs';
import { Imports1763900000010 } from './0010-imports';
import { Access1763900000011 } from './0011-access';
import { InAndOut1763900000012 } from './0012-in-and-out';
import { Capture1763900000013 } from './0013-capture';
import { Consent1763900000014 } from './0014-consent';
import { Erasure1763900000015 } from './0015-erasure';

export const MIGRATIONS = [
  Schema1763900000001,
  Api1763900000002,
  ByHand1763900000003,
  FirstLap1763900000004,
  TemporalStore1763900000005,
  MailOut1763900000006,
  Touches1763900000007,
  OpenJourneys1763900000008,
  Jobs1763900000009,
  Imports1763900000010,
  Access1763900000011,
  InAndOut1763900000012,
  Capture1763900000013,
  Consent1763900000014,
  Erasure1763900000015,
];
