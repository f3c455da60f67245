import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failuresOf } from './build.mjs';
import { closingLine, countsIn, sum } from './counts.mjs';

describe('the counts of a test run', () => {
  it('are added up over all phases', () => {
    const all = [
      { passed: 3, failed: 0, skipped: 0 },
      { passed: 2, failed: 1, skipped: 4 },
    ];
    expect(sum(all)).toEqual({ passed: 5, failed: 1, skipped: 4 });
    expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  it('close with one line', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
  });

  it('hold a failure for a run that failed without counting one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ripen-counts-'));
    const file = join(folder, 'unit.json');
    expect(await countsIn(file, { ok: true })).toEqual({ passed: 0, failed: 0, skipped: 0 });
    expect(await countsIn(file, { ok: false })).toEqual({ passed: 0, failed: 1, skipped: 0 });
    await writeFile(file, JSON.stringify({ passed: 7, failed: 0, skipped: 0 }));
    expect(await countsIn(file, { ok: false })).toEqual({ passed: 7, failed: 1, skipped: 0 });
    await writeFile(file, JSON.stringify({ passed: 7, failed: 2, skipped: 0 }));
    expect(await countsIn(file, { ok: false })).toEqual({ passed: 7, failed: 2, skipped: 0 });
    await rm(folder, { recursive: true });
  });
});

describe('failuresOf', () => {
  it('shows what the failed tasks said and leaves out the others', () => {
    const output = [
      '> nx run @ripen/domain:build',
      'all fine',
      '> nx run @ripen/api:build',
      'main.ts is broken',
      ' NX   Running target build for 2 projects failed',
      'Failed tasks:',
      '- @ripen/api:build',
    ].join('\n');
    expect(failuresOf(output)).toContain('main.ts is broken');
    expect(failuresOf(output)).not.toContain('all fine');
  });

  it('shows the end of what it does not understand', () => {
    expect(failuresOf('nx itself fell over')).toBe('nx itself fell over');
  });
});
