import { aLine } from '../graph/sample-graph';
import { elsewhere } from './elsewhere';

const at = (here: number) => ({ here, passed: 9, failed: 0 });

describe('people at steps that are not drawn', () => {
  it('are those who stand there now, so that they and the drawn ones are all', () => {
    expect(elsewhere({ nodes: { t: at(3), a: at(4), gone: at(2), older: at(1) } }, aLine('t', 'a'))).toBe(3);
  });

  it('are none where every step is drawn', () => {
    expect(elsewhere({ nodes: { t: at(3) } }, aLine('t', 'a'))).toBe(0);
  });
});
