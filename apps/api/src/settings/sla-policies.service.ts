import { Injectable } from '@nestjs/common';
import type { SlaPolicyBody, StoredSlaPolicy } from '@ripen/contracts';
import { lintPolicy } from '@ripen/handoff';
import { newId, SlaPolicyRow } from '@ripen/persistence';
import { Database } from '../database/database';
import { ApiException, orNotFound, refuseFields } from '../http/api-exception';

@Injectable()
export class SlaPoliciesService {
  constructor(private readonly database: Database) {}

  list(): Promise<StoredSlaPolicy[]> {
    return this.database.repository(SlaPolicyRow).find({ order: { isDefault: 'DESC', name: 'ASC' } });
  }

  create(body: SlaPolicyBody): Promise<StoredSlaPolicy> {
    return this.save({ id: newId(), ...body });
  }

  async update(id: string, body: SlaPolicyBody): Promise<StoredSlaPolicy> {
    const stored = orNotFound(await this.database.repository(SlaPolicyRow).findOneBy({ id }));
    // A hand-off node that names no policy must find one.
    if (stored.isDefault && !body.isDefault) throw new ApiException('still_in_use', { field: 'isDefault' });
    return this.save({ id, ...body });
  }

  private async save(policy: StoredSlaPolicy): Promise<StoredSlaPolicy> {
    const errors = lintPolicy(policy.policy).filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw refuseFields(
        errors.map(({ path, code }) => ({ path: ['body', 'policy', ...path].join('.'), problem: code })),
      );
    return this.database.repository(SlaPolicyRow).manager.transaction(async (manager) => {
      const policies = manager.getRepository(SlaPolicyRow);
      if (policy.isDefault) await policies.update({ isDefault: true }, { isDefault: false });
      return policies.save(policies.create(policy));
    });
  }
}
