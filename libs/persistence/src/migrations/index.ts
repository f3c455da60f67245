import { Schema1763900000001 } from './0001-schema';
import { SignIn1763900000002 } from './0002-api-sign-in';

export const MIGRATIONS = [Schema1763900000001, SignIn1763900000002];
