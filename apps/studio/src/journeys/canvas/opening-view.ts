import type { JourneyNode } from '@ripen/journey';
import { portKeys } from '../graph/node-kinds';
import { CARD_HEIGHT, cardWidth } from './geometry';

/** Below this zoom nobody can read a card. */
export const READABLE = 0.75;
/** From the top of the canvas to its first card, in pixels of the screen: clear of what floats above. */
const TOP = 72;
/** What is kept free around a drawing that fits, in pixels of the screen: the bars above and below it, and a rim. */
const AROUND = { x: 64, y: 152 } as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface OpeningOptions {
  /** The height of a card where it was measured. */
  readonly heightOf?: (nodeId: string) => number;
  /** The card that a link leads to. */
  readonly focus?: string | undefined;
}

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/**
 * How a drawing is first shown in a canvas of this size: `fit` where all of it can be read at once, else its beginning, or the card that is asked
 * for, at a zoom that can be read. Null: there is nothing to show.
 */
export function openingView(
  nodes: readonly JourneyNode[],
  pane: Size,
  { heightOf = () => CARD_HEIGHT, focus }: OpeningOptions = {},
): Viewport | 'fit' | null {
  const first = nodes.find((node) => node.id === focus) ?? nodes.find((node) => node.kind === 'trigger') ?? nodes[0];
  if (!first) return null;
  const left = Math.min(...nodes.map((node) => node.position.x));
  const right = Math.max(...nodes.map((node) => node.position.x + widthOf(node)));
  const top = Math.min(...nodes.map((node) => node.position.y));
  const bottom = Math.max(...nodes.map((node) => node.position.y + heightOf(node.id)));
  const zoom = Math.min((pane.width - AROUND.x) / (right - left), (pane.height - AROUND.y) / (bottom - top));
  if (zoom >= READABLE) return 'fit';
  const middle = first.position.x + widthOf(first) / 2;
  const y = first.id === focus ? (pane.height - heightOf(first.id) * READABLE) / 2 : TOP;
  return { zoom: READABLE, x: pane.width / 2 - middle * READABLE, y: y - first.position.y * READABLE };
}

function widthOf(node: JourneyNode): number {
  return cardWidth(portKeys(node).length);
}
