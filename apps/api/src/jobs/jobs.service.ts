import { Injectable } from '@nestjs/common';
import type { JobShape } from '@ripen/contracts';
import { askToCancel } from '@ripen/persistence';
import { actorId, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { JOB_COLUMNS, type JobRow, toJobShape } from './job-row';

/** More at once is not looked at in a list. */
const MOST = 100;
/** Whoever asked sees it; an admin sees all. `$1`: the person, `$2`: whether that is an admin. */
const SEEN = '(j.asked_by = $1 OR $2)';

@Injectable()
export class JobsService {
  constructor(private readonly database: Database) {}

  /** What goes on, the newest first. */
  async going(caller: Caller): Promise<JobShape[]> {
    const rows = await this.database.rows<JobRow>(
      `SELECT ${JOB_COLUMNS('j')} FROM job j WHERE ${SEEN} AND j.status <> 'ended' ORDER BY j.id DESC LIMIT ${MOST}`,
      eyesOf(caller),
    );
    return rows.map(toJobShape);
  }

  async read(caller: Caller, id: string): Promise<JobShape> {
    const row = await this.database.row<JobRow>(`SELECT ${JOB_COLUMNS('j')} FROM job j WHERE ${SEEN} AND j.id = $3`, [
      ...eyesOf(caller),
      id,
    ]);
    if (row === null) throw new ApiException('not_found');
    return toJobShape(row);
  }

  /** Stopping what has ended is refused: what it did stands. */
  async cancel(caller: Caller, id: string): Promise<JobShape> {
    await this.read(caller, id);
    if (!(await this.database.transaction((tx) => askToCancel(tx, id)))) throw new ApiException('wrong_state');
    return this.read(caller, id);
  }
}

function eyesOf(caller: Caller): [string | null, boolean] {
  return [actorId(caller), caller.role === 'admin'];
}
