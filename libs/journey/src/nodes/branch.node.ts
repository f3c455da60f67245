import { conditionSchema, describeClause, evaluate, fieldType, lint as lintRule, type Reason } from '@ripen/rules';
import { z } from 'zod';
import { finding, type Finding } from '../lint/problem';
import { needsOfRule, unionOfNeeds } from '../needs';
import { judgesUnprofiled } from '../profiling';
import { anyOf } from '../words/lists';
import { defineNode, neededPort, type NodeStep, pass, type Situation } from './node-kind';

export const branchConfigSchema = z.object({
  paths: z
    .array(z.object({ key: z.string().min(1).max(60), name: z.string().max(120).default(''), when: conditionSchema }))
    .max(30)
    .default([]),
});
export type BranchConfig = z.infer<typeof branchConfigSchema>;

/** The port of everyone whom no path fits. */
export const ELSE_PORT = 'else';

export const branchNode = defineNode<'branch', BranchConfig>({
  kind: 'branch',
  family: 'path',
  acts: false,
  waits: false,
  schema: branchConfigSchema,
  defaults: {
    paths: [
      {
        key: 'yes',
        name: '',
        when: { rule: 'field', field: 'score.cell', operator: 'one_of', value: ['A1', 'A2', 'B1'] },
      },
    ],
  },
  ports: ({ paths }) => [
    ...paths.map(({ key, name }) => neededPort(key, { name: name || null })),
    neededPort(ELSE_PORT),
  ],
  lint,
  needs: ({ paths }) => unionOfNeeds(paths.map(({ when }) => needsOfRule(when))),
  decide,
  describe: ({ paths }, language, names) => {
    const named = paths.map(({ name, when }) => {
      const words = name || describeClause(when, language, names);
      return { de: `„${words}“`, en: `“${words}”` }[language];
    });
    if (named.length === 0) return { de: 'Alle gehen denselben Weg', en: 'Everyone goes the same way' }[language];
    return {
      de: `Verzweigt: ${anyOf(named, 'de')}, sonst alle anderen`,
      en: `Branches: ${anyOf(named, 'en')}, or else everyone else`,
    }[language];
  },
});

function lint({ paths }: BranchConfig): readonly Finding[] {
  const keys = paths.map(({ key }) => key);
  const findings: Finding[] = [];
  if (paths.length === 0) findings.push(finding('error', 'branch_without_path', 'paths'));
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index)
      findings.push(finding('error', 'duplicate_port', `paths.${index}.key`, { port: key }));
    if (key === ELSE_PORT) findings.push(finding('error', 'reserved_port', `paths.${index}.key`, { port: key }));
  });
  paths.forEach(({ when }, index) => {
    for (const problem of lintRule(when))
      findings.push(finding(problem.severity, 'rule_problem', `paths.${index}.when`, { rule: problem }));
  });
  return findings;
}

function decide({ paths }: BranchConfig, { facts, now }: Situation): NodeStep {
  const tried: unknown[] = [];
  for (const { key, when } of paths) {
    if (judgesUnprofiled(when, facts)) {
      tried.push({ path: key, met: false, because: 'not_profiled', reasons: [] });
      continue;
    }
    const { met, reasons } = evaluate(when, facts, now);
    tried.push({ path: key, met, reasons: reasons.map(withoutTexts) });
    if (met) return pass(key, 'passed', { why: { paths: tried } });
  }
  return pass(ELSE_PORT, 'passed', { why: { paths: tried } });
}

/** Texts of a person (a name, an address, a position) stay out of the trace; the rule itself says what was asked for. */
function withoutTexts(reason: Reason): object {
  if (reason.rule === 'touchpoint' || fieldType(reason.field) !== 'text') return reason;
  return {
    rule: reason.rule,
    path: reason.path,
    met: reason.met,
    negated: reason.negated,
    field: reason.field,
    operator: reason.operator,
  };
}
