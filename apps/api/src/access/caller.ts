import type { AuditActor, Language, Role } from '@ripen/domain';

/** A signed-in person. */
export interface UserCaller {
  readonly kind: 'user';
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  readonly zone: string | null;
  readonly absent: boolean;
  readonly sessionId: string;
  readonly secondFactor: { readonly on: boolean; readonly required: boolean };
  /** Teams that the person is a member of. */
  readonly memberOf: readonly string[];
  /** Teams that the person manages. */
  readonly manages: readonly string[];
}

/** A program with an API key. */
export interface KeyCaller {
  readonly kind: 'key';
  readonly keyId: string;
  /** Nothing else may be called. */
  readonly scopes: readonly string[];
  /** As it stands in settings. */
  readonly name: string;
  /** A key sees every row; what it may do with them is in its scopes. */
  readonly role: 'admin';
  readonly language: Language;
}

export type Caller = UserCaller | KeyCaller;

/** Who to write down as the one who did something; null for a program. */
export function actorId(caller: Caller): string | null {
  return caller.kind === 'user' ? caller.userId : null;
}

/** Who the audit log names. */
export function auditActor(caller: Caller): AuditActor {
  return { kind: caller.kind, id: caller.kind === 'user' ? caller.userId : caller.keyId, name: caller.name };
}

/** Whether the caller acts for the whole team: an admin, or a sales manager of it. */
export function managesTeam(caller: UserCaller, teamId: string): boolean {
  if (caller.role === 'admin') return true;
  return caller.role === 'sales_manager' && (caller.manages.includes(teamId) || caller.memberOf.includes(teamId));
}
