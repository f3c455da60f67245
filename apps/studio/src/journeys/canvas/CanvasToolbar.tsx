import { ActionIcon, Divider, HoverCard, Kbd, Table, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconKeyboard,
  IconMap,
  IconSitemap,
  IconWindowMaximize,
  IconZoomIn,
  IconZoomOut,
  type TablerIcon,
} from '@tabler/icons-react';
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditorHandle, useUndo } from '../editor/EditorContext';
import type { EditorActions } from '../editor/editor-actions';
import type { FlowEdge, FlowNode } from '../graph/flow-graph';
import { portKeys } from '../graph/node-kinds';
import { CARD_HEIGHT } from './geometry';
import { tidy } from './layout';
import classes from './toolbar.module.css';
import { fitting, useOpeningView } from './use-opening-view';

interface ToolbarProps {
  readonly actions: EditorActions;
  readonly showsMap: boolean;
  readonly onToggleMap: () => void;
}

export function CanvasToolbar({ actions, showsMap, onToggleMap }: ToolbarProps) {
  const { t } = useTranslation();
  const { readOnly } = useEditorHandle();
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <Panel position="bottom-center" className={classes.bar} role="toolbar" aria-label={t('journeys.toolbar.title')}>
      {!readOnly && <EditButtons actions={actions} showsMap={showsMap} />}
      <Tool icon={IconZoomOut} label={t('journeys.toolbar.zoomOut')} onClick={() => void zoomOut({ duration: 150 })} />
      <Text span size="xs" className={classes.zoom}>
        {zoom} %
      </Text>
      <Tool icon={IconZoomIn} label={t('journeys.toolbar.zoomIn')} onClick={() => void zoomIn({ duration: 150 })} />
      <Tool
        icon={IconWindowMaximize}
        label={t('journeys.toolbar.fit')}
        onClick={() => void fitView({ ...fitting(showsMap), duration: 250 })}
      />
      <Divider orientation="vertical" />
      <Tool icon={IconMap} label={t('journeys.toolbar.minimap')} pressed={showsMap} onClick={onToggleMap} />
      <KeysCard />
    </Panel>
  );
}

function EditButtons({ actions, showsMap }: Pick<ToolbarProps, 'actions' | 'showsMap'>) {
  const { t } = useTranslation();
  const { editor } = useEditorHandle();
  const canUndo = useUndo((history) => history.pastStates.length > 0);
  const canRedo = useUndo((history) => history.futureStates.length > 0);
  const arrange = useArrange(actions, showsMap);
  const history = () => editor.temporal.getState();
  return (
    <>
      <Tool
        icon={IconArrowBackUp}
        label={t('journeys.toolbar.undo')}
        disabled={!canUndo}
        onClick={() => history().undo()}
      />
      <Tool
        icon={IconArrowForwardUp}
        label={t('journeys.toolbar.redo')}
        disabled={!canRedo}
        onClick={() => history().redo()}
      />
      <Divider orientation="vertical" />
      <Tool
        icon={IconSitemap}
        label={t('journeys.toolbar.tidy')}
        loading={arrange.isRunning}
        onClick={() => void arrange.run()}
      />
      <Divider orientation="vertical" />
    </>
  );
}

/** Tidies by the sizes that the cards have on screen, in a worker, and takes the result as one step of undo. */
function useArrange(actions: EditorActions, showsMap: boolean) {
  const { editor } = useEditorHandle();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const show = useOpeningView(showsMap);
  const [isRunning, setIsRunning] = useState(false);
  const run = async (): Promise<void> => {
    setIsRunning(true);
    try {
      const { graph } = editor.getState();
      const ports = new Map(graph.nodes.map((node) => [node.id, portKeys(node)]));
      const positions = await tidy(graph, (id) => ({
        height: flow.getNode(id)?.measured?.height ?? CARD_HEIGHT,
        ports: ports.get(id) ?? [],
      }));
      actions.arrange(positions);
      await show(flow, { duration: 250 });
    } finally {
      setIsRunning(false);
    }
  };
  return { isRunning, run };
}

interface ToolProps {
  readonly icon: TablerIcon;
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly loading?: boolean;
  readonly pressed?: boolean;
}

function Tool({ icon: Icon, label, onClick, disabled = false, loading = false, pressed }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size="md"
        aria-label={label}
        onClick={onClick}
        disabled={disabled}
        loading={loading}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

const KEYS = [
  ['Tab', 'tab'],
  ['Enter', 'enter'],
  ['← ↑ ↓ →', 'arrows'],
  ['Alt + ← ↑ ↓ →', 'walk'],
  ['Del', 'del'],
  ['Ctrl + Z / Y', 'undo'],
  ['Ctrl + C / X / V', 'clipboard'],
  ['Ctrl + D', 'duplicate'],
  ['Ctrl + A', 'all'],
] as const;

function KeysCard() {
  const { t } = useTranslation();
  return (
    <HoverCard position="top" shadow="md" openDelay={150}>
      <HoverCard.Target>
        <ActionIcon size="md" aria-label={t('journeys.toolbar.keys')}>
          <IconKeyboard size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Table withRowBorders={false} verticalSpacing={4}>
          <Table.Tbody>
            {KEYS.map(([keys, name]) => (
              <Table.Tr key={name}>
                <Table.Td>
                  <Kbd size="xs">{keys}</Kbd>
                </Table.Td>
                <Table.Td>{t(`journeys.keys.${name}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
