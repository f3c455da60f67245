import { IconAlertTriangleFilled, IconPlus } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language';
import { useCanvasUi, useEditorHandle } from '../editor/EditorContext';
import { ENTRY, type FlowNode } from '../graph/flow-graph';
import { useKindWords } from '../graph/use-kind-words';
import classes from './canvas.module.css';
import { FAMILY_OF } from './family-tokens';
import { cardWidth } from './geometry';
import { KIND_ICONS } from './kind-icons';
import { LiveChips } from './LiveChips';

/** One node of the drawing: what it is, what it does in a sentence, and where paths leave it. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<FlowNode>) {
  const { node } = data;
  const words = useKindWords();
  const { t } = useTranslation();
  const problems = useCanvasUi((ui) => ui.problems.get(id));
  const ports = words.ports(node);
  const Icon = KIND_ICONS[node.kind];
  const kindName = words.kindName(node.kind);
  const isBroken = problems?.some((problem) => problem.severity === 'error') ?? false;
  return (
    <div
      className={classes.card}
      data-family={FAMILY_OF[node.kind]}
      data-selected={selected || undefined}
      data-broken={isBroken || undefined}
      style={{ width: cardWidth(ports.length) }}
    >
      {node.kind !== 'trigger' && <Handle id={ENTRY} type="target" position={Position.Top} className={classes.entry} />}
      <div className={classes.head}>
        <span className={classes.icon}>
          <Icon size={18} stroke={1.75} aria-hidden />
        </span>
        <span className={classes.names}>
          <span className={classes.name} title={node.name || kindName}>
            {node.name || kindName}
          </span>
          {node.name !== '' && <span className={classes.kind}>{kindName}</span>}
        </span>
        {problems && (
          <span
            className={classes.problem}
            data-severity={isBroken ? 'error' : 'warning'}
            title={t('journeys.problems.onNode', { count: problems.length })}
          >
            <IconAlertTriangleFilled size={16} aria-hidden />
          </span>
        )}
      </div>
      <p className={classes.sentence} title={words.sentence(node)}>
        {words.sentence(node)}
      </p>
      <LiveChips nodeId={id} />
      <Ports node={data} ports={ports} />
    </div>
  );
});

interface PortsProps {
  readonly node: FlowNode['data'];
  readonly ports: ReturnType<ReturnType<typeof useKindWords>['ports']>;
}

function Ports({ node: { node, used }, ports }: PortsProps) {
  const { ui, readOnly } = useEditorHandle();
  const { t } = useTranslation();
  const language = useLanguage();
  const insert = (port: string) => (event: MouseEvent<HTMLButtonElement>) => {
    event.stopPropagation();
    const { left, width, bottom } = event.currentTarget.getBoundingClientRect();
    ui.getState().setInsertion({
      at: { x: left + width / 2, y: bottom },
      into: { place: 'port', ref: { from: node.id, port }, drop: null },
    });
  };
  if (ports.length === 0) return null;
  return (
    <div className={classes.ports} data-single={ports.length === 1 || undefined} lang={language}>
      {ports.map(({ key, label }) => (
        <div key={key} className={classes.port}>
          <span className={classes.portWord} title={label}>
            {label}
          </span>
          <Handle
            id={key}
            type="source"
            position={Position.Bottom}
            className={classes.exit}
            isConnectable={!readOnly}
          />
          {!readOnly && !used.includes(key) && (
            <button
              type="button"
              className={`${classes.openPort} nodrag nopan`}
              onClick={insert(key)}
              aria-label={t('journeys.canvas.insertAfter', { port: label })}
              title={t('journeys.canvas.insertAfter', { port: label })}
            >
              <IconPlus size={14} stroke={2.25} aria-hidden />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
