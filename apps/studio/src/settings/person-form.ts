import type { CreateUserBody, InviteUserBody, UpdateUserBody, User } from '@ripen/contracts';
import { type Language, type Role, ROLES } from '@ripen/domain';
import { isLanguage } from '../i18n/i18n';

/** One person as the fields hold it. */
export interface PersonForm {
  name: string;
  email: string;
  role: string;
  /** Only for a new person: teams are changed where they are. */
  teamId: string;
  language: string;
  password: string;
  /** A new person gets a first password instead of an invitation. */
  byHand: boolean;
  active: boolean;
  absent: boolean;
}

export function personFormOf(user: User | null, language: Language): PersonForm {
  return {
    name: user?.name ?? '',
    email: user?.email ?? '',
    role: user?.role ?? 'sales_rep',
    teamId: '',
    language: user?.language ?? language,
    password: '',
    byHand: false,
    active: user?.active ?? true,
    absent: user?.absent ?? false,
  };
}

export function createBodyOf(form: PersonForm): CreateUserBody {
  return { ...inviteBodyOf(form), password: form.password };
}

export function inviteBodyOf({ name, email, role, language, teamId }: PersonForm): InviteUserBody {
  return {
    name,
    email,
    role: roleOf(role),
    language: languageOf(language),
    ...(teamId === '' ? {} : { teamId }),
  };
}

/** The password goes along only if one was typed. */
export function updateBodyOf({ name, role, language, active, absent, password }: PersonForm): UpdateUserBody {
  return {
    name,
    active,
    absent,
    role: roleOf(role),
    language: languageOf(language),
    ...(password === '' ? {} : { password }),
  };
}

function roleOf(value: string): Role {
  return ROLES.find((role) => role === value) ?? 'sales_rep';
}

function languageOf(value: string): Language | undefined {
  return isLanguage(value) ? value : undefined;
}
