import type { Problem } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import { type JourneyGraph, type LintContext, lintGraph, portName, problemWords } from '@ripen/journey';
import { findNode } from './graph-edits';

/** What is wrong with a drawing, in both languages and by the words that stand on the cards. */
export function problemsOf(graph: JourneyGraph, context: LintContext): readonly Problem[] {
  return lintGraph(graph, context).map((problem) => {
    const { severity, code, nodeId, edgeId, field } = problem;
    const node = nodeId === null ? undefined : findNode(graph, nodeId);
    const sentence = (language: Language): string => {
      const { port } = problem.data;
      if (!node || typeof port !== 'string') return problemWords(problem, language);
      return problemWords({ code, data: { ...problem.data, port: portName(node, port, language) } }, language);
    };
    return { severity, code, nodeId, edgeId, field, sentence: { de: sentence('de'), en: sentence('en') } };
  });
}
