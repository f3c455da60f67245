import { BaseEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { type KeyboardEvent, memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditorHandle } from '../editor/EditorContext';
import type { FlowEdge } from '../graph/flow-graph';
import classes from './canvas.module.css';
import { corners, middleOf, roundedPath, STUB } from './lanes';

const BEND = 14;

/** A path, with the "+" that puts a node into it. */
export const PathEdge = memo(function PathEdge({ id, selected, markerEnd, data, ...ends }: EdgeProps<FlowEdge>) {
  const { readOnly } = useEditorHandle();
  const { path, middle } = draw(ends, data?.lane ?? null);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes.path}
        data-selected={selected || undefined}
        interactionWidth={24}
        {...(markerEnd ? { markerEnd } : {})}
      />
      {!readOnly && <InsertHere edgeId={id} x={middle.x} y={middle.y} />}
    </>
  );
});

type Ends = Pick<EdgeProps, 'sourceX' | 'sourceY' | 'targetX' | 'targetY' | 'sourcePosition' | 'targetPosition'>;

/** By its lane where something lies in between, else the shortest way. */
function draw({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }: Ends, lane: number | null) {
  if (lane !== null) {
    const points = corners({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, lane);
    return { path: roundedPath(points, BEND), middle: middleOf(points) };
  }
  const [path, x, y] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: BEND,
    offset: STUB,
  });
  return { path, middle: { x, y } };
}

function InsertHere({ edgeId, x, y }: { edgeId: string; x: number; y: number }) {
  const { ui } = useEditorHandle();
  const { t } = useTranslation();
  const open = (element: Element): void => {
    const { left, top, width, height } = element.getBoundingClientRect();
    ui.getState().setInsertion({ at: { x: left + width / 2, y: top + height }, into: { place: 'edge', edgeId } });
  };
  const onClick = (event: MouseEvent<SVGGElement>): void => {
    event.stopPropagation();
    open(event.currentTarget);
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    open(event.currentTarget);
  };
  return (
    <g
      className={`${classes.insert} nopan`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={0}
      aria-label={t('journeys.canvas.insertHere')}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <circle r={15} className={classes.insertReach} />
      <circle r={9} className={classes.insertDisc} />
      <path d="M-4 0H4M0 -4V4" className={classes.insertPlus} />
    </g>
  );
}
