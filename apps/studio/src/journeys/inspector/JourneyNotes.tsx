import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEditor, useEditorHandle } from '../editor/EditorContext';
import { useKindWords } from '../graph/use-kind-words';
import classes from './inspector.module.css';

/** Nothing is selected: what begins this journey, and how to go on. */
export function JourneyNotes() {
  const { t } = useTranslation();
  const words = useKindWords();
  const { readOnly } = useEditorHandle();
  const graph = useEditor((state) => state.graph);
  const triggers = graph.nodes.filter((node) => node.kind === 'trigger');
  return (
    <div className={classes.sheet}>
      <h2 className={classes.kind}>{t('journeys.inspector.journey')}</h2>
      <Text size="sm" c="dimmed">
        {t('journeys.inspector.size', { count: graph.nodes.length })}
      </Text>
      {triggers.length > 0 && (
        <section>
          <Text size="sm" fw={600}>
            {t('journeys.inspector.begins')}
          </Text>
          <List size="sm">
            {triggers.map((node) => (
              <List.Item key={node.id}>{words.sentence(node)}</List.Item>
            ))}
          </List>
        </section>
      )}
      {!readOnly && (
        <Text size="sm" c="dimmed">
          {t('journeys.inspector.hint')}
        </Text>
      )}
    </div>
  );
}
