import type { JourneyNode, NodeKindName } from '@ripen/journey';
import { useCallback } from 'react';
import type { z } from 'zod';
import { useLanguage } from '../../i18n/use-language';
import { useCanvasUi, useEditorHandle } from '../editor/EditorContext';
import { configureNode } from '../graph/graph-edits';
import { kindOf, portKeys } from '../graph/node-kinds';

/** What the form of one kind works with. */
export interface ConfigForm<C> {
  readonly config: C;
  /** Stores a changed configuration; `field` names what was changed, so that typing in it is one step of undo. */
  readonly set: (field: string, config: C) => void;
  /** What is wrong with a field, in words; undefined when nothing is. Fields are dotted paths. */
  readonly error: (field: string) => string | undefined;
  readonly readOnly: boolean;
}

/** The configuration of a node as its form edits it. What the check says stands at the field that it says it about. */
export function useConfigForm<C extends object>(node: JourneyNode, schema: z.ZodType<C>): ConfigForm<C> {
  const { editor, readOnly } = useEditorHandle();
  const language = useLanguage();
  const problems = useCanvasUi((ui) => ui.problems.get(node.id));
  const { id, kind } = node;
  const set = useCallback(
    (field: string, config: C) => {
      const stored: Record<string, unknown> = Object.fromEntries(Object.entries(config));
      editor
        .getState()
        .edit((graph) => configureNode(graph, id, { config: stored, ports: portKeys({ kind, config: stored }) }), {
          group: `config:${id}:${field}`,
        });
    },
    [editor, id, kind],
  );
  const error = (field: string): string | undefined =>
    problems?.find((problem) => problem.field === field)?.sentence[language];
  return { config: shown(schema, kind, node.config), set, error, readOnly };
}

/** A half-typed configuration does not parse; its form still has to show it, so what is missing is taken from the kind's defaults. */
function shown<C extends object>(schema: z.ZodType<C>, kind: NodeKindName, config: JourneyNode['config']): C {
  const parsed = schema.safeParse(config);
  const completed: unknown = { ...kindOf(kind).defaults, ...config };
  return parsed.success ? parsed.data : (completed as C);
}
