import { z } from 'zod';
import { undoRows } from '../facts/undo-import';
import { inChunk, type JobRunner } from '../jobs/job';
import { setImportStatus } from './import.sql';
import { undoneBefore } from './undo.sql';

const stateSchema = z.object({ before: z.number().int().nullable() });
export type UndoJobState = z.infer<typeof stateSchema>;

const ROWS_AT_ONCE = 200;

/** Undoes an import piece by piece, from its last row on: see `undoRows`. */
export const undoRunner: JobRunner = {
  kind: 'import_undo',
  work: (job, tools) =>
    inChunk(tools, job.id, async (tx, { state, subjectId, done, cancelAsked }) => {
      const importId = subjectId ?? '';
      const { before } = stateSchema.parse(state);
      const rows = cancelAsked ? [] : await undoneBefore(tx, { importId, before, limit: ROWS_AT_ONCE });
      const last = rows.at(-1);
      if (last === undefined) {
        await setImportStatus(tx, { importId, status: cancelAsked ? 'done' : 'undone' });
        return { do: 'done', outcome: cancelAsked ? 'cancelled' : 'done' };
      }
      await undoRows(tx, rows, { importId, context: tools.context });
      return { do: 'again', done: done + rows.length, state: { before: last.number } };
    }),
};
