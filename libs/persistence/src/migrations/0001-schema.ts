import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FACTS_SQL } from './0001-facts.sql';
import { LOOP_SQL } from './0001-loop.sql';
import { WORKSPACE_SQL } from './0001-workspace.sql';

/** The first schema. Migrations only go forward: going back is a restored copy. */
export class Schema1763900000001 implements MigrationInterface {
  name = 'Schema1763900000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [WORKSPACE_SQL, FACTS_SQL, LOOP_SQL]) await runner.query(part);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup to go back.'));
  }
}
