import type { EffectView, EpochMs, Language, LeadFacts, ZoneId } from '@ripen/domain';
import type { z } from 'zod';
import type { NodeKindName } from '../graph';
import type { Finding, LintContext } from '../lint/problem';
import type { NodeNeeds } from '../needs';
import type { AwaitedEvent, EnrollmentState, PlannedEffect, TraceEvent } from '../state';
import type { Names } from '../words/names';

/** What a node is for; one hue each on the canvas. */
export const NODE_FAMILIES = ['trigger', 'wait', 'path', 'message', 'change', 'handover', 'end'] as const;
export type NodeFamily = (typeof NODE_FAMILIES)[number];

/** A way out of a node. */
export interface Port {
  readonly key: string;
  /** The word for it where the person who drew the journey gave it one; else the screen has a word for the key. */
  readonly name: string | null;
  /** Unconnected: an error where needed, else a warning; the person then leaves the journey with a recorded reason. */
  readonly needed: boolean;
  /** Whoever leaves by this port has spent time at the node, so a loop through it never spins. */
  readonly takesTime: boolean;
}

/** What a node sees when a token stands on it. */
export interface Situation {
  readonly visit: number;
  readonly state: EnrollmentState;
  readonly facts: LeadFacts;
  readonly now: EpochMs;
  /** The zone of the lead's calendar days. */
  readonly zone: ZoneId;
  /** The effect of this visit; null before one is planned. */
  readonly effect: EffectView | null;
  readonly newId: () => string;
}

export type Why = Readonly<Record<string, unknown>>;

/** What a node decides. */
export type NodeStep =
  /** Leave by a port. `endReason` is recorded where the port leads nowhere. */
  | {
      readonly step: 'pass';
      readonly port: string;
      readonly event: TraceEvent;
      readonly why: Why;
      readonly endReason: string | null;
    }
  /** Rest here until an event or the deadline. */
  | {
      readonly step: 'wait';
      readonly events: readonly AwaitedEvent[];
      readonly timeoutPort: string;
      readonly deadline: EpochMs | null;
      readonly why: Why;
      readonly handoff: {
        readonly handoffId: string;
        readonly teamId: string;
        readonly policyId: string | null;
      } | null;
    }
  /** Plan an effect and rest here until its outcome. */
  | { readonly step: 'act'; readonly effect: Pick<PlannedEffect, 'step' | 'kind' | 'purpose'>; readonly why: Why }
  | { readonly step: 'stay' }
  | { readonly step: 'end'; readonly reason: string }
  | { readonly step: 'park'; readonly reason: string; readonly why: Why };

/** Everything that makes a kind of node: its form, its check, its decision and its sentence. */
export interface NodeDefinition<K extends NodeKindName, C> {
  readonly kind: K;
  readonly family: NodeFamily;
  /** Plans effects. */
  readonly acts: boolean;
  /** People may rest here until something happens. */
  readonly waits: boolean;
  readonly schema: z.ZodType<C>;
  /** The config of a node that was just drawn. */
  readonly defaults: C;
  ports(config: C): readonly Port[];
  lint(config: C, context: LintContext): readonly Finding[];
  needs(config: C): NodeNeeds;
  decide(config: C, situation: Situation): NodeStep;
  describe(config: C, language: Language, names: Names): string;
}

/** A node whose config was parsed: the same, with the config inside. */
export interface BoundNode {
  readonly kind: NodeKindName;
  readonly acts: boolean;
  readonly waits: boolean;
  readonly ports: readonly Port[];
  readonly needs: NodeNeeds;
  lint(context: LintContext): readonly Finding[];
  decide(situation: Situation): NodeStep;
  describe(language: Language, names: Names): string;
}

export type Binding =
  | { readonly ok: true; readonly node: BoundNode }
  /** `field` is the path in the config, dotted. */
  | { readonly ok: false; readonly fields: readonly string[] };

/** A kind with its config's type hidden, as the registry holds it. */
export interface NodeKind {
  readonly kind: NodeKindName;
  readonly family: NodeFamily;
  readonly acts: boolean;
  readonly waits: boolean;
  readonly schema: z.ZodType;
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Parses a stored config. Never throws. */
  bind(config: unknown): Binding;
}

/** Makes a kind out of its definition. */
export function defineNode<K extends NodeKindName, C extends object>(
  definition: NodeDefinition<K, C>,
): NodeDefinition<K, C> & { bind: NodeKind['bind'] } {
  return { ...definition, bind: (config) => bind(definition, config) };
}

function bind<K extends NodeKindName, C>(definition: NodeDefinition<K, C>, stored: unknown): Binding {
  const parsed = definition.schema.safeParse(stored);
  if (!parsed.success)
    return { ok: false, fields: [...new Set(parsed.error.issues.map(({ path }) => path.map(String).join('.')))] };
  const config = parsed.data;
  const node: BoundNode = {
    kind: definition.kind,
    acts: definition.acts,
    waits: definition.waits,
    ports: definition.ports(config),
    needs: definition.needs(config),
    lint: (context) => definition.lint(config, context),
    decide: (situation) => definition.decide(config, situation),
    describe: (language, names) => definition.describe(config, language, names),
  };
  return { ok: true, node };
}

/** A port that a journey is not complete without. */
export function neededPort(
  key: string,
  { name = null, takesTime = false }: { name?: string | null; takesTime?: boolean } = {},
): Port {
  return { key, name, needed: true, takesTime };
}

/** A port that may lead nowhere: the person then leaves the journey. */
export function optionalPort(key: string, { takesTime = false }: { takesTime?: boolean } = {}): Port {
  return { key, name: null, needed: false, takesTime };
}

/** Leave by a port, as a decision. */
export function pass(
  port: string,
  event: TraceEvent,
  { why = {}, endReason = null }: { why?: Why; endReason?: string | null } = {},
): NodeStep {
  return { step: 'pass', port, event, why, endReason };
}
