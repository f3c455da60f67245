import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { type KeyboardEvent, memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditorHandle } from '../editor/EditorContext';
import type { FlowEdge } from '../graph/flow-graph';
import type { Point } from '../graph/graph-edits';
import classes from './canvas.module.css';
import { roundedPath } from './path-shape';
import { type PathRoute, plainRoute } from './routes';

const BEND = 14;
/** A handle reaches this far beyond the edge of its card. */
const HANDLE = 12;

/** A path, with the "+" that puts a node into it. */
export const PathEdge = memo(function PathEdge({ id, selected, markerEnd, data, ...ends }: EdgeProps<FlowEdge>) {
  const { readOnly } = useEditorHandle();
  const { points, button } = between(ends, data?.route ?? null);
  return (
    <>
      <BaseEdge
        id={id}
        path={roundedPath(points, BEND)}
        className={classes.path}
        data-selected={selected || undefined}
        interactionWidth={24}
        {...(markerEnd ? { markerEnd } : {})}
      />
      {!readOnly && <InsertHere edgeId={id} x={button.x} y={button.y} />}
    </>
  );
});

type Ends = Pick<EdgeProps, 'sourceX' | 'sourceY' | 'targetX' | 'targetY'>;

/** The way that was found, led to the very middle of the two handles; the plain one while a card is dragged away from it. */
function between({ sourceX, sourceY, targetX, targetY }: Ends, route: PathRoute | null): PathRoute {
  const source = { x: sourceX, y: sourceY };
  const target = { x: targetX, y: targetY };
  const [first] = route?.points ?? [];
  const last = route?.points.at(-1);
  const isThere = first && last && isNear(first, source) && isNear(last, target);
  if (!route || !isThere) return plainRoute(source, target);
  return { ...route, points: [{ x: first.x, y: source.y }, ...route.points.slice(1, -1), { x: last.x, y: target.y }] };
}

function isNear(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < 2 && Math.abs(a.y - b.y) < HANDLE;
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
