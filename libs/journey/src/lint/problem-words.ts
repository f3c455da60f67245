import type { Language } from '@ripen/domain';
import { RULE_PROBLEM_MESSAGES, type RuleProblemCode } from '@ripen/rules';
import { portWords } from '../words/ports';
import type { Finding } from './problem';
import { PROBLEM_TEXTS } from './problem-texts';

const LANGUAGE_WORDS = { de: { de: 'Deutsch', en: 'German' }, en: { de: 'Englisch', en: 'English' } } as const;

/** What is wrong and what to do about it, as one or two sentences. */
export function problemWords({ code, data }: Pick<Finding, 'code' | 'data'>, language: Language): string {
  return PROBLEM_TEXTS[code][language]
    .replace('{port}', () => portWords(String(data['port'] ?? ''), language))
    .replace('{language}', () => (data['language'] === 'en' ? LANGUAGE_WORDS.en : LANGUAGE_WORDS.de)[language])
    .replace('{rule}', () => ruleWords(data['rule'], language));
}

function ruleWords(problem: unknown, language: Language): string {
  const code = typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : null;
  return isRuleProblem(code) ? RULE_PROBLEM_MESSAGES[code][language] : '';
}

function isRuleProblem(code: unknown): code is RuleProblemCode {
  return typeof code === 'string' && Object.hasOwn(RULE_PROBLEM_MESSAGES, code);
}
