import { Schema1763900000001 } from './0001-schema';
import { Api1763900000002 } from './0002-api';

export const MIGRATIONS = [Schema1763900000001, Api1763900000002];
