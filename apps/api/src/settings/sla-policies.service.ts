import { Injectable } from '@nestjs/common';
import type { SlaPolicyBody, StoredSlaPolicy } from '@ripen/contracts';
import { lintPolicy } from '@ripen/handoff';
import { newId, recordAudit, SlaPolicyRow } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException, orNotFound, refuseFields } from '../http/api-exception';

@Injectable()
export class SlaPoliciesService {
  constructor(private readonly database: Database) {}

  list(): Promise<StoredSlaPolicy[]> {
    return this.database.repository(SlaPolicyRow).find({ order: { isDefault: 'DESC', name: 'ASC' } });
  }

  create(body: SlaPolicyBody, caller: Caller): Promise<StoredSlaPolicy> {
    return this.save({ id: newId(), ...body }, { caller, action: 'policy.created' });
  }

  async update(id: string, body: SlaPolicyBody, caller: Caller): Promise<StoredSlaPolicy> {
    const stored = orNotFound(await this.database.repository(SlaPolicyRow).findOneBy({ id }));
    // A hand-off node that names no policy must find one.
    if (stored.isDefault && !body.isDefault) throw new ApiException('still_in_use', { field: 'isDefault' });
    return this.save({ id, ...body }, { caller, action: 'policy.changed' });
  }

  private async save(
    policy: StoredSlaPolicy,
    { caller, action }: { caller: Caller; action: 'policy.created' | 'policy.changed' },
  ): Promise<StoredSlaPolicy> {
    const errors = lintPolicy(policy.policy).filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw refuseFields(
        errors.map(({ path, code }) => ({ path: ['body', 'policy', ...path].join('.'), problem: code })),
      );
    return this.database.repository(SlaPolicyRow).manager.transaction(async (manager) => {
      const policies = manager.getRepository(SlaPolicyRow);
      if (policy.isDefault) await policies.update({ isDefault: true }, { isDefault: false });
      const subject = { type: 'policy', id: policy.id };
      await recordAudit(manager, { actor: auditActor(caller), action, subject, details: { name: policy.name } });
      return policies.save(policies.create(policy));
    });
  }
}
