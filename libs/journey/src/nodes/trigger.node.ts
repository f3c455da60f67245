import {
  BANT_CRITERIA,
  type EpochMs,
  FEEDBACK_KINDS,
  type Feedback,
  type LeadFacts,
  type Stage,
  STAGES,
  type Touchpoint,
} from '@ripen/domain';
import { conditionSchema, evaluate, lint as lintRule, propertyRuleSchema, touchpointMatches } from '@ripen/rules';
import { z } from 'zod';
import { finding, type Finding, type LintContext } from '../lint/problem';
import { needsOfRule } from '../needs';
import { judgesUnprofiled } from '../profiling';
import { triggerWords } from '../words/trigger';
import { defineNode, neededPort, pass } from './node-kind';

const only = { only: conditionSchema.nullable().default(null) };

/** What begins a journey for a lead, and for whom only. */
export const triggerConfigSchema = z.discriminatedUnion('on', [
  z.object({ on: z.literal('stage'), stages: z.array(z.enum(STAGES)).max(STAGES.length), ...only }),
  z.object({
    on: z.literal('touchpoint'),
    type: z.string().min(1).max(100),
    where: z.array(propertyRuleSchema).max(20).default([]),
    ...only,
  }),
  z.object({
    on: z.literal('feedback'),
    kinds: z.array(z.enum(FEEDBACK_KINDS)),
    /** Any of these was not met; empty: whatever was met or not. */
    unmet: z.array(z.enum(BANT_CRITERIA)).default([]),
    ...only,
  }),
  z.object({ on: z.literal('by_hand'), ...only }),
  z.object({ on: z.literal('api'), ...only }),
  /** Null: any offer's form. */
  z.object({ on: z.literal('submission'), offerSlug: z.string().max(200).nullable().default(null), ...only }),
]);
export type TriggerConfig = z.infer<typeof triggerConfigSchema>;

/** Something that may begin a journey. A stage event is a move; the same stage twice is none. */
export type TriggerEvent =
  | { readonly on: 'stage'; readonly from: Stage | null; readonly to: Stage }
  | { readonly on: 'touchpoint'; readonly touchpoint: Touchpoint }
  | { readonly on: 'feedback'; readonly feedback: Feedback }
  | { readonly on: 'by_hand' }
  | { readonly on: 'api'; readonly key: string }
  | { readonly on: 'submission'; readonly submissionId: string; readonly offerSlug: string };

export const triggerNode = defineNode<'trigger', TriggerConfig>({
  kind: 'trigger',
  family: 'trigger',
  acts: false,
  waits: false,
  schema: triggerConfigSchema,
  defaults: { on: 'stage', stages: ['nurture'], only: null },
  ports: () => [neededPort('next')],
  lint,
  needs: (config) => needsOfRule(config.only),
  decide: () => pass('next', 'entered'),
  describe: triggerWords,
});

/**
 * Whether a trigger begins its journey for the lead of `facts`. A stage trigger fires on a move into one of its stages, never while a lead
 * stays in one. `facts` must hold what the trigger's `needs` ask for.
 */
export function matchTrigger(config: TriggerConfig, event: TriggerEvent, facts: LeadFacts, now: EpochMs): boolean {
  // A stage is the outcome of a score: of somebody who objects to one, no step depends on it.
  if (config.on === 'stage' && facts.lead.doNotProfile) return false;
  if (!fires(config, event)) return false;
  return config.only === null || (!judgesUnprofiled(config.only, facts) && evaluate(config.only, facts, now).met);
}

function fires(config: TriggerConfig, event: TriggerEvent): boolean {
  switch (config.on) {
    case 'stage':
      return event.on === 'stage' && event.from !== event.to && config.stages.includes(event.to);
    case 'touchpoint':
      return event.on === 'touchpoint' && touchpointMatches(config, event.touchpoint);
    case 'feedback': {
      if (event.on !== 'feedback' || !config.kinds.includes(event.feedback.kind)) return false;
      return config.unmet.length === 0 || config.unmet.some((criterion) => event.feedback.unmet.includes(criterion));
    }
    case 'submission':
      return event.on === 'submission' && (config.offerSlug === null || config.offerSlug === event.offerSlug);
    case 'by_hand':
    case 'api':
      return event.on === config.on;
  }
}

/**
 * What keys an enrollment beside journey and lead. Empty: a lead enters once and never again. Triggers that answer to a fact of their own
 * (feedback, an API call, a submission) let the lead in once per fact.
 */
export function entryKey(config: TriggerConfig, event: TriggerEvent): string {
  if (config.on !== event.on) return '';
  switch (event.on) {
    case 'feedback':
      return `feedback:${event.feedback.id}`;
    case 'api':
      return `api:${event.key}`;
    case 'submission':
      return `submission:${event.submissionId}`;
    case 'stage':
    case 'touchpoint':
    case 'by_hand':
      return '';
  }
}

function lint(config: TriggerConfig, { offers }: LintContext): readonly Finding[] {
  const findings: Finding[] = [];
  if (config.on === 'stage' && config.stages.length === 0) findings.push(finding('error', 'no_stages', 'stages'));
  if (config.on === 'feedback' && config.kinds.length === 0)
    findings.push(finding('error', 'no_feedback_kinds', 'kinds'));
  if (config.on === 'submission' && config.offerSlug !== null && offers && !offers.includes(config.offerSlug)) {
    findings.push(finding('error', 'unknown_offer', 'offerSlug'));
  }
  const problems = config.only === null ? [] : lintRule(config.only);
  return [
    ...findings,
    ...problems.map((problem) => finding(problem.severity, 'rule_problem', 'only', { rule: problem })),
  ];
}
