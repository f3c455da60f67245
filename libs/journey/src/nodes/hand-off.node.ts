import { HANDOFF_OUTCOMES } from '@ripen/domain';
import { z } from 'zod';
import { finding, type Finding, type LintContext } from '../lint/problem';
import { NO_NEEDS } from '../needs';
import { defineNode, type NodeStep, optionalPort, pass, type Situation } from './node-kind';

/** Null team: not chosen yet. Null policy: the workspace's default. */
export const handOffConfigSchema = z.object({
  teamId: z.string().max(60).nullable().default(null),
  policyId: z.string().max(60).nullable().default(null),
});
export type HandOffConfig = z.infer<typeof handOffConfigSchema>;

export const handOffNode = defineNode<'hand_off', HandOffConfig>({
  kind: 'hand_off',
  family: 'handover',
  acts: false,
  waits: true,
  schema: handOffConfigSchema,
  defaults: { teamId: null, policyId: null },
  ports: () => HANDOFF_OUTCOMES.map((outcome) => optionalPort(outcome)),
  lint,
  needs: () => ({ ...NO_NEEDS, score: true }),
  decide,
  describe: ({ teamId }, language, names) => {
    const team = teamId ? (names.teams[teamId] ?? null) : null;
    if (team === null) return { de: 'Übergibt den Lead an den Vertrieb', en: 'Hands the lead to sales' }[language];
    return { de: `Übergibt den Lead an das Team „${team}“`, en: `Hands the lead to the team “${team}”` }[language];
  },
});

function lint({ teamId, policyId }: HandOffConfig, { teams, policies }: LintContext): readonly Finding[] {
  const findings: Finding[] = [];
  if (!teamId) findings.push(finding('error', 'hand_off_without_team', 'teamId'));
  else if (teams && !teams.includes(teamId)) findings.push(finding('error', 'unknown_team', 'teamId'));
  if (policyId && policies && !policies.includes(policyId))
    findings.push(finding('error', 'unknown_policy', 'policyId'));
  return findings;
}

/** A pseudo-lead is never handed to sales. Everybody else waits here for the outcome; the handoff's own clocks keep the promise. */
function decide({ teamId, policyId }: HandOffConfig, { facts, newId }: Situation): NodeStep {
  if (facts.score?.category === 'pseudo') {
    return pass('recycled', 'passed', {
      why: { reason: 'pseudo_lead', rule: facts.score.pseudoReason },
      endReason: 'pseudo_lead',
    });
  }
  if (!teamId) return { step: 'park', reason: 'team_missing', why: {} };
  const handoffId = newId();
  return {
    step: 'wait',
    events: [{ key: 'handoff', kind: 'handoff', handoffId }],
    // A handoff has no deadline here: the port is never taken by time.
    timeoutPort: 'expired',
    deadline: null,
    why: { handoffId, teamId },
    handoff: { handoffId, teamId, policyId },
  };
}
