import { Button, Popover } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Panel } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCanvasUi, useEditor, useEditorHandle } from '../editor/EditorContext';
import { ProblemList } from './ProblemList';
import classes from './problems.module.css';

/** How the drawing stands: ready, or the number of things to look at, with the list behind it. */
export function ProblemsButton() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const byNode = useCanvasUi((ui) => ui.problems);
  const graph = useEditor((state) => state.graph);
  const { editor } = useEditorHandle();
  const problems = useMemo(() => [...byNode.values()].flat(), [byNode]);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  if (problems.length === 0) {
    return (
      <Panel position="top-right" className={classes.ready}>
        <IconCircleCheck size={16} aria-hidden /> {t('journeys.problems.none')}
      </Panel>
    );
  }
  return (
    <Panel position="top-right">
      <Popover
        opened={isOpen}
        onChange={setIsOpen}
        position="bottom-end"
        shadow="md"
        radius="lg"
        width={360}
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            className={classes.button}
            data-severity={errors > 0 ? 'error' : 'warning'}
            leftSection={<IconAlertTriangle size={16} aria-hidden />}
            onClick={() => setIsOpen((open) => !open)}
            aria-expanded={isOpen}
          >
            {errors > 0
              ? t('journeys.problems.errors', { count: errors })
              : t('journeys.problems.warnings', { count: problems.length })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <ProblemList
            problems={problems}
            graph={graph}
            onJump={(problem) => {
              setIsOpen(false);
              editor.getState().jumpTo(problem);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </Panel>
  );
}
