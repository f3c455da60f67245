import type { ProblemCode } from './problem-texts';

export type { ProblemCode } from './problem-texts';

/** What a lint may hold the graph against; what is absent is not checked. */
export interface LintContext {
  /** Ids that exist. */
  readonly teams?: readonly string[];
  readonly policies?: readonly string[];
  /** Slugs that exist. */
  readonly offers?: readonly string[];
  /** Purposes that exist; `mail`: in use, and for e-mail. */
  readonly purposes?: readonly { readonly key: string; readonly needsConsent: boolean; readonly mail: boolean }[];
}

export type Severity = 'error' | 'warning';

/** One point about a node's own config, as the node's lint makes it. `field` is a dotted path in the config. */
export interface Finding {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly field: string | null;
  /** What the sentence needs. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** One point about a graph. Errors stop a publish, warnings do not. */
export interface Problem extends Finding {
  readonly nodeId: string | null;
  readonly edgeId: string | null;
}

export function finding(
  severity: Severity,
  code: ProblemCode,
  field: string | null = null,
  data: Finding['data'] = {},
): Finding {
  return { severity, code, field, data };
}
