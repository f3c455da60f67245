import { reifung } from '@ripen/journey';
import { aLine } from '../graph/sample-graph';
import { openingView, READABLE } from './opening-view';

describe('how a drawing is first shown', () => {
  const { nodes } = reifung({ teamId: 'team', language: 'de', guideUrl: 'https://example.com/' });

  it('shows all of a small drawing', () => {
    expect(openingView(aLine('t', 'a').nodes, { width: 1000, height: 800 })).toBe('fit');
  });

  it('shows the beginning of a large one so that it can be read', () => {
    const view = openingView(nodes, { width: 630, height: 800 });
    if (view === 'fit' || view === null) throw new Error('The whole example does not fit');
    expect(view.zoom).toBe(READABLE);
    const trigger = nodes.find((node) => node.kind === 'trigger');
    const y = view.y + (trigger?.position.y ?? 0) * view.zoom;
    const x = view.x + (trigger?.position.x ?? 0) * view.zoom;
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(120);
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(630);
  });

  it('shows the card that a link leads to in the middle', () => {
    const view = openingView(nodes, { width: 630, height: 800 }, { focus: 'sales', heightOf: () => 100 });
    if (view === 'fit' || view === null) throw new Error('The whole example does not fit');
    const sales = nodes.find((node) => node.id === 'sales');
    expect(view.y + ((sales?.position.y ?? 0) + 50) * view.zoom).toBeCloseTo(400);
  });

  it('looks at the height that cards were measured to have', () => {
    const { nodes: two } = aLine('t', 'a');
    expect(openingView(two, { width: 1000, height: 500 }, { heightOf: () => 100 })).toBe('fit');
    expect(openingView(two, { width: 1000, height: 500 }, { heightOf: () => 400 })).not.toBe('fit');
  });

  it('shows nothing of an empty drawing', () => {
    expect(openingView([], { width: 1000, height: 800 })).toBeNull();
  });
});
