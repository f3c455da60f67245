import { findNode, renameNode } from '../graph/graph-edits';
import { aLine } from '../graph/sample-graph';
import { createEditorStore, type EditorStore, NOTHING, UNDO_STEPS } from './editor.store';

function open() {
  const clock = { now: 0 };
  const store = createEditorStore(aLine('t', 'a'), () => clock.now);
  return { store, clock };
}
const nameOf = (store: EditorStore): string | undefined => findNode(store.getState().graph, 'a')?.name;
const rename = (store: EditorStore, name: string, group?: string): void =>
  store.getState().edit((graph) => renameNode(graph, 'a', name), group === undefined ? {} : { group });

describe('the open drawing', () => {
  it('undoes and redoes an edit', () => {
    const { store } = open();
    rename(store, 'Leitfaden');
    store.temporal.getState().undo();
    expect(nameOf(store)).toBe('');
    store.temporal.getState().redo();
    expect(nameOf(store)).toBe('Leitfaden');
  });

  it('takes quick typing in one field as one step', () => {
    const { store, clock } = open();
    for (const text of ['L', 'Le', 'Lei']) {
      rename(store, text, 'name:a');
      clock.now += 200;
    }
    store.temporal.getState().undo();
    expect(nameOf(store)).toBe('');
  });

  it('takes typing after a pause, or in another field, as a step of its own', () => {
    const { store, clock } = open();
    rename(store, 'L', 'name:a');
    clock.now += 5_000;
    rename(store, 'Le', 'name:a');
    rename(store, 'Lei', 'note:a');
    expect(store.temporal.getState().pastStates).toHaveLength(3);
  });

  it('begins a new step after an undo', () => {
    const { store } = open();
    rename(store, 'L', 'name:a');
    store.temporal.getState().undo();
    rename(store, 'X', 'name:a');
    store.temporal.getState().undo();
    expect(nameOf(store)).toBe('');
  });

  it('keeps 200 steps', () => {
    const { store } = open();
    for (let step = 1; step <= UNDO_STEPS + 50; step++) rename(store, `step ${step}`);
    store.temporal.getState().undo(UNDO_STEPS);
    expect(nameOf(store)).toBe('step 50');
    expect(store.temporal.getState().pastStates).toHaveLength(0);
  });

  it('counts neither a selection nor an edit that changes nothing as a step', () => {
    const { store } = open();
    store.getState().select({ nodes: ['a'], edges: [] });
    store.getState().edit((graph) => graph);
    expect(store.temporal.getState().pastStates).toHaveLength(0);
    expect(store.getState().selection.nodes).toEqual(['a']);
  });

  it('forgets its history when another drawing takes its place', () => {
    const { store } = open();
    rename(store, 'mine');
    store.getState().replace(aLine('t', 'b'));
    store.temporal.getState().undo();
    expect(store.getState().graph.nodes.map((node) => node.id)).toEqual(['t', 'b']);
    expect(store.getState().selection).toEqual(NOTHING);
  });
});

describe('going to a problem', () => {
  it('selects its node or its path, and goes there again when asked again', () => {
    const { store } = open();
    const problem = { nodeId: 'a', edgeId: null, field: 'amount' };
    store.getState().jumpTo(problem);
    const first = store.getState().jump;
    expect(store.getState().selection.nodes).toEqual(['a']);
    store.getState().jumpTo(problem);
    expect(store.getState().jump).toEqual(first);
    expect(store.getState().jump).not.toBe(first);
    store.getState().jumpTo({ nodeId: null, edgeId: 't:next', field: null });
    expect(store.getState().selection).toEqual({ nodes: [], edges: ['t:next'] });
  });

  it('is over with the next selection', () => {
    const { store } = open();
    store.getState().jumpTo({ nodeId: 'a', edgeId: null, field: null });
    store.getState().select({ nodes: ['t'], edges: [] });
    expect(store.getState().jump).toBeNull();
  });
});
