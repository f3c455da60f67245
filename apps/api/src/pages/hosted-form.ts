import type { FormDefinition, FormField } from '@ripen/contracts';

/** A published form as visitors get it. */
export interface HostedForm {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly wordingVersion: number;
  readonly definition: FormDefinition;
  readonly offerId: string | null;
  /** The offer's address, or the form's own where there is none: what journeys listen for. */
  readonly topic: string;
}

/** Somebody we know something of: by a link of their own mail, or by a browser that agreed to be known again. */
export interface Visitor {
  readonly leadId: string;
  /** By the link of a mail: the address is the lead's own and need not be asked. */
  readonly byLink: boolean;
  readonly email: string | null;
  /** Ids of fields that are answered. What the answers are is nobody's business here. */
  readonly answered: ReadonlySet<string>;
}

/**
 * What this visitor is asked. Progressive forms leave out what is answered and ask at most so many questions beside the address; what
 * has no room now is asked next time.
 */
export function askedOf({ fields, progressive }: FormDefinition, visitor: Visitor | null): readonly FormField[] {
  const open = fields.filter(({ id }) => {
    if (id === 'email') return visitor?.byLink !== true || visitor.email === null;
    return !progressive.on || visitor?.answered.has(id) !== true;
  });
  if (!progressive.on) return open;
  let room = progressive.most;
  return open.filter(({ id }) => id === 'email' || (room -= 1) >= 0);
}
