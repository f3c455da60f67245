import { connect } from '../graph/graph-edits';
import { aLine } from '../graph/sample-graph';
import { EditorActions, neighbour } from './editor-actions';
import { createEditorStore } from './editor.store';

function open(graph = aLine('t', 'a')) {
  const store = createEditorStore(graph, () => 0);
  let count = 0;
  const actions = new EditorActions(store, () => `new${++count}`);
  const paths = (): string[] =>
    store
      .getState()
      .graph.edges.map((edge) => `${edge.from}:${edge.port}>${edge.to}`)
      .sort();
  return { store, actions, paths };
}
const MIDDLE = { x: 500, y: 500 };

describe('adding from the palette', () => {
  it('goes into the selected path and selects the new node', () => {
    const { store, actions, paths } = open();
    store.getState().select({ nodes: [], edges: ['t:next'] });
    actions.add('wait', MIDDLE);
    expect(paths()).toEqual(['new1:next>a', 't:next>new1']);
    expect(store.getState().selection.nodes).toEqual(['new1']);
  });

  it('goes on after the selected node where it has an open port', () => {
    const { store, actions, paths } = open();
    store.getState().select({ nodes: ['a'], edges: [] });
    actions.add('send_email', MIDDLE);
    expect(paths()).toEqual(['a:next>new1', 't:next>a']);
  });

  it('stands free where nothing is selected, and never upon another card', () => {
    const { store, actions, paths } = open();
    actions.add('exit', { x: 0, y: 0 });
    expect(paths()).toEqual(['t:next>a']);
    expect(store.getState().graph.nodes.at(-1)?.position.x).toBeGreaterThan(0);
  });

  it('puts a trigger nowhere but free', () => {
    const { store, actions, paths } = open();
    store.getState().select({ nodes: ['a'], edges: [] });
    actions.add('trigger', MIDDLE);
    expect(paths()).toEqual(['t:next>a']);
  });

  it('is one step of undo', () => {
    const { store, actions, paths } = open();
    actions.insert('branch', { place: 'edge', edgeId: 't:next' });
    expect(paths()).toEqual(['new1:yes>a', 't:next>new1']);
    store.temporal.getState().undo();
    expect(paths()).toEqual(['t:next>a']);
    expect(store.getState().graph.nodes).toHaveLength(2);
  });

  it('stands where a path was dropped, connected to it', () => {
    const { store, actions, paths } = open();
    actions.insert('exit', { place: 'port', ref: { from: 'a', port: 'next' }, drop: { x: 70, y: 900 } });
    expect(paths()).toContain('a:next>new1');
    expect(store.getState().graph.nodes.at(-1)?.position).toEqual({ x: 70, y: 900 });
  });
});

describe('selection', () => {
  it('is removed with its paths closed up, and comes back by undo', () => {
    const { store, actions, paths } = open(aLine('t', 'a', 'b'));
    store.getState().select({ nodes: ['a'], edges: [] });
    actions.removeSelected();
    expect(paths()).toEqual(['t:next>b']);
    expect(store.getState().selection.nodes).toEqual([]);
    store.temporal.getState().undo();
    expect(paths()).toEqual(['a:next>b', 't:next>a']);
  });

  it('is copied to other journeys and pasted as often as wanted, each time beside the last', () => {
    const { store, actions } = open(aLine('t', 'a', 'b'));
    store.getState().select({ nodes: ['a', 'b'], edges: [] });
    const text = actions.copied() ?? '';
    expect(actions.pasted(text)).toBe(true);
    expect(actions.pasted(text)).toBe(true);
    const places = store.getState().graph.nodes.map(({ position }) => `${position.x},${position.y}`);
    expect(new Set(places).size).toBe(7);
    expect(store.getState().selection.nodes).toEqual(['new3', 'new4']);
    const elsewhere = open();
    expect(elsewhere.actions.pasted(text)).toBe(true);
    expect(elsewhere.paths()).toContain('new1:next>new2');
  });

  it('is not copied when empty, and other text is not pasted', () => {
    const { actions } = open();
    expect(actions.copied()).toBeNull();
    expect(actions.pasted('Guten Tag')).toBe(false);
  });
});

describe('tidying', () => {
  it('moves the cards and puts them in reading order', () => {
    const { store, actions } = open(aLine('t', 'a', 'b'));
    actions.arrange(
      new Map([
        ['t', { x: 0, y: 0 }],
        ['a', { x: 300, y: 200 }],
        ['b', { x: 0, y: 200 }],
      ]),
    );
    expect(store.getState().graph.nodes.map(({ id }) => id)).toEqual(['t', 'b', 'a']);
  });
});

describe('walking by keyboard', () => {
  const graph = connect(aLine('t', 'a', 'b'), { from: 't', port: 'other' }, 'b');

  it('goes along the paths, on and back', () => {
    expect(neighbour(graph, 't', 'down')).toBe('a');
    expect(neighbour(graph, 'b', 'up')).toBe('a');
    expect(neighbour(graph, 't', 'up')).toBeNull();
  });

  it('goes to the sides among those that follow the same node', () => {
    const branch = {
      schema: 1 as const,
      nodes: [{ ...aLine('x').nodes[0]!, id: 'h', kind: 'hand_off' as const }, ...aLine('won', 'lost').nodes],
      edges: [],
    };
    const forked = connect(
      connect(
        {
          ...branch,
          nodes: branch.nodes.map((node) => (node.id === 'won' ? { ...node, kind: 'exit' as const } : node)),
        },
        { from: 'h', port: 'won' },
        'won',
      ),
      { from: 'h', port: 'lost' },
      'lost',
    );
    expect(neighbour(forked, 'won', 'right')).toBe('lost');
    expect(neighbour(forked, 'lost', 'left')).toBe('won');
    expect(neighbour(forked, 'lost', 'right')).toBeNull();
  });
});
