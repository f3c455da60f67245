import { ActionIcon, Button, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import type { JourneyNode } from '@ripen/journey';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FAMILY_OF } from '../canvas/family-tokens';
import { KIND_ICONS } from '../canvas/kind-icons';
import { focusCard } from '../canvas/use-canvas-keys';
import { useEditor, useEditorHandle } from '../editor/EditorContext';
import type { EditorActions } from '../editor/editor-actions';
import { findNode, renameNode } from '../graph/graph-edits';
import { useKindWords } from '../graph/use-kind-words';
import { JourneyNotes } from './JourneyNotes';
import classes from './inspector.module.css';
import { NodeForm } from './NodeForm';

interface InspectorProps {
  readonly actions: EditorActions;
  readonly ref: Ref<HTMLElement>;
}

/** What is selected, with everything that can be said about it. */
export function Inspector({ actions, ref }: InspectorProps) {
  const { t } = useTranslation();
  const selection = useEditor((state) => state.selection);
  const [onlyNode] = selection.nodes;
  const node = useEditor((state) => (onlyNode === undefined ? undefined : findNode(state.graph, onlyNode)));
  const backToCard = (event: KeyboardEvent): void => {
    // A dialog or a list on top of the panel takes its own Escape.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key === 'Escape' && isInside && onlyNode !== undefined && !event.defaultPrevented) focusCard(onlyNode);
  };
  return (
    <aside ref={ref} className={classes.inspector} aria-label={t('journeys.inspector.title')} onKeyDown={backToCard}>
      {selection.nodes.length > 1 && <ManySelected actions={actions} count={selection.nodes.length} />}
      {selection.nodes.length === 1 && node && <OneNode key={node.id} node={node} actions={actions} />}
      {selection.nodes.length === 0 && selection.edges.length > 0 && (
        <PathSelected actions={actions} edgeId={selection.edges[0] ?? ''} />
      )}
      {selection.nodes.length === 0 && selection.edges.length === 0 && <JourneyNotes />}
    </aside>
  );
}

function OneNode({ node, actions }: { node: JourneyNode; actions: EditorActions }) {
  const { t } = useTranslation();
  const words = useKindWords();
  const { editor, readOnly } = useEditorHandle();
  const form = useRef<HTMLDivElement>(null);
  useFocusField(form);
  const Icon = KIND_ICONS[node.kind];
  return (
    <div ref={form} className={classes.sheet}>
      <header className={classes.head} data-family={FAMILY_OF[node.kind]}>
        <span className={classes.icon}>
          <Icon size={18} stroke={1.75} aria-hidden />
        </span>
        <h2 className={classes.kind}>{words.kindName(node.kind)}</h2>
        {!readOnly && (
          <Group gap={2} ml="auto" wrap="nowrap">
            <Tooltip label={t('journeys.inspector.duplicate')}>
              <ActionIcon size="md" aria-label={t('journeys.inspector.duplicate')} onClick={() => actions.duplicate()}>
                <IconCopy size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('journeys.inspector.delete')}>
              <ActionIcon
                size="md"
                aria-label={t('journeys.inspector.delete')}
                onClick={() => actions.removeSelected()}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        )}
      </header>
      <p className={classes.sentence}>{words.sentence(node)}</p>
      <fieldset className={classes.fields} disabled={readOnly}>
        <TextInput
          label={t('journeys.inspector.name')}
          placeholder={words.kindName(node.kind)}
          maxLength={120}
          value={node.name}
          onChange={(event) => {
            const name = event.currentTarget.value;
            editor.getState().edit((graph) => renameNode(graph, node.id, name), { group: `name:${node.id}` });
          }}
        />
        <NodeForm node={node} />
      </fieldset>
    </div>
  );
}

/** After a click on a problem the keyboard goes to its field, or to the nearest one around it. */
function useFocusField(form: React.RefObject<HTMLDivElement | null>): void {
  const jump = useEditor((state) => state.jump);
  useEffect(() => {
    const parts = jump?.field?.split('.') ?? [];
    for (let length = parts.length; length > 0; length--) {
      const place = form.current?.querySelector(`[data-field="${CSS.escape(parts.slice(0, length).join('.'))}"]`);
      if (!place) continue;
      place.scrollIntoView({ block: 'center' });
      place.querySelector<HTMLElement>('input, textarea, button')?.focus();
      return;
    }
  }, [jump, form]);
}

function ManySelected({ actions, count }: { actions: EditorActions; count: number }) {
  const { t } = useTranslation();
  const { readOnly } = useEditorHandle();
  return (
    <Stack p="md">
      <Text fw={620}>{t('journeys.inspector.many', { count })}</Text>
      {!readOnly && (
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => actions.duplicate()}
          >
            {t('journeys.inspector.duplicate')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => actions.removeSelected()}
          >
            {t('journeys.inspector.delete')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function PathSelected({ actions, edgeId }: { actions: EditorActions; edgeId: string }) {
  const { t } = useTranslation();
  const words = useKindWords();
  const { readOnly } = useEditorHandle();
  const graph = useEditor((state) => state.graph);
  const edge = graph.edges.find((candidate) => candidate.id === edgeId);
  const from = edge && findNode(graph, edge.from);
  const to = edge && findNode(graph, edge.to);
  if (!edge || !from || !to) return null;
  return (
    <Stack p="md">
      <Text fw={620}>{t('journeys.inspector.path')}</Text>
      <Text size="sm">{words.path(from, edge.port, to)}</Text>
      {!readOnly && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => actions.removeSelected()}
        >
          {t('journeys.inspector.deletePath')}
        </Button>
      )}
    </Stack>
  );
}
