import { Inject, Injectable } from '@nestjs/common';
import type { SetupBody } from '@ripen/contracts';
import { DEFAULT_POLICY, type SlaPolicy } from '@ripen/handoff';
import { newId, publishModel, recordAudit, type Tx } from '@ripen/persistence';
import { EXAMPLE_MODEL } from '@ripen/scoring';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { hashPassword } from '../session/password';
import { DEFAULT_MAPPING } from '../settings/default-mapping';
import type { StoredSettings } from '../settings/workspace.service';
import { installBuiltinJourneys } from './builtin-journeys';
import { installExample } from './example-workspace';

/** The first visit: everything a workspace cannot be without, in one transaction. */
@Injectable()
export class SetupService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async done(): Promise<boolean> {
    return (await this.database.row('SELECT 1 FROM app_user LIMIT 1')) !== null;
  }

  /** The first admin's id. Of two who try at once one is told that it is done. */
  async run(body: SetupBody): Promise<string> {
    const passwordHash = await hashPassword(body.admin.password);
    return this.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE');
      const { rowCount } = await tx.query('SELECT 1 FROM app_user LIMIT 1');
      if (rowCount !== 0) throw new ApiException('already_set_up');
      const adminId = await insertAdmin(tx, body, passwordHash);
      await insertWorkspace(tx, body);
      await insertDefaultPolicy(tx, body);
      await publishModel(tx, EXAMPLE_MODEL, adminId);
      await installBuiltinJourneys(tx, body.language);
      if (body.example) await installExample(tx, { ...this.options, adminId, language: body.language });
      const actor = { kind: 'user', id: adminId, name: body.admin.name } as const;
      await recordAudit(tx, { actor, action: 'workspace.set_up', subject: null, details: { example: body.example } });
      return adminId;
    });
  }
}

async function insertAdmin(tx: Tx, { admin, language, zone }: SetupBody, passwordHash: string): Promise<string> {
  const id = newId();
  await tx.query(
    `INSERT INTO app_user (id, email, name, role, password_hash, language, zone) VALUES ($1, $2, $3, 'admin', $4, $5, $6)`,
    [id, admin.email, admin.name, passwordHash, language, zone],
  );
  return id;
}

async function insertWorkspace(
  tx: Tx,
  { companyName, language, zone, calendar, sender, imprint }: SetupBody,
): Promise<void> {
  const settings: StoredSettings = {
    companyName,
    language,
    zone,
    calendar,
    sender,
    imprint,
    repFigures: 'named',
    secondFactor: 'nobody',
    touchpointMapping: DEFAULT_MAPPING,
  };
  await tx.query(
    'INSERT INTO workspace (id, settings) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
    [JSON.stringify(settings)],
  );
}

/** The default promises, counted in the hours that the company just named. */
async function insertDefaultPolicy(tx: Tx, { calendar, zone, language }: SetupBody): Promise<void> {
  const policy: SlaPolicy = { ...DEFAULT_POLICY(zone), calendar };
  await tx.query('INSERT INTO sla_policy (id, name, policy, is_default) VALUES ($1, $2, $3, true)', [
    newId(),
    language === 'de' ? 'Standard' : 'Default',
    JSON.stringify(policy),
  ]);
}
